import type { ClusterDeclaration } from '../model/declarations.ts';
import {
  BEHIND_LABEL,
  CLOUD_LABEL,
  CLUSTER_LABEL,
  CONTROL_PLANE_LABEL,
  ENVIRONMENT_LABEL,
  edgeTag,
  GATEWAY_LABEL,
  GATEWAY_NAMESPACE_LABEL,
  GATEWAY_PROXIES_LABEL,
  HOME_LABEL,
  NETWORK_LABEL,
  PREFIX,
  providesLabel,
  tagLabel,
  WAVE_LABEL,
} from '../model/labels.ts';
import { isDnsLabel, isLabelKey, isLabelValue } from '../model/names.ts';
import type { NetworkDeclaration } from '../model/network-declaration.ts';
import type { PlatformDeclaration } from '../model/platform-declaration.ts';
import { compareText, type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { Tier } from '../model/site.ts';
import type { ClusterNode, Pass } from './graph.ts';
import { membersOf, networkProblems } from './networks.ts';
import { waveOf, waveProblems } from './promotion-waves.ts';

/** Folders of the output that are no environment's. */
const TAKEN_FOLDERS: readonly string[] = ['hub', 'bootstrap', 'waves'];

/** Gives each cluster its labels, in name order, and says what is wrong with it. */
export function clusterNodes(
  declared: readonly ClusterDeclaration[],
  platform: PlatformDeclaration,
  networks: readonly NetworkDeclaration[],
): Pass<readonly ClusterNode[]> {
  const sorted = [...declared].sort((a, b) => compareText(a.name, b.name));
  const members = membersOf(networks);
  const hub = sorted.find((cluster) => cluster.hub);
  const graph = sorted.map((cluster, index) =>
    nodeOf(cluster, { index, platform, network: members.get(cluster.path), hub: hub?.name }),
  );
  const problems = [
    ...sorted.flatMap(ownProblems),
    ...sharedProblems(sorted),
    ...networkProblems(networks, sorted),
    ...(hub === undefined ? hublessProblems(sorted, platform) : []),
    ...graph.flatMap((cluster) => behindProblems(cluster, hub, members)),
    ...waveProblems(graph, platform),
  ];
  return { graph, problems };
}

/** What stands around a cluster. */
interface Surroundings {
  readonly index: number;
  readonly platform: PlatformDeclaration;
  readonly network: NetworkDeclaration | undefined;
  /** Name of the hub. */
  readonly hub: string | undefined;
}

/** One literal: of ten thousand objects that are put together of others, each has a shape of its own, which every later pass pays for. */
function nodeOf(cluster: ClusterDeclaration, { index, platform, network, hub }: Surroundings): ClusterNode {
  const tags = tagsOf(cluster, network);
  const tagged = tags === cluster.tags ? cluster : { ...cluster, tags };
  const wave = waveOf(tagged, platform.waves)?.name;
  const node: ClusterNode = {
    path: cluster.path,
    name: cluster.name,
    index,
    environment: cluster.environment,
    server: cluster.server,
    connection: cluster.connection ?? network?.connections.get(cluster.path),
    tags,
    cloud: cluster.cloud,
    labels: labelsOf(tagged, { network: network?.name, hub, wave }),
    tier: tierOf(cluster.environment, platform),
    provides: cluster.provides,
    gateway: cluster.gateway,
    credential: cluster.credential,
    sealedCredential: cluster.sealedCredential,
    hub: cluster.hub,
    plane: cluster.hub ? 'cluster' : (cluster.infrastructure ?? platform.controlPlane),
    unknownProps: cluster.unknownProps,
    infrastructure: cluster.infrastructure,
    behindHub: cluster.behindHub,
    home: cluster.home,
  };
  return cluster.made === undefined ? node : { ...node, made: cluster.made };
}

/** The tags that it was given, and that of an edge. */
function tagsOf({ tags, path }: ClusterDeclaration, network: NetworkDeclaration | undefined): readonly string[] {
  if (network === undefined || path === network.hub) return tags;
  return [...new Set([...tags, edgeTag(network.name)])].sort(compareText);
}

/** What needs a hub, where no cluster is one. */
function hublessProblems(
  clusters: readonly ClusterDeclaration[],
  { controlPlane, transport }: PlatformDeclaration,
): readonly Problem[] {
  const told = [
    ...(controlPlane === 'hub' ? [{ path: '', prop: 'controlPlane', value: controlPlane }] : []),
    ...(transport === 'provider-kubernetes' ? [{ path: '', prop: 'transport', value: transport }] : []),
    ...clusters
      .filter((cluster) => cluster.infrastructure === 'hub')
      .map(({ path }) => ({ path, prop: 'infrastructure', value: 'hub' })),
  ];
  return told.map(({ path, prop, value }) =>
    problem('RB516', { path, prop, found: `no cluster is the hub, got ${show(value)}` }),
  );
}

/** What a cluster lacks whose managed resources stand in the private network of the hub. */
function behindProblems(
  { path, behindHub, plane, name }: ClusterNode,
  hub: ClusterDeclaration | undefined,
  members: ReadonlyMap<string, NetworkDeclaration>,
): readonly Problem[] {
  if (!behindHub) return [];
  const refuse = (found: string, hint: string) => [problem('RB517', { path, prop: 'behindHub', found, hint })];
  if (hub === undefined || hub.path === path)
    return refuse(
      `${show(name)} is ${hub === undefined ? 'on a platform without a hub' : 'the hub itself'}`,
      'leave behindHub out',
    );
  if (plane !== 'hub')
    return refuse(`its control plane is its own, not that of ${show(hub.name)}`, 'set infrastructure to "hub"');
  const network = members.get(path);
  if (network !== undefined && network === members.get(hub.path)) return [];
  return refuse(`no network joins it to ${show(hub.name)}`, 'make a Network with both clusters in it');
}

function tierOf(environment: string, platform: PlatformDeclaration): Tier {
  const told = Object.hasOwn(platform.tiers, environment) ? platform.tiers[environment] : undefined;
  if (told !== undefined) return told;
  if (environment === 'dev') return 'development';
  return environment === 'prod' || environment === 'production' ? 'production' : 'staging';
}

/** What of the platform stands in the labels of a cluster, by name. */
interface LabelNames {
  readonly network: string | undefined;
  readonly hub: string | undefined;
  readonly wave: string | undefined;
}

function labelsOf(cluster: ClusterDeclaration, { network, hub, wave }: LabelNames): Record<string, string> {
  const labels: Record<string, string> = {
    ...cluster.labels,
    [CLUSTER_LABEL]: cluster.name,
    [ENVIRONMENT_LABEL]: cluster.environment,
  };
  if (wave !== undefined) labels[WAVE_LABEL] = wave;
  if (network !== undefined) labels[NETWORK_LABEL] = network;
  if (cluster.infrastructure !== undefined) labels[CONTROL_PLANE_LABEL] = cluster.infrastructure;
  if (cluster.behindHub && hub !== undefined) labels[BEHIND_LABEL] = hub;
  if (cluster.home !== undefined) labels[HOME_LABEL] = cluster.home;
  if (cluster.cloud !== undefined) labels[CLOUD_LABEL] = cluster.cloud;
  if (cluster.gateway !== undefined) {
    labels[GATEWAY_LABEL] = cluster.gateway.name;
    labels[GATEWAY_NAMESPACE_LABEL] = cluster.gateway.namespace;
    if (cluster.gateway.proxies !== undefined) labels[GATEWAY_PROXIES_LABEL] = cluster.gateway.proxies;
  }
  for (const tag of cluster.tags) labels[tagLabel(tag)] = 'true';
  for (const kind of cluster.provides) labels[providesLabel(kind)] = 'true';
  // Tags may be listed in any order.
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => compareText(a, b)));
}

