import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { atControl } from '../../src/model/manifest.ts';
import type { BarePlatform, PlatformProps } from '../../src/platform/bare-platform.ts';
import { ComponentSet } from '../../src/platform/component-set.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aRule,
  delivered,
  Piece,
  problemsOf,
  resolved,
} from '../support/platforms.ts';

/** Brings a Driver for each flavour of Disk in use on a cluster. */
const disks = component({
  name: 'disks',
  chart: { repository: 'https://charts.acme.example', name: 'disks', version: '1.2.3' },
  namespace: 'disks',
  on: 'all',
  provides: ['Driver.disks.example'],
  options: z.strictObject({ always: z.string().optional().describe('A flavour that is always there.') }),
  values: () => ({}),
  follow: ({ always }) => [
    {
      name: 'drivers',
      namespace: 'disks',
      wants: ({ apiVersion, kind }) => (apiVersion.startsWith('disk.example/') ? [kind.toLowerCase()] : []),
      bring: (wants) => {
        const names = [...new Set([...wants, ...(always === undefined ? [] : [always])])].sort();
        return names.map((name) => ({
          manifest: { apiVersion: 'disks.example/v1', kind: 'Driver', metadata: { name }, spec: {} },
          for: wants.filter((want) => want === name),
        }));
      },
      provides: (wants) => wants.map((want) => `${want[0]?.toUpperCase()}${want.slice(1)}.disk.example`),
    },
  ],
});

function disk(kind: string): Manifest {
  return { apiVersion: 'disk.example/v1', kind, metadata: { name: kind.toLowerCase() }, spec: {} };
}

function fleet(props: Partial<PlatformProps> = {}) {
  const platform = aPlatform(props);
  aCluster(platform, 'hub', 'prod', { server: 'https://kubernetes.default.svc' });
  aCluster(platform, 'eu', 'prod', { tags: ['edge', 'fast'] });
  aCluster(platform, 'us', 'prod', { tags: ['edge', 'fast'] });
  aCluster(platform, 'asia', 'prod', { tags: ['edge'] });
  aCluster(platform, 'dev', 'dev', { tags: ['edge', 'fast'] });
  return platform;
}

function withDisks(platform: BarePlatform, settings = {}) {
  new ComponentSet(platform, 'components', { disks }, { edges: ['edge'], disks: settings });
  return platform;
}

/** An application on the clusters with a tag that renders disks. */
function using(platform: BarePlatform, id: string, tag: string, kinds: readonly string[], make = disk) {
  const application = anApplication(platform, id, { tags: [id] });
  new Piece(application, 'x', { render: () => kinds.map((kind) => make(kind)) });
  aRule(platform, `${id}-rule`, { applications: [id], clusters: [tag] });
  return application;
}

/** What is brought where, and for whom. */
function drivers(platform: BarePlatform) {
  const part = resolved(platform).applications.find(({ name }) => name === 'disks-drivers');
  return (part?.variants ?? []).map(({ name, clusters, objects }) => {
    const words = objects.map(({ manifest, neededBy }) => `${manifest.metadata.name}(${neededBy?.join(' ') ?? ''})`);
    return `${name}: ${clusters.map((one) => one.name).join(' ')}: ${words.join(' ')}`;
  });
}

test('each cluster gets what is in use there, and for whom is known', () => {
  const platform = withDisks(fleet());
  using(platform, 'shop', 'fast', ['Ssd']);
  using(platform, 'archive', 'edge', ['Tape']);
  expect(drivers(platform)).toEqual([
    'dev: dev: ssd(shop/x) tape(archive/x)',
    'prod-edge-no-fast: asia: tape(archive/x)',
    'prod-fast: eu us: ssd(shop/x) tape(archive/x)',
  ]);
});

test('where nothing is in use nothing is delivered, and there is no application where that is everywhere', () => {
  const names = (platform: BarePlatform) => resolved(platform).applications.map(({ name }) => name);
  expect(names(withDisks(fleet()))).toEqual(['disks', 'namespace-disks']);
  const used = withDisks(fleet());
  using(used, 'shop', 'fast', ['Ssd']);
  expect(delivered(resolved(used), 'disks-drivers').placements.map(({ cluster }) => cluster.name)).toEqual([
    'dev',
    'eu',
    'us',
  ]);
});

test('the order in which a program makes its constructs does not show', () => {
  const first = fleet();
  using(first, 'shop', 'fast', ['Ssd', 'Tape']);
  expect(drivers(withDisks(first))).toEqual(
    drivers(
      (() => {
        const last = withDisks(fleet());
        using(last, 'shop', 'fast', ['Tape', 'Ssd']);
        return last;
      })(),
    ),
  );
});

test('what the hub makes for a cluster counts on the hub', () => {
  const make = (kind: string) => atControl(disk(kind));
  const own = withDisks(fleet());
  using(own, 'shop', 'fast', ['Ssd'], make);
  expect(drivers(own)).toEqual(['dev: dev: ssd(shop/x)', 'prod: eu us: ssd(shop/x)']);
  const hubs = withDisks(fleet({ controlPlane: 'hub' }));
  using(hubs, 'shop', 'fast', ['Ssd'], make);
  expect(drivers(hubs)).toEqual(['prod: hub: ssd(shop/x)']);
});

test('kinds that an application requires count, and what is there whatever is in use is needed by nobody', () => {
  const platform = withDisks(fleet(), { always: 'tape' });
  anApplication(platform, 'shop', { onHub: true, requires: ['Ssd.disk.example'] });
  expect(drivers(platform)).toEqual([
    'dev: dev: tape()',
    'prod-edge: asia eu us: tape()',
    'prod-no-edge: hub: ssd(shop) tape()',
  ]);
});

test('kinds that the programs of an owner may make on their own count wherever those programs deliver', () => {
  const owners = {
    team: { controlKinds: ['Ssd.disk.example'], clusterKinds: ['*'] },
    platform: { clusterKinds: ['*'] },
  };
  const platform = withDisks(fleet({ owners }));
  anApplication(platform, 'shop', {
    tags: ['shop'],
    source: { git: { url: 'https://github.com/acme/shop', path: 'dist', program: true } },
  });
  aRule(platform, 'shop-rule', { applications: ['shop'], clusters: ['fast'] });
  expect(drivers(platform)).toEqual(['dev: dev: ssd(shop)', 'prod: eu us: ssd(shop)']);
});

test('who uses a kind waits for what brings it, on the clusters where it does', () => {
  const platform = withDisks(fleet());
  using(platform, 'shop', 'fast', ['Ssd']);
  expect(delivered(resolved(platform), 'shop').waitsFor).toContainEqual({
    name: 'disks-drivers',
    why: 'it brings the kind "Ssd.disk.example"',
  });
});

test('the platform may patch what follows, and a patch that matches nothing is told', () => {
  const platform = withDisks(fleet());
  using(platform, 'shop', 'fast', ['Ssd']);
  platform.patch({ kind: 'Driver' }, { merge: { spec: { replicas: 2 } } });
  const [variant] = delivered(resolved(platform), 'disks-drivers').variants;
  expect(variant?.objects.map(({ manifest, patchedBy }) => [manifest.spec, patchedBy])).toEqual([
    [{ replicas: 2 }, ['']],
  ]);
  platform.patch({ kind: 'Wheel' }, { merge: { spec: {} } });
  expect(problemsOf(platform)).toEqual([expect.stringContaining('RB107')]);
});
