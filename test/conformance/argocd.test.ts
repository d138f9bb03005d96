import fc from 'fast-check';
import { platformOf, type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import {
  clustersOf,
  type GeneratedApplication,
  generate,
  generatorLabels,
  repositoryFolder,
} from './application-sets.ts';
import { decided } from './delivered.ts';
import { fleetCluster, fleetOf, fleetWaves, placed, resolving } from './fleet.ts';
import { at, textAt } from './harness/json.ts';

/** The text of the folder that an Application reads. */
function contentOf(resolved: ResolvedPlatform, application: GeneratedApplication): string {
  const folder = repositoryFolder(application);
  const texts = [...resolved.files()].filter(([file]) => file.startsWith(folder)).map(([, text]) => text);
  if (texts.length === 0) throw new Error(`nothing stands in ${folder}`);
  return texts.join('---\n');
}

describe.each([
  ['acme', () => import('../../examples/acme/main.ts')],
  ['online-boutique', () => import('../../examples/online-boutique/main.ts')],
])('the ApplicationSets of %s', (_, program) => {
  let resolved: ResolvedPlatform;
  let generated: readonly GeneratedApplication[];

  beforeAll(async () => {
    resolved = resolveForTest(await platformOf(program));
    generated = generate(resolved.files(), clustersOf(resolved.files()));
  });

  test('generate what was decided', () => {
    expect(generated.map(({ name }) => name).sort()).toEqual(decided(resolved.files()));
  });

  test('serve a cluster that joined by other means, with the labels of a term and no others', () => {
    const [selector = {}] = generatorLabels(resolved.files());
    const labels = { 'argocd.argoproj.io/secret-type': 'cluster', ...selector };
    const far = { name: 'far', server: 'https://far.example', labels };
    const served = generate(resolved.files(), [far]).map((one) => [one.name, one.labels['roadbed.dev/cluster']]);
    expect(served.length).toBeGreaterThan(0);
    for (const [name, cluster] of served) expect([name?.endsWith('-far'), cluster]).toEqual([true, 'far']);
  });

  test('lead each Application to the folder of its variant and to its own cluster', () => {
    const servers = new Map(clustersOf(resolved.files()).map(({ name, server }) => [name, server]));
    for (const application of generated) {
      const cluster = application.labels['roadbed.dev/cluster'] ?? '';
      const name = application.labels['roadbed.dev/application'] ?? '';
      expect(application.name).toBe(`${name}-${cluster}`);
      expect(application.server).toBe(servers.get(cluster));
      expect(application.path).toContain(`/${application.labels['roadbed.dev/environment']}/${name}/`);
      for (const object of resolved.objects(cluster, name)) {
        expect(contentOf(resolved, application)).toContain(`name: ${object.metadata.name}`);
      }
    }
  });
});

test('for any fleet, what the ApplicationSets generate is what was decided, and no two terms overlap', () => {
  let checked = 0;
  const property = fc.property(fleetOf(200), (any) => {
    const { fleet, resolved } = resolving(any) ?? {};
    if (fleet === undefined || resolved === undefined) return;
    checked += 1;
    const generated = generate(resolved.files(), clustersOf(resolved.files())).map(({ name }) => name);
    expect(generated.sort()).toEqual(decided(resolved.files()));
    expect(generated.filter((name) => !name.startsWith('namespace-'))).toEqual(placed(fleet));
  });
  fc.assert(property, { numRuns: 60, seed: 1 });
  expect(checked).toBeGreaterThan(30);
}, 60_000);

test('for any fleet in waves, each Application is made by one set, at the revision that its cluster follows', () => {
  const revisions = new Map([
    ['dev', 'HEAD'],
    ...['canary', 'some', 'rest'].map((name) => [name, `waves/${name}`] as const),
  ]);
  const seen = new Set<string>();
  const property = fc.property(fleetOf(120), (any) => {
    const { fleet, resolved } = resolving({ ...any, waves: fleetWaves }) ?? {};
    if (fleet === undefined || resolved === undefined) return;
    const clusters = clustersOf(resolved.files());
    const waves = new Map(clusters.map(({ name, labels }) => [name, labels['roadbed.dev/wave'] ?? '']));
    const generated = generate(resolved.files(), clusters);
    expect(generated.map(({ name }) => name).sort()).toEqual(decided(resolved.files()));
    for (const { labels, spec } of generated) {
      const wave = waves.get(labels['roadbed.dev/cluster'] ?? '') ?? '';
      expect(labels['roadbed.dev/wave']).toBe(wave);
      expect(textAt(at(spec, 'source'), 'targetRevision')).toBe(revisions.get(wave));
      seen.add(wave);
    }
    // Registered by hand, without a wave.
    const strays = clusters.map(({ labels: { 'roadbed.dev/wave': _, ...labels }, ...cluster }) => ({
      ...cluster,
      labels,
    }));
    const last = generate(resolved.files(), strays);
    expect(last.map(({ name }) => name).sort()).toEqual(decided(resolved.files()));
    expect([...new Set(last.map(({ labels }) => labels['roadbed.dev/wave']))]).toEqual(['rest']);
  });
  fc.assert(property, { numRuns: 25, seed: 3 });
  expect([...seen].sort()).toEqual([...revisions.keys()].sort());
}, 60_000);

test('a cluster that joins later gets what a new synthesis would give it, or nothing where its variant is new', () => {
  let joined = 0;
  const property = fc.property(fleetOf(60), fc.array(fleetCluster, { minLength: 5, maxLength: 5 }), (fleet, late) => {
    const { fleet: kept, resolved: before } = resolving(fleet) ?? {};
    if (kept === undefined || before === undefined) return;
    const after = resolving({ ...kept, clusters: [...kept.clusters, ...late] })?.resolved;
    if (after === undefined) return;
    const known = new Set(clustersOf(before.files()).map(({ name }) => name));
    const newcomers = clustersOf(after.files()).filter(({ name }) => !known.has(name));
    const now = new Map(generate(after.files(), clustersOf(after.files())).map((one) => [one.name, one]));
    const then = new Map(generate(before.files(), newcomers).map((one) => [one.name, one]));
    for (const [name, application] of then) {
      const wanted = now.get(name);
      expect(wanted).toBeDefined();
      if (wanted === undefined) continue;
      expect(contentOf(before, application)).toBe(contentOf(after, wanted));
      joined += 1;
    }
    const shared = new Set([...now.values()].filter(({ name }) => !isNew(name, newcomers)).map(({ path }) => path));
    for (const { name, path } of now.values()) {
      if (isNew(name, newcomers) && shared.has(path)) expect(then.has(name)).toBe(true);
    }
  });
  fc.assert(property, { numRuns: 60, seed: 2 });
  expect(joined).toBeGreaterThan(100);
}, 60_000);

function isNew(application: string, newcomers: readonly { readonly name: string }[]): boolean {
  return newcomers.some(({ name }) => application.endsWith(`-${name}`));
}
