import * as fc from 'fast-check';
import { Bucket } from '../../constructs/bucket.ts';
import { Postgres } from '../../constructs/postgres.ts';
import { Queue } from '../../constructs/queue.ts';
import { WebService } from '../../constructs/web-service.ts';
import type { ResolvedGraph } from '../../src/graph/graph.ts';
import { landing } from '../../src/model/landing.ts';
import { BarePlatform } from '../../src/platform/bare-platform.ts';
import { Network } from '../../src/platform/network.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import { madeBy, type Placed } from '../examples/deliveries.ts';
import { aCluster, anApplication, aRule } from './platforms.ts';

const TAGS = ['a', 'b'];
const SHARED = ['cluster', 'cluster', 'environment', 'once'] as const;

/**
 * A random platform as data: clusters of two environments with homes and networks, a hub, and applications whose services take what databases,
 * buckets, queues and other services give, wherever these are.
 */
export const wiredWorld = fc.record({
  controlPlane: fc.constantFrom('cluster' as const, 'hub' as const),
  transport: fc.constantFrom('store' as const, 'provider-kubernetes' as const),
  /** How the resources are shared that bear a name. */
  named: fc.constantFrom(...SHARED),
  clusters: fc.array(
    fc.record({
      environment: fc.constantFrom('dev', 'prod'),
      tags: fc.subarray(TAGS, { minLength: 1 }),
      home: fc.constantFrom(undefined, undefined, undefined, 'environment' as const, 'once' as const),
      joined: fc.boolean(),
      behindHub: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  applications: fc.array(
    fc.record({
      tag: fc.constantFrom(...TAGS),
      pieces: fc.array(
        fc.record({
          kind: fc.constantFrom('postgres', 'bucket', 'queue', 'web', 'web'),
          named: fc.boolean(),
          shared: fc.constantFrom(...SHARED),
          refs: fc.array(fc.nat(11), { maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
export type WiredWorld = typeof wiredWorld extends fc.Arbitrary<infer T> ? T : never;

type Made = Postgres | Bucket | Queue | WebService;
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
  const platform = new BarePlatform({ repository, controlPlane, transport }, standardProvisioners);
  for (const step of order([() => clusters(world, platform, order), () => rules(world, platform, order)])) step();
  const scopes = new Map(
    order([...world.applications.entries()]).map(([i, { tag }]) => [
      i,
      anApplication(platform, `app${i}`, { tags: [tag] }),
    ]),
  );
  const all = world.applications.flatMap(({ pieces }, i) => pieces.map((piece, j) => ({ ...piece, i, j })));
  const made = new Map<number, Made>();
  const make = (index: number): Made | undefined => {
    const known = made.get(index);
    const piece = all[index];
    const scope = scopes.get(piece?.i ?? -1);
    if (known !== undefined || piece === undefined || scope === undefined) return known;
    const id = `${piece.kind}${piece.j}`;
    // Services know those before them, so that a program can be written at all.
    const refs = piece.kind === 'web' ? piece.refs : [];
    const producers = refs
      .map((ref) => ref % all.length)
      .filter((ref) => all[ref]?.kind !== 'web' || ref < index)
      .flatMap((ref) => make(ref) ?? []);
    const need = piece.named ? { id: 'main', shared: world.named } : { shared: piece.shared };
    const one = construct(piece.kind, scope, id, need, producers);
    made.set(index, one);
    return one;
  };
  for (const index of order([...all.keys()])) make(index);
  return platform;
}

function construct(
  kind: string,
  scope: ReturnType<typeof anApplication>,
  id: string,
  need: Pick<ConstructorParameters<typeof Postgres>[2], 'id' | 'shared'>,
  producers: readonly Made[],
): Made {
  if (kind === 'postgres') return new Postgres(scope, id, need);
  if (kind === 'bucket') return new Bucket(scope, id, need);
  if (kind === 'queue') return new Queue(scope, id, need);
  const env = Object.assign({}, ...producers.map(taken));
  return new WebService(scope, id, { image: 'ghcr.io/acme/x:1', port: 8080, env });
}

/** What a service takes of a producer; a variable whose name begins with `SECRET` takes what is secret. */
function taken(from: Made, k: number): Readonly<Record<string, unknown>> {
  if (from instanceof Postgres) return { [`SECRET_URL_${k}`]: from.url, [`HOST_${k}`]: from.host };
  if (from instanceof Bucket) return { [`SECRET_KEY_${k}`]: from.secretAccessKey, [`ENDPOINT_${k}`]: from.endpointUrl };
  if (from instanceof Queue) return { [`QUEUE_URL_${k}`]: from.url };
  return { [`API_${k}`]: from.url };
}

function clusters(world: WiredWorld, platform: BarePlatform, order: Order): void {
  const hub = aCluster(platform, 'hub', 'operations', { hub: true });
  const labels = { 'aws.roadbed.dev/account': '111122223333' };
  const made = order([...world.clusters.entries()]).map(([i, { environment, tags, home, joined, behindHub }]) => ({
    joined,
    cluster: aCluster(platform, `c${i}`, environment, {
      // Somewhere each application can be.
      tags: i === 0 ? TAGS : tags,
      labels,
      cloud: 'aws',
      region: 'eu-west-1',
      behindHub: behindHub && joined && world.controlPlane === 'hub',
      ...(home === undefined ? {} : { home }),
    }),
  }));
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
