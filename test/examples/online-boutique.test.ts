import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import { Application, Cluster, DistributionRule, Platform } from 'roadbed';
import { platformOf, type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { boutique } from '../../examples/online-boutique/boutique.ts';
import { loadGenerator } from '../../examples/online-boutique/load-generator.ts';
import { yamlFiles } from './files.ts';

let platform: App;
let resolved: ResolvedPlatform;

beforeAll(async () => {
  platform = await platformOf(() => import('../../examples/online-boutique/main.ts'));
  resolved = resolveForTest(platform);
});

test('it resolves without a problem, twice to the same', () => {
  expect(resolved.problems).toEqual([]);
  expect(resolveForTest(platform).files()).toEqual(resolved.files());
});

test('its output in prod', () => {
  expect([...yamlFiles(resolved).keys()].filter((path) => /^(hub|prod)\//.test(path))).toMatchSnapshot();
});

test('how many objects of each kind it has in dev and in prod', () => {
  const counts = (cluster: string) => {
    const kinds = resolved.objects(cluster).map(({ kind }) => kind);
    return Object.fromEntries(
      [...new Set(kinds)].sort().map((kind) => [kind, kinds.filter((one) => one === kind).length]),
    );
  };
  expect({ dev: counts('dev'), prod: counts('prod') }).toMatchSnapshot();
});

test('load is made in dev alone', () => {
  expect(resolved.clustersOf('boutique')).toEqual(['dev', 'prod']);
  expect(resolved.clustersOf('boutique-load')).toEqual(['dev']);
});

test('the store of the carts is reached by the cart service alone', () => {
  const policy = resolved.object('dev', 'NetworkPolicy', 'redis-cart');
  expect(policy.spec).toMatchObject({
    ingress: [{ from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cartservice' } } }] }],
  });
});

test('the store of the carts holds data in prod alone, so that nobody is asked about it in dev', () => {
  const holdsData = (cluster: string, kind: string) =>
    resolved.objects(cluster).find((object) => object.kind === kind)?.metadata.annotations?.['roadbed.dev/stateful'];
  expect(holdsData('dev', 'StatefulSet')).toBe('false');
  expect(holdsData('prod', 'ReplicationGroup')).toBe('true');
});

test('the frontend lets in the gateway, and in dev the load generator of another namespace', () => {
  const from = (cluster: string) => JSON.stringify(resolved.object(cluster, 'NetworkPolicy', 'frontend').spec);
  expect(from('dev')).toContain('"kubernetes.io/metadata.name":"boutique-load"');
  expect(from('prod')).not.toContain('boutique-load');
  expect(from('prod')).toContain('"kubernetes.io/metadata.name":"gateway-system"');
});

test('the output is the same whatever the order in which constructs are made', () => {
  expect(yamlFiles(resolveForTest(boutiqueBackwards()))).toEqual(yamlFiles(resolved));
});

test('synth() writes that tree, and a second time touches no file of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadbed-boutique-'));
  const outdir = join(folder, 'dist');
  const home = process.cwd();
  // The lock is written where the program is run.
  process.chdir(folder);
  process.env.CDK8S_OUTDIR = outdir;
  try {
    const backwards = boutiqueBackwards();
    const tree = () =>
      readdirSync(outdir, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.yaml'))
        .sort();
    const times = () => tree().map((path) => statSync(join(outdir, path)).mtimeMs);
    backwards.synth();
    const written = new Map(tree().map((path) => [path, readFileSync(join(outdir, path), 'utf8')]));
    expect(written).toEqual(yamlFiles(resolved));
    const before = times();
    backwards.synth();
    expect(times()).toEqual(before);
  } finally {
    delete process.env.CDK8S_OUTDIR;
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
});

/** The example with its statements in another order, as far as references let them be. */
function boutiqueBackwards(): Platform {
  const backwards = new Platform({ repository: { url: 'https://github.com/acme/online-boutique', path: 'dist' } });
  new DistributionRule(backwards, 'load-test', { applications: ['load-test'], clusters: ['load-test'] });
  new DistributionRule(backwards, 'shop', { applications: ['shop'], clusters: ['shop'] });
  const load = new Application(backwards, 'boutique-load', { owner: 'team-boutique', tags: ['load-test'] });
  const shop = new Application(backwards, 'boutique', { owner: 'team-boutique', tags: ['shop'] });
  loadGenerator(load, boutique(shop).frontend);
  Cluster.existing(backwards, 'prod', {
    environment: 'prod',
    server: 'https://prod.boutique.example:6443',
    tags: ['shop'],
    provides: ['ReplicationGroup.elasticache.aws.m.upbound.io', 'HTTPRoute.gateway.networking.k8s.io'],
    region: 'eu-west-1',
    cloud: 'aws',
  });
  Cluster.existing(backwards, 'dev', {
    environment: 'dev',
    server: 'https://dev.boutique.example:6443',
    provides: ['HTTPRoute.gateway.networking.k8s.io'],
    tags: ['load-test', 'shop'],
  });
  return backwards;
}
