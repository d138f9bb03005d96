import type { ResolvedApplication, ResolvedGraph } from '../graph/graph.ts';
import { isProgram } from '../model/application-source.ts';
import type { ContractCluster, ContractDocument, ContractNeighbour, ContractNetwork } from '../model/contract.ts';
import { CONTRACT_VERSION } from '../model/contract-document.ts';
import type { PodSecurityLevel } from '../model/declarations.ts';
import { PREFIX } from '../model/labels.ts';
import type { NetworkDeclaration } from '../model/network-declaration.ts';
import { compareText } from '../model/problem.ts';

/** What a platform gives the programs of its teams: all that they need to resolve their own applications alone, and no credential. */
export function contractOf(graph: ResolvedGraph, roadbed: string): ContractDocument {
  const { platform, clusters, networks, applications } = graph;
  const own = applications.filter(({ part }) => part === 'site');
  const delegated = own.filter(isDelegated);
  const owners = new Set(delegated.map(({ owner }) => owner));
  return {
    version: CONTRACT_VERSION,
    roadbed,
    platform: platform.name,
    environments: sorted(clusters.map(({ environment, tier }) => [environment, { tier }] as const)),
    clusters: clusters.map(clusterOf),
    networks: networks.map((network) => networkOf(network, graph)),
    controlPlane: platform.controlPlane,
    transport: platform.transport,
    provisioners: platform.recipes
      .map(({ provisioner: { name, type, version } }) => ({ name, type, version }))
      .sort((a, b) => compareText(a.name, b.name)),
    owners: sorted(Object.entries(platform.owners).filter(([name]) => owners.has(name))),
    applications: delegated.map((one) => ({ ...neighbourOf(one), podSecurity: levelOf(one.namespace, graph) })),
    neighbours: platform.contract === undefined ? own.filter((one) => !isDelegated(one)).map(neighbourOf) : [],
    ...graph.exported,
    secretStore: platform.secretStore,
    sharedHosts: [...platform.sharedHosts].sort(compareText),
  };
}

function isDelegated({ variants }: ResolvedApplication): boolean {
  return variants.some(({ source }) => isProgram(source));
}

function neighbourOf({ name, owner, namespace, placements }: ResolvedApplication): ContractNeighbour {
  return { name, owner, namespace, clusters: placements.map(({ cluster }) => cluster.name) };
}

/** A cluster as it was declared. Labels that Roadbed makes are made again where the contract is read. */
function clusterOf(cluster: ResolvedGraph['clusters'][number]): ContractCluster {
  const { name, environment, server, connection, tags, cloud, provides, gateway, hub } = cluster;
  const { infrastructure, behindHub, home } = cluster;
  const labels = sorted(Object.entries(cluster.labels).filter(([key]) => !key.startsWith(PREFIX)));
  return {
    name,
    environment,
    server,
    connection,
    tags,
    cloud,
    labels,
    provides,
    gateway,
    hub,
    infrastructure,
    behindHub,
    home,
  };
}

/** A network by the names of its clusters, under which they are known in a team's program. */
function networkOf({ name, hub, edges, namespace }: NetworkDeclaration, { clusters }: ResolvedGraph): ContractNetwork {
  const names = new Map(clusters.map((cluster) => [cluster.path, cluster.name]));
  const nameOf = (path: string): string => names.get(path) ?? '';
  return { name, hub: nameOf(hub), edges: edges.map(nameOf).sort(compareText), namespace };
}

/** What a namespace enforces, as the platform makes it. */
function levelOf(namespace: string, { applications }: ResolvedGraph): PodSecurityLevel {
  const made = applications.find(({ part, namespace: other }) => part === 'namespace' && other === namespace);
  const labels = made?.variants[0]?.objects[0]?.manifest.metadata.labels ?? {};
  const level = labels['pod-security.kubernetes.io/enforce'];
  return level === 'baseline' || level === 'privileged' ? level : 'restricted';
}

function sorted<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}