function ownProblems(cluster: ClusterDeclaration): readonly Problem[] {
  const { path } = cluster;
  const problems: Problem[] = [];
  const refuse = (prop: string, found: string, hint?: string) =>
    problems.push(problem('RB201', { path, prop, found, hint }));
  if (!isDnsLabel(cluster.name) || cluster.name.length > 50) {
    problems.push(problem('RB102', { path, found: `not a DNS label, got ${show(cluster.name)}` }));
  }
  if (!isDnsLabel(cluster.environment) || TAKEN_FOLDERS.includes(cluster.environment)) {
    refuse(
      'environment',
      `not a name for an environment, got ${show(cluster.environment)}`,
      'use a DNS label other than "hub", "bootstrap" and "waves", such as "dev" or "prod"',
    );
  }
  if (cluster.server !== undefined && !isHttps(cluster.server)) {
    refuse(
      'server',
      `not an https URL, got ${show(cluster.server.replace(/\/\/[^/]*@/, '//***@'))}`,
      'give the address of the API server, such as "https://dev.acme.example:6443"',
    );
  }
  for (const tag of cluster.tags) {
    if (!isLabelKey(tagLabel(tag)))
      refuse('tags', `not a tag, got ${show(tag)}`, 'use letters, digits, "-", "_" and "."');
  }
  for (const [key, value] of Object.entries(cluster.labels)) {
    const prop = `labels.${key}`;
    if (key.startsWith(PREFIX))
      refuse(prop, `a label that Roadbed sets itself, got ${show(key)}`, 'use another prefix');
    else if (!isLabelKey(key)) refuse(prop, `not the key of a label, got ${show(key)}`);
    else if (!isLabelValue(value)) refuse(prop, `not the value of a label, got ${show(value)}`);
  }
  for (const kind of cluster.provides) {
    const hint = 'name it as Kind.group, such as "ServiceMonitor.monitoring.coreos.com"';
    if (!isLabelKey(providesLabel(kind))) refuse('provides', `not a kind, got ${show(kind)}`, hint);
  }
  const { gateway } = cluster;
  if (gateway !== undefined && ![gateway.namespace, gateway.name, gateway.proxies ?? 'outside'].every(isDnsLabel)) {
    const found = `not the name of a Gateway and its namespace, got ${show(gateway.name)} and ${show(gateway.namespace)}`;
    refuse('gateway', found, 'use DNS labels of at most 63 characters');
  }
  return problems;
}

function isHttps(server: string): boolean {
  try {
    const url = new URL(server);
    return url.protocol === 'https:' && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

/** What two clusters cannot both be: of one name, at one address, the hub. */
function sharedProblems(clusters: readonly ClusterDeclaration[]): readonly Problem[] {
  const problems: Problem[] = [];
  const claims = (prop: string, hint: string, claim: (cluster: ClusterDeclaration) => string | undefined) => {
    const first = new Map<string, ClusterDeclaration>();
    for (const cluster of clusters) {
      const value = claim(cluster);
      if (value === undefined) continue;
      const other = first.get(value);
      if (other === undefined) first.set(value, cluster);
      else
        problems.push(
          problem('RB202', {
            path: cluster.path,
            prop,
            found: `${show(value)} is claimed by "${other.path}" too`,
            hint,
          }),
        );
    }
  };
  claims('name', 'give each cluster a name of its own', (cluster) => cluster.name);
  claims('server', 'each cluster has an API server of its own', (cluster) => cluster.server?.replace(/\/+$/, ''));
  claims('hub', 'Argo CD runs on one cluster: set hub on that one only', (cluster) =>
    cluster.hub ? 'hub' : undefined,
  );
  return problems;
}
