import { isProgram, sourceIn } from '../model/application-source.ts';
import type { ContractOffer, ContractUnit, ContractValues } from '../model/contract.ts';
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
  LinkedApplication,
  Offer,
  Pass,
  PlacedApplication,
  Reference,
  Rendered,
  RenderedManifest,
} from './graph.ts';
import { copyRendered, isObject } from './plain.ts';
import { podTemplateOf } from './pod-template.ts';
import { type Taker, takerPath, takersOf } from './takers.ts';

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
  const problems: Problem[] = [];
  const peers: Peer[] = [];
  const own = new Map(graph.applications.map((one) => [one.name, one]));
  for (const unit of graph.platform.imported.units) {
    const same = own.get(unit.application);
    if (same === undefined || isElsewhere(same)) peers.push(giver(unit, graph, peers.length));
    else problems.push(madeHere(unit, same));
  }
  const takers = graph.exports.length === 0 ? NO_TAKERS : takersOf(graph);
  for (const declared of graph.exports) {
    for (const { application: name } of declared.to) {
      const known = takers.get(name);
      const taker = known === undefined ? undefined : takerOf(declared, known);
      if (taker === undefined) problems.push(unknownTaker(declared, name, takers));
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

const NO_TAKERS: ReadonlyMap<string, Taker> = new Map();

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
      ...references.flatMap((one) => notGiven(one, kept, graph.platform.imported)),
    ],
  };
}

/** A value that is taken by an application which its export does not name, or by pods that run as none of the service accounts that it names. */
function notGiven(
  { consumer, producer, output }: Reference,
  applications: readonly LinkedApplication[],
  imported: ContractValues,
): readonly Problem[] {
  const exports = imported.exports.filter(({ values }) =>
    Object.values(values).some((value) => pathOf(value) === producer && value.output === output),
  );
  if (exports.length === 0) return [];
  const value = show(`${producer}.${output}`);
  const application = applications.find(({ items }) => items.some(({ path }) => path === consumer));
  const name = application?.name ?? '';
  const given = exports.filter(({ to }) => to.includes(name));
  if (given.length === 0) {
    const to = listed([...new Set(exports.flatMap((one) => one.to))].sort());
    return [problem('RB869', { path: consumer, found: `${value} is exported to ${to}, not to ${show(name)}` })];
  }
  if (given.some(({ serviceAccounts }) => serviceAccounts[name] === undefined)) return [];
  const allowed = [...new Set(given.flatMap(({ serviceAccounts }) => serviceAccounts[name] ?? []))].sort();
  const running = accountsOf(consumer, application);
  const other = running.find((account) => !allowed.includes(account));
  if (other === undefined) return [];
  const found = `${value} is exported to pods of ${show(name)} that run as ${listed(allowed)}, and these run as ${show(other)}`;
  return [problem('RB869', { path: consumer, found })];
}

/** Service accounts as which the pods of a construct run. */
function accountsOf(path: string, application: LinkedApplication | undefined): readonly string[] {
  const objects = application?.site.flatMap((variant) => variant.objects) ?? [];
  const templates = objects.filter((one) => one.path === path).map(({ object }) => podTemplateOf(object));
  return templates.flatMap((template) =>
    template === undefined ? [] : (template.spec?.serviceAccountName ?? 'default'),
  );
}

/** Path of a construct of another program in this one. */
function pathOf({ application, unit }: Pick<ContractUnit, 'application' | 'unit'>): string {
  return `${application}/${unit}`;
}

function giver(given: ContractUnit, graph: Rendered, index: number): Peer {
  const path = pathOf(given);
  const byName = new Map(graph.clusters.map((cluster) => [cluster.name, cluster]));
  const offers = new Map(
    given.offers.flatMap((offered, place) => {
      const value = offerOf(offered, byName);
      return offered.clusters.map((name) => {
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

/** What the contract says of a construct, as the passes know it of those of this program. */
function offerOf(
  { values, endpoints, homes, atControl, from, stateful, facts, granted }: ContractOffer,
  clusters: ReadonlyMap<string, ClusterNode>,
): Offer {
  return {
    values,
    endpoints: new Map(Object.entries(endpoints)),
    homes: new Map(Object.entries(homes)),
    atControl,
    from: from === undefined ? undefined : clusters.get(from),
    told: { keepsData: stateful, grantsRights: granted, facts: new Set(facts) },
  };
}

/** Ids of leaves that no memo gives. */
function idOf(peer: number, place: number): number {
  return -1 - (peer * 4096 + place);
}

function takerOf(declared: ExportDeclaration, known: Taker): Peer {
  const { name, namespace, owner, clusters } = known;
  const path = takerPath(declared, name);
  const leaf = { id: idOf(0, 0), facts: [], value: [manifestOf(declared, namespace, path, name)] };
  return {
    application: peerOf({ name, path, namespace, owner }, path, clusters, 0),
    item: path,
    offer: () => undefined,
    rendering: () => leaf,
  };
}

/** Whether another program makes an application that this one declares. */
function isElsewhere(application: PlacedApplication): boolean {
  return application.placements.some(({ cluster }) => isProgram(sourceIn(application, cluster.environment)));
}

function madeHere({ application, unit }: ContractUnit, { path }: PlacedApplication): Problem {
  const found = `a contract has ${show(`${application}/${unit}`)}, and this program makes the application ${show(application)} itself`;
  return problem('RB868', { path, found });
}

function unknownTaker({ path, to }: ExportDeclaration, name: string, takers: ReadonlyMap<string, Taker>): Problem {
  const names = [...takers.keys()].sort();
  const prop = `to.${to.findIndex(({ application }) => application === name)}`;
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
