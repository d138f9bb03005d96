import { isProgram, sourceIn } from '../model/application-source.ts';
import type { ContractDocument, ContractUnit } from '../model/contract.ts';
import type { ExportDeclaration } from '../model/export.ts';
import { CLUSTER_LABEL } from '../model/labels.ts';
import { listed } from '../model/listed.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type {
  ClusterNode,
  Item,
  Leaf,
  Linked,
  Offer,
  Pass,
  PlacedApplication,
  Rendered,
  RenderedManifest,
} from './graph.ts';
import { copyRendered, isObject } from './plain.ts';

/** An application of another program, with what stands for it here. */
interface Peer {
  readonly application: PlacedApplication;
  readonly item: string;
  offer(cluster: ClusterNode): Leaf<Offer> | undefined;
  rendering(cluster: ClusterNode): Leaf<readonly RenderedManifest[]> | undefined;
}

/**
 * The graph with the applications of other programs that values pass to and from: who takes an export as a pod that takes all its values, and
 * who gives one as a construct that offers them. So links are made between programs as within one, and each program keeps what is its own.
 */
export function withPeers(graph: Rendered): Pass<Rendered> {
  const { contract } = graph.platform;
  const problems: Problem[] = [];
  const peers: Peer[] = [];
  for (const unit of contract?.units ?? []) peers.push(giver(unit, graph, peers.length));
  for (const declared of graph.exports) {
    for (const name of declared.to) {
      const taker = takerOf(declared, name, graph);
      if (taker === undefined) problems.push(unknownTaker(declared, name, graph));
      else
        peers.push({
          ...taker,
          application: { ...taker.application, index: graph.applications.length + peers.length },
        });
    }
  }
  if (peers.length === 0) return { graph, problems };
  const byItem = new Map(peers.map((peer) => [peer.item, peer]));
  return {
    graph: {
      ...graph,
      applications: [...graph.applications, ...peers.map(({ application }) => application)],
      rendering: (item, cluster) =>
        (byItem.get(item) ?? { rendering: () => graph.rendering(item, cluster) }).rendering(cluster),
      dependants: (unit, cluster) => (byItem.has(unit) ? undefined : graph.dependants(unit, cluster)),
      infrastructure: (unit, cluster) => (byItem.has(unit) ? undefined : graph.infrastructure(unit, cluster)),
      bearsOnControl: (item) => (byItem.has(item) ? NOTHING : graph.bearsOnControl(item)),
      offer: (unit, cluster) => (byItem.get(unit) ?? { offer: () => graph.offer(unit, cluster) }).offer(cluster),
      matches: (unit, cluster) => (byItem.has(unit) ? undefined : graph.matches(unit, cluster)),
    },
    problems,
  };
}

const NO_HOMES: ReadonlyMap<string, string> = new Map();

const NOTHING = { rendering: false, infrastructure: false };

/** The linked graph without what stands for other programs; what is wrong with that is told by the program that it is in. */
export function withoutPeers({ graph, problems }: Pass<Linked>): Pass<Linked> {
  const peers = graph.applications.filter(({ isPeer }) => isPeer === true);
  if (peers.length === 0) return { graph, problems };
  const items = new Set(peers.flatMap((peer) => peer.items.map(({ path }) => path)));
  const references = graph.references
    .filter(({ consumer }) => !items.has(consumer))
    // Nothing here can wait for what another program delivers.
    .map((one) => (items.has(one.home ?? one.producer) ? { ...one, late: false } : one));
  const kept = graph.applications.filter(({ isPeer }) => isPeer !== true);
  return {
    graph: { ...graph, applications: kept, references },
    problems: [
      ...problems.filter(({ path }) => !items.has(path)),
      ...references.flatMap(({ consumer, producer, output }) => {
        const application = kept.find((one) => one.items.some(({ path }) => path === consumer));
        return notGiven(graph.platform.contract, { application: application?.name ?? '', consumer, producer, output });
      }),
    ],
  };
}

/** A value that is taken by an application which its export does not name. */
function notGiven(
  contract: ContractDocument | undefined,
  taken: {
    readonly application: string;
    readonly consumer: string;
    readonly producer: string;
    readonly output: string;
  },
): readonly Problem[] {
  const { application, consumer, producer, output } = taken;
  const exports = (contract?.exports ?? []).filter(({ values }) =>
    Object.values(values).some((value) => pathOf(value) === producer && value.output === output),
  );
  if (exports.length === 0 || exports.some(({ to }) => to.includes(application))) return [];
  const to = listed([...new Set(exports.flatMap((one) => one.to))].sort());
  const found = `${show(`${producer}.${output}`)} is exported to ${to}, not to ${show(application)}`;
  return [problem('RB869', { path: consumer, found })];
}

