import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import type { ResolvedGraph } from '../../src/graph/graph.ts';
import { landing } from '../../src/model/landing.ts';
import { BarePlatform } from '../../src/platform/bare-platform.ts';
import { Network } from '../../src/platform/network.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import { madeBy, type Placed } from '../examples/deliveries.ts';
import { aCluster, anApplication, aRule } from './platforms.ts';
import { COMPOSED, composedProvisioners, construct, isShareable, KINDS } from './wired-pieces.ts';

const TAGS = ['a', 'b'];
const SHARED = ['cluster', 'cluster', 'environment', 'once'] as const;

/**
 * A random platform as data: clusters of two environments with homes and networks, a hub, and applications whose services take what resources
 * of every type and other services give, wherever these are, and wait for each other.
 */
export const wiredWorld = fc.record({
  controlPlane: fc.constantFrom('cluster' as const, 'hub' as const),
  transport: fc.constantFrom('store' as const, 'provider-kubernetes' as const),
  /** How the resources are shared that bear a name. */
  named: fc.constantFrom(...SHARED),
  /** How that is shared which a provisioner needs itself. */
  brought: fc.constantFrom(...SHARED),
  clusters: fc.array(
    fc.record({
      environment: fc.constantFrom('dev', 'prod'),
      tags: fc.subarray(TAGS, { minLength: 1 }),
      home: fc.constantFrom(undefined, undefined, undefined, 'environment' as const, 'once' as const),
      joined: fc.boolean(),
      behindHub: fc.boolean(),
      identities: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  applications: fc.array(
    fc.record({
      tag: fc.constantFrom(...TAGS),
      pieces: fc.array(
        fc.record({
          kind: fc.constantFrom(...KINDS),
          named: fc.boolean(),
          composed: fc.boolean(),
          shared: fc.constantFrom(...SHARED),
          refs: fc.array(fc.nat(11), { maxLength: 4 }),
          /** Piece that it waits for because the program says so. */
          waitsFor: fc.option(fc.nat(11), { freq: 4 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
export type WiredWorld = typeof wiredWorld extends fc.Arbitrary<infer T> ? T : never;

type Order = <T>(items: readonly T[]) => readonly T[];

/** An order that a number says. */
export function shuffled(seed: number): Order {
  return (items) => {
    let state = seed;
    const keyed = items.map((item) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return [state, item] as const;
    });
    return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
  };
}

/** Makes a world; the order says which of its parts comes first, as far as a program can choose. */
export function wired(world: WiredWorld, order: Order): BarePlatform {
  const { controlPlane, transport } = world;
  const repository = { url: 'https://github.com/acme/platform' };
  const all = piecesOf(world);
  const platform = new BarePlatform(
    {
      repository,
      controlPlane,
      transport,
      provisioners: composedProvisioners(world.brought),
      // A route has one host on all its clusters.
      sharedHosts: all.map(({ i, id }) => `${id}.app${i}.example`),
    },
    standardProvisioners,
  );
  for (const step of order([() => clusters(world, platform, order), () => rules(world, platform, order)])) step();
  const scopes = new Map(
    order([...world.applications.entries()]).map(([i, { tag }]) => [
      i,
      anApplication(platform, `app${i}`, { tags: [tag] }),
    ]),
  );
  const made = new Map<number, Construct>();
  const make = (index: number): Construct | undefined => {
    const known = made.get(index);
    const piece = all[index];
    const scope = scopes.get(piece?.i ?? -1);
    if (known !== undefined || piece === undefined || scope === undefined) return known;
    const producers = producersOf(index, all).flatMap((ref) => make(ref) ?? []);
    const one = construct(piece.kind, scope, piece.id, optionsOf(piece, world), producers);
    made.set(index, one);
    return one;
  };
  for (const index of order([...all.keys()])) make(index);
  for (const [index, { waitsFor }] of order([...all.entries()])) {
    const first = waitsFor === null ? undefined : made.get(waitsFor % all.length);
    if (first !== undefined && first !== made.get(index)) made.get(index)?.node.addDependency(first);
  }
  return platform;
}

type Piece = WiredWorld['applications'][number]['pieces'][number] & { readonly i: number; readonly id: string };

/** The pieces of a world with their applications and ids. */
function piecesOf({ applications }: WiredWorld): readonly Piece[] {
  return applications.flatMap(({ pieces }, i) => pieces.map((piece, j) => ({ ...piece, i, id: `${piece.kind}${j}` })));
}

/** The pieces that a service takes something of: services know those before them, so that a program can be written at all. */
function producersOf(index: number, all: readonly Piece[]): readonly number[] {
  const piece = all[index];
  const refs = piece?.kind === 'web' ? piece.refs.map((ref) => ref % all.length) : [];
  return [...new Set(refs)].filter((ref) => all[ref]?.kind !== 'web' || ref < index);
}

/** How the resource of a piece is named, classed and shared. */
function optionsOf({ kind, named, composed, shared }: Piece, world: WiredWorld) {
  if (!isShareable(kind)) return {};
  const of = isComposed({ kind, composed }) ? { class: COMPOSED } : {};
  return named ? { ...of, id: 'main', shared: world.named } : { ...of, shared };
}

/** Whether a provisioner that needs more itself makes a piece. */
export function isComposed({ kind, composed }: Pick<Piece, 'kind' | 'composed'>): boolean {
  return kind === 'redis' && composed;
}

/** The paths of two pieces of which one waits for the other, as far as the world knows: what it takes may be known, and then it does not wait. */
export function waitsOf(world: WiredWorld): ReadonlySet<string> {
  const all = piecesOf(world);
  const pathOf = (index: number) => `app${all[index]?.i}/${all[index]?.id}`;
  return new Set(
    all.flatMap(({ waitsFor }, index) =>
      [...producersOf(index, all), ...(waitsFor === null ? [] : [waitsFor % all.length])].map(
        (first) => `${pathOf(index)} ${pathOf(first)}`,
      ),
    ),
  );
}

function clusters(world: WiredWorld, platform: BarePlatform, order: Order): void {
  const hub = aCluster(platform, 'hub', 'operations', { hub: true });
  const labels = {
    'aws.roadbed.dev/account': '111122223333',
    'aws.roadbed.dev/docdb-subnets': 'data',
    'dns.roadbed.dev/zone': 'acme.example',
    'dns.roadbed.dev/target': 'gateway.acme.example',
  };
  const made = order([...world.clusters.entries()]).map(
    ([i, { environment, tags, home, joined, behindHub, identities }]) => ({
      joined,
      cluster: aCluster(platform, `c${i}`, environment, {
        // Somewhere each application can be.
        tags: i === 0 ? TAGS : tags,
        labels: identities ? { ...labels, 'aws.roadbed.dev/pod-identity': 'true' } : labels,
        gateway: { name: 'public', namespace: 'gateways' },
        cloud: 'aws',
        region: 'eu-west-1',
        behindHub: behindHub && joined && world.controlPlane === 'hub',
        ...(home === undefined ? {} : { home }),
      }),
    }),
  );
  const edges = made.filter(({ joined }) => joined).map(({ cluster }) => cluster);
  if (edges.length > 0) new Network(platform, 'net', { hub, edges });
}

function rules({ applications }: WiredWorld, platform: BarePlatform, order: Order): void {
  const used = TAGS.filter((tag) => applications.some((one) => one.tag === tag));
  for (const tag of order(used)) aRule(platform, `to-${tag}`, { applications: [tag], clusters: [tag] });
}

/** Every object of a graph on each cluster that it is delivered to. */
export function placedIn(graph: ResolvedGraph): readonly Placed[] {
  return graph.applications.flatMap(({ name, variants }) =>
    variants.flatMap((variant) =>
      landing(variant, graph).flatMap((cluster) =>
        variant.objects.flatMap(({ manifest }) => {
          const placed = { cluster: cluster.name, application: name, object: manifest };
          return [placed, ...madeBy(placed)];
        }),
      ),
    ),
  );
}
