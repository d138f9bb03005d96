import { NETWORK_LABEL } from '../model/labels.ts';
import { member } from '../model/member.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { ClusterNode, MutableObject, ResolvedGraph } from './graph.ts';
import { ProblemSet } from './problem-set.ts';

/** A Skupper object on the clusters that get it. */
interface Placed {
  readonly manifest: MutableObject;
  readonly path: string;
  readonly clusters: readonly ClusterNode[];
}

const GROUP = 'skupper.io/';

/** Kinds by which a site lets others link to it. */
const ACCESS: readonly string[] = ['AccessGrant', 'RouterAccess'];

/** Kinds that connect a server to the network, under a routing key. */
const CONNECTORS: readonly string[] = ['Connector', 'AttachedConnectorBinding'];

/**
 * What Skupper itself says late or not at all: an edge that accepts links, a listener that nothing answers, and two listeners that want
 * one port of one Service.
 */
export function networkObjectProblems(graph: ResolvedGraph): readonly Problem[] {
  const objects = skupperObjects(graph);
  const problems = new ProblemSet();
  const edges = new Set(graph.networks.flatMap((network) => network.edges));
  const answered = new Set<string>();
  for (const { manifest, clusters } of objects) {
    if (!CONNECTORS.includes(manifest.kind)) continue;
    for (const cluster of clusters) answered.add(keyIn(cluster, manifest));
  }
  const ports = new Map<string, string>();
  for (const object of objects) {
    problems.add(accessProblems(object, edges));
    if (object.manifest.kind !== 'Listener') continue;
    if (!isImported(object, graph)) problems.add(unansweredProblems(object, answered));
    problems.add(portProblems(object, ports));
  }
  return problems.list();
}

/** Skupper's objects, and those that an Object of provider-kubernetes makes on the cluster that its configuration is named after. */
function skupperObjects({ applications, clusters }: ResolvedGraph): readonly Placed[] {
  const hub = clusters.filter((cluster) => cluster.hub);
  const byName = new Map(clusters.map((cluster) => [cluster.name, cluster]));
  const placed: Placed[] = [];
  for (const { variants } of applications) {
    for (const variant of variants) {
      for (const { manifest, path } of variant.objects) {
        if (manifest.apiVersion.startsWith(GROUP)) {
          placed.push({ manifest, path, clusters: variant.hubNamespace === undefined ? variant.clusters : hub });
        } else if (manifest.kind === 'Object') {
          const inner = member(member(manifest.spec, 'forProvider'), 'manifest');
          const cluster = byName.get(String(member(member(manifest.spec, 'providerConfigRef'), 'name')));
          if (isSkupper(inner) && cluster !== undefined) placed.push({ manifest: inner, path, clusters: [cluster] });
        }
      }
    }
  }
  return placed;
}

function isSkupper(manifest: unknown): manifest is MutableObject {
  return String(member(manifest, 'apiVersion')).startsWith(GROUP);
}

/** A routing key within the network of a cluster. */
function keyIn({ labels }: ClusterNode, { spec }: MutableObject): string {
  return `${labels[NETWORK_LABEL] ?? ''}\0${String(member(spec, 'routingKey'))}`;
}

function accessProblems({ manifest, path, clusters }: Placed, edges: ReadonlySet<string>): readonly Problem[] {
  const edge = clusters.find((cluster) => edges.has(cluster.path));
  if (edge === undefined) return [];
  const linkAccess = member(manifest.spec, 'linkAccess') ?? 'none';
  const accepts = manifest.kind === 'Site' ? linkAccess !== 'none' : ACCESS.includes(manifest.kind);
  if (!accepts) return [];
  const name = `${manifest.kind}/${manifest.metadata.name}`;
  return [problem('RB845', { path, found: `the edge ${show(edge.name)} would accept links by ${show(name)}` })];
}

/** Whether another program answers a listener: its routing key ends in the application, the construct and the port of what that one exports. */
function isImported({ manifest }: Placed, { platform }: ResolvedGraph): boolean {
  const [unit, application] = String(member(manifest.spec, 'routingKey')).split('.').slice(0, -1).reverse();
  return platform.imported.units.some(
    (one) => one.application === application && one.unit.replaceAll('/', '-') === unit,
  );
}

function unansweredProblems({ manifest, path, clusters }: Placed, answered: ReadonlySet<string>): readonly Problem[] {
  const alone = clusters.find(
    (cluster) => cluster.labels[NETWORK_LABEL] !== undefined && !answered.has(keyIn(cluster, manifest)),
  );
  if (alone === undefined) return [];
  const network = show(alone.labels[NETWORK_LABEL]);
  const found = `nothing in the network ${network} answers the routing key ${show(member(manifest.spec, 'routingKey'))}`;
  return [problem('RB846', { path, found: `${found} of the Listener ${show(manifest.metadata.name)}` })];
}

function portProblems({ manifest, path, clusters }: Placed, ports: Map<string, string>): readonly Problem[] {
  const { name, namespace } = manifest.metadata;
  const [host, port] = [String(member(manifest.spec, 'host')), String(member(manifest.spec, 'port'))];
  for (const cluster of clusters) {
    const place = [cluster.index, namespace, host, port].join('\0');
    const other = ports.get(place);
    if (other === undefined) ports.set(place, name);
    else if (other !== name) {
      const found = `the Listeners ${show(other)} and ${show(name)} want port ${port} of the Service ${show(host)} on ${show(cluster.name)}`;
      return [problem('RB847', { path, found })];
    }
  }
  return [];
}
