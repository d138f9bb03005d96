import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { applicationOf, isApplication, isPlatform } from '../../src/model/context.ts';
import { providesLabel, tagLabel } from '../../src/model/labels.ts';
import { isLabelKey } from '../../src/model/names.ts';
import { fromSecret, isSecretRef } from '../../src/model/secret-ref.ts';
import { anApplication, aPlatform } from '../support/platforms.ts';

test('a tag is a label', () => {
  expect(tagLabel('edge')).toBe('roadbed.dev/tag.edge');
});

test('a kind is a label, cut where it is too long, and no two kinds share one', () => {
  expect(providesLabel('ServiceMonitor.monitoring.coreos.com')).toBe(
    'roadbed.dev/provides.ServiceMonitor.monitoring.coreos.com',
  );
  const kind = fc.stringMatching(/^[A-Z][A-Za-z]{1,40}\.[a-z]{1,30}\.[a-z]{2,20}$/);
  fc.assert(
    fc.property(kind, kind, (one, two) => {
      expect(isLabelKey(providesLabel(one))).toBe(true);
      expect(providesLabel(one) === providesLabel(two)).toBe(one === two);
    }),
  );
  const long = `K${'x'.repeat(80)}`;
  expect(providesLabel(`${long}.a`)).not.toBe(providesLabel(`${long}.b`));
});

test('a construct belongs to the nearest application, and in a plain cdk8s program to the nearest chart', () => {
  const shop = anApplication(aPlatform(), 'shop', { namespace: 'space', owner: 'team' });
  expect(applicationOf(new Construct(new Chart(shop, 'inner'), 'x'))).toMatchObject({
    path: 'shop',
    name: 'shop',
    namespace: 'space',
    owner: 'team',
  });
  const chart = new Chart(new App(), 'chart', { namespace: 'ns' });
  expect(applicationOf(new Construct(chart, 'x'))).toEqual({
    path: 'chart',
    name: 'chart',
    namespace: 'ns',
    owner: 'platform',
  });
  expect(applicationOf(new Construct(new App(), 'x'))).toEqual({
    path: '',
    name: '',
    namespace: 'default',
    owner: 'platform',
  });
  expect([isApplication(shop), isApplication(chart), isPlatform(shop.node.root), isPlatform(chart.node.root)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('a key of a Secret that exists already is known by its mark and never holds the text', () => {
  const ref = fromSecret('stripe', 'api-key');
  expect(isSecretRef(ref)).toBe(true);
  expect(isSecretRef({ name: 'stripe', key: 'api-key' })).toBe(false);
  expect(JSON.stringify(ref)).toBe('{"name":"stripe","key":"api-key"}');
});
