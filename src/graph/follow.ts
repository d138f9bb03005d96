import type { Problem } from '../model/problem.ts';
import { labelsOf } from './clause-labels.ts';
import type { FollowerNode, Linked, LinkedApplication, LinkedVariant, Pass } from './graph.ts';
import { tellApart } from './tell-apart.ts';
import { WantsByCluster } from './wants.ts';

/**
 * Makes what follows from all the rest: asks each follower what it brings to a cluster where this and that is in use. It comes after
 * `link`, when everything is known that is delivered anywhere, what joins clusters included. Followers do not follow each other.
 */
export function follow(graph: Linked): Pass<Linked> {
  if (!graph.applications.some(({ follower }) => follower !== undefined)) return { graph, problems: [] };
  const problems: Problem[] = [];
  const applications = graph.applications.map((application) => {
    const { follower } = application;
    if (follower === undefined) return application;
    const site = variantsOf(application, follower, graph);
    problems.push(...site.problems);
    return { ...application, site: site.graph };
  });
  return { graph: { ...graph, applications }, problems: [...problems, ...graph.unusedPatches()] };
}

/** Clusters to which the same is brought share a variant. */
function variantsOf(
  application: LinkedApplication,
  { path, follower }: FollowerNode,
  graph: Linked,
): Pass<readonly LinkedVariant[]> {
  const wanted = new WantsByCluster(graph, follower);
  const brought = new Map<string, string>();
  const likeness = new Map<number, string>();
  const clusters = application.placements.map(({ cluster }) => cluster);
  for (const cluster of clusters) {
    const wants = wanted.at(cluster);
    const key = JSON.stringify(wants);
    const text = brought.get(key) ?? JSON.stringify(follower.bring(wants).map(({ manifest }) => manifest));
    brought.set(key, text);
    likeness.set(cluster.index, text);
  }
  // Its own clauses first: what keeps the hub apart from its edges mostly does here too.
  const labels = [...new Set([...labelsOf(application.clauses), ...wanted.labels])];
  const variants: LinkedVariant[] = [];
  const problems: Problem[] = [];
  for (const { facts, clusters: those } of tellApart(clusters, ({ index }) => likeness.get(index) ?? '', labels)) {
    const wants = [...new Set(those.flatMap((cluster) => wanted.at(cluster)))].sort();
    const all = follower.bring(wants);
    if (all.length === 0) continue;
    const objects = all.flatMap(({ manifest, for: words }) => {
      const dressed = graph.dressed([manifest], path, application);
      problems.push(...dressed.problems);
      const neededBy = wanted.wanters(those, words);
      return dressed.graph.map(({ markers, ...object }) => (neededBy.length === 0 ? object : { ...object, neededBy }));
    });
    variants.push({ facts, clusters: those, objects, atHub: false, brings: follower.provides(wants) });
  }
  return { graph: variants, problems };
}
