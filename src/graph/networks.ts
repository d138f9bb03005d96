import type { ClusterDeclaration } from '../model/declarations.ts';
import { isDnsLabel } from '../model/names.ts';
import type { NetworkDeclaration } from '../model/network-declaration.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';

/** The network that each cluster is in, by the cluster's path. */
export function membersOf(networks: readonly NetworkDeclaration[]): ReadonlyMap<string, NetworkDeclaration> {
  const members = new Map<string, NetworkDeclaration>();
  for (const network of networks) for (const path of [network.hub, ...network.edges]) members.set(path, network);
  return members;
}

/** What is wrong with the networks: one without a hub, or a cluster that is in it twice, or in two. */
export function networkProblems(
  networks: readonly NetworkDeclaration[],
  clusters: readonly ClusterDeclaration[],
): readonly Problem[] {
  const names = new Map(clusters.map(({ path, name }) => [path, name]));
  const homes = new Map<string, NetworkDeclaration>();
  return networks.flatMap((network) => {
    const problems = [...network.problems, ...ownProblems(network)];
    for (const cluster of [network.hub, ...network.edges].filter((path) => path !== '')) {
      const name = show(names.get(cluster) ?? cluster);
      const other = homes.get(cluster);
      if (other === undefined) homes.set(cluster, network);
      else problems.push(twice(network, other, cluster, name));
    }
    return problems;
  });
}

function ownProblems({ path, name, hub, edges, namespace, problems }: NetworkDeclaration): readonly Problem[] {
  const found: Problem[] = [];
  if (!isDnsLabel(name)) found.push(problem('RB102', { path, found: `not a DNS label, got ${show(name)}` }));
  if (!isDnsLabel(namespace)) {
    const hint = 'use a DNS label of at most 63 characters';
    found.push(problem('RB840', { path, prop: 'namespace', found: `not a namespace, got ${show(namespace)}`, hint }));
  }
  if (problems.length > 0) return found;
  if (hub === '') found.push(problem('RB841', { path, prop: 'hub', found: 'it has no hub, got "undefined"' }));
  if (edges.length === 0) found.push(problem('RB844', { path, prop: 'edges', found: 'it has no edge, got "[]"' }));
  return found;
}

function twice(network: NetworkDeclaration, other: NetworkDeclaration, cluster: string, name: string): Problem {
  const { path, hub } = network;
  const prop = cluster === hub ? 'hub' : 'edges';
  if (other !== network) {
    if (hub !== cluster && other.hub !== cluster)
      return problem('RB843', { path, prop, found: `${name} is in the network "${other.path}" too` });
    const [inner, outer] = hub === cluster ? [network, other] : [other, network];
    // Both may have it as their hub.
    const found =
      inner.hub === outer.hub
        ? `${name} is the hub of the network "${other.path}" too`
        : `${name} is an edge of the network "${outer.path}" and the hub of "${inner.path}", whose edges would be behind an edge`;
    return problem('RB843', { path, prop, found, hint: 'make all of them edges of one network' });
  }
  if (cluster === hub) return problem('RB842', { path, prop: 'edges', found: `the hub ${name} is an edge too` });
  return problem('RB843', { path, prop, found: `${name} is named twice` });
}
