import { Construct } from 'constructs';
import type { Move } from '../../src/model/moves.ts';
import { need } from '../../src/model/need.ts';
import { pulumiResource } from '../../src/model/pulumi-resource.ts';
import type { BarePlatform } from '../../src/platform/bare-platform.ts';
import { deploy } from '../../src/pulumi/index.ts';
import { pulumi } from '../../src/targets/pulumi/pulumi.ts';
import { aCluster, anApplication, aPlatform, aProvisioner, configMap, Piece, resolved } from '../support/platforms.ts';
import { type EngineRun, runInline } from '../support/pulumi-engine.ts';

jest.setTimeout(60_000);

const bucket = {
  ...aProvisioner('cloud', {}, () => ({ manifests: [] })),
  infrastructure: ({ name }: { name: string }) => [
    pulumiResource({ name, type: 'aws:s3/bucket:Bucket', properties: {} }),
  ],
};

/** A store in a shop, at a path within it. */
function shop(path: readonly string[], moved: readonly Move[] = []): BarePlatform {
  const platform = aPlatform({ provisioners: [bucket], moved });
  const application = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  const [id = '', ...around] = [...path].reverse();
  const scope = around.reverse().reduce<Construct>((outer, name) => new Construct(outer, name), application);
  const render = (_: unknown, self: Piece) => [configMap(self.name)];
  new Piece(scope, id, { needs: () => [need('store', {})], render });
  return platform;
}

function deployed(platform: BarePlatform): Promise<EngineRun> {
  return runInline(async () => void deploy(platform, { clusters: { eu: { context: 'eu' } } }));
}

/** URNs of the first run that the second neither has nor takes over. */
function lost(before: EngineRun, after: EngineRun): readonly string[] {
  const kept = new Set(after.registrations.flatMap(({ urn, aliases }) => [urn, ...aliases.map((alias) => alias.urn)]));
  return before.registrations.map(({ urn }) => urn).filter((urn) => !kept.has(urn));
}

test('a store that is renamed and goes deeper into the tree takes over all that it was, and makes nothing anew', async () => {
  const before = await deployed(shop(['orders']));
  const after = await deployed(shop(['data', 'db'], [{ from: 'shop/orders', to: 'shop/data/db' }]));
  expect(before.registrations.map(({ name }) => name)).toContain('eu/shop/orders');
  expect(lost(before, after)).toEqual([]);
});

test('a store that moved twice takes over what it was at each path', async () => {
  const moved = [
    { from: 'shop/orders', to: 'shop/data/db' },
    { from: 'shop/data/db', to: 'shop/db' },
  ];
  const after = await deployed(shop(['db'], moved));
  expect(lost(await deployed(shop(['orders'])), after)).toEqual([]);
  const between = await deployed(shop(['data', 'db'], moved.slice(0, 1)));
  // The group around it is gone, and holds nothing of its own.
  expect(lost(between, after)).toEqual([expect.stringMatching(/Construct::eu\/shop\/data$/)]);
});

test('without a move what is renamed is lost, and nothing has an alias', async () => {
  const after = await deployed(shop(['db']));
  expect(lost(await deployed(shop(['orders'])), after)).toContainEqual(expect.stringMatching(/::eu\/shop\/orders$/));
  expect(after.registrations.flatMap(({ aliases }) => aliases)).toEqual([]);
});

test('in Pulumi YAML a resource bears no path in its URN, so a move leaves it as it is', () => {
  const urns = (platform: BarePlatform) =>
    [...pulumi.emit(resolved(platform)).files].flatMap(({ documents }) =>
      documents.flatMap((document) =>
        Object.entries(Object(Reflect.get(Object(document), 'resources'))).map(
          ([name, resource]) => `${Reflect.get(Object(resource), 'type')}::${name}`,
        ),
      ),
    );
  const moved = [{ from: 'shop/orders', to: 'shop/data/db' }];
  expect(urns(shop(['data', 'db'], moved))).toEqual(urns(shop(['orders'])));
});