/** Path of a construct of another program in this one. */
function pathOf({ application, unit }: Pick<ContractUnit, 'application' | 'unit'>): string {
  return `${application}/${unit}`;
}

function giver(given: ContractUnit, graph: Rendered, index: number): Peer {
  const path = pathOf(given);
  const offers = new Map(
    given.offers.flatMap(({ clusters, values, endpoints, atControl, stateful }, place) => {
      const value = {
        values,
        endpoints: new Map(Object.entries(endpoints)),
        homes: NO_HOMES,
        atControl,
        from: undefined,
        keepsData: stateful,
      };
      return clusters.map((name) => {
        // Where it is not the same everywhere, the name of the cluster is what tells.
        const facts = given.offers.length > 1 ? [{ label: CLUSTER_LABEL, value: name }] : [];
        return [name, { id: idOf(index, place), facts, value }] as const;
      });
    }),
  );
  const clusters = graph.clusters.filter(({ name }) => offers.has(name));
  const { application: name, namespace, owner } = given;
  return {
    application: peerOf({ name, path: name, namespace, owner }, path, clusters, graph.applications.length + index),
    item: path,
    offer: (cluster) => offers.get(cluster.name),
    rendering: () => undefined,
  };
}

/** Ids of leaves that no memo gives. */
function idOf(peer: number, place: number): number {
  return -1 - (peer * 4096 + place);
}

function takerOf(declared: ExportDeclaration, name: string, graph: Rendered): Peer | undefined {
  const known = takers(graph).get(name);
  if (known === undefined) return undefined;
  const path = `${declared.path}/${name}`;
  const manifest = manifestOf(declared, known.namespace, path, name);
  const leaf = { id: idOf(0, 0), facts: [], value: [manifest] };
  return {
    application: peerOf({ ...known, name, path }, path, known.clusters, 0),
    item: path,
    offer: () => undefined,
    rendering: () => leaf,
  };
}

interface Taker {
  readonly namespace: string;
  readonly owner: string;
  readonly clusters: readonly ClusterNode[];
}

/** The applications that other programs make, by their names. */
function takers({ platform, applications, clusters }: Rendered): ReadonlyMap<string, Taker> {
  const found = new Map<string, Taker>();
  if (platform.contract !== undefined) {
    const own = new Set(applications.map(({ name }) => name));
    for (const { name, namespace, owner, clusters: names } of platform.contract.applications) {
      if (own.has(name)) continue;
      found.set(name, { namespace, owner, clusters: clusters.filter((cluster) => names.includes(cluster.name)) });
    }
    return found;
  }
  for (const application of applications) {
    const placed = application.placements.map(({ cluster }) => cluster);
    const made = placed.filter(({ environment }) => isProgram(sourceIn(application, environment)));
    const { name, namespace, owner } = application;
    if (made.length > 0) found.set(name, { namespace, owner, clusters: made });
  }
  return found;
}

function unknownTaker({ path, to }: ExportDeclaration, name: string, graph: Rendered): Problem {
  const names = [...takers(graph).keys()].sort();
  const prop = `to.${to.indexOf(name)}`;
  const found = `no other program makes ${show(name)}: they make ${listed(names) || 'nothing'}`;
  return problem('RB870', { path, prop, found });
}

/** A pod with no label of its own: whoever is in the namespace may connect, and which of its pods do is for their program to say. */
function manifestOf({ values }: ExportDeclaration, namespace: string, path: string, name: string): RenderedManifest {
  const env = Object.entries(values).map(([key, value]) => ({ name: key, value }));
  const template = { metadata: { labels: {} }, spec: { containers: [{ name, env }] } };
  const copy = copyRendered({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { template },
  });
  if ('unwritable' in copy || !isObject(copy.value)) throw new Error(`${path}: what takes an export is no object`);
  return { object: copy.value, path, part: 'site', markers: copy.markers, patchedBy: [] };
}

function peerOf(
  belonging: Pick<PlacedApplication, 'name' | 'path' | 'namespace' | 'owner'>,
  item: string,
  clusters: readonly ClusterNode[],
  index: number,
): PlacedApplication {
  const items: readonly Item[] = [{ kind: 'object', path: item, toJson: () => undefined }];
  return {
    ...belonging,
    index,
    isPeer: true,
    items,
    tags: [],
    onHub: false,
    clusters: clusters.map(({ path }) => path),
    strangers: [],
    source: undefined,
    provides: [],
    requires: [],
    podSecurity: 'restricted',
    rollout: [],
    patches: [],
    unknownProps: [],
    placements: clusters.map((cluster) => ({ cluster, by: [belonging.path] })),
    crowds: clusters.map((cluster) => [cluster]),
    clauses: clusters.map(({ name }) => ({
      by: belonging.path,
      all: [],
      any: [],
      none: [],
      environments: [],
      cluster: name,
    })),
  };
}
