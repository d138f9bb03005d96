import { isProgram, sourceIn } from '../model/application-source.ts';
import type { ExportDeclaration } from '../model/export.ts';
import type { ClusterNode, Placed } from './graph.ts';

/** An application of another program, which may take what this one exports. */
export interface Taker {
  readonly name: string;
  readonly namespace: string;
  readonly owner: string;
  readonly clusters: readonly ClusterNode[];
}

/** The applications that other programs make, by their names. */
export function takersOf({
  platform: { contract },
  applications,
  clusters,
}: Pick<Placed, 'platform' | 'applications' | 'clusters'>): ReadonlyMap<string, Taker> {
  const found = new Map<string, Taker>();
  if (contract !== undefined) {
    const own = new Set(applications.map(({ name }) => name));
    for (const { name, namespace, owner, clusters: names } of [...contract.applications, ...contract.neighbours]) {
      if (own.has(name)) continue;
      found.set(name, { name, namespace, owner, clusters: clusters.filter((cluster) => names.includes(cluster.name)) });
    }
    return found;
  }
  for (const application of applications) {
    const placed = application.placements.map(({ cluster }) => cluster);
    const made = placed.filter(({ environment }) => isProgram(sourceIn(application, environment)));
    const { name, namespace, owner } = application;
    if (made.length > 0) found.set(name, { name, namespace, owner, clusters: made });
  }
  return found;
}

/** Path of what stands for an application of another program that may take an export. */
export function takerPath({ path }: ExportDeclaration, application: string): string {
  return `${path}/${application}`;
}
