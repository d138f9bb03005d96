import { basename } from 'node:path';
import { Construct } from 'constructs';
import { recordSource, sourceOf } from '../../src/model/source-line.ts';
import { aCluster, anApplication, aPlatform, configMap, Piece, resolved } from '../support/platforms.ts';

test('the line that made a construct is the one that calls its constructor, not one of its own class', () => {
  const platform = aPlatform();
  const application = anApplication(platform, 'shop');
  const one = new Piece(application, 'one', {});
  const two = new Piece(application, 'two', {});
  expect(basename(sourceOf(one)?.file ?? '')).toBe('source-line.test.ts');
  expect((sourceOf(two)?.line ?? 0) - (sourceOf(one)?.line ?? 0)).toBe(1);
});

test('and where a construct of the user makes it, the line within that one', () => {
  class Shop extends Construct {
    readonly api = new Piece(this, 'api', {});
  }
  const shop = new Shop(anApplication(aPlatform(), 'shop'), 'group');
  expect(basename(sourceOf(shop.api)?.file ?? '')).toBe('source-line.test.ts');
});

test('a construct that nobody recorded has no line', () => {
  expect(sourceOf({})).toBeUndefined();
});

test('the limit of stack traces is as it was before', () => {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 3;
  recordSource({});
  expect(Error.stackTraceLimit).toBe(3);
  Error.stackTraceLimit = before;
});

test('an object within a construct without a line has that of the construct around it', () => {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
  new Piece(new Construct(shop, 'group'), 'x', { render: () => [configMap('x')] });
  const graph = resolved(platform);
  expect(basename(graph.source('shop/group/x')?.file ?? '')).toBe('source-line.test.ts');
  expect(graph.source('shop/group')?.file).toBe(graph.source('shop')?.file);
  expect(graph.source('nowhere')).toBeUndefined();
});
