import type { Site } from '../model/site.ts';
import type { Clause, PlacedApplication } from './graph.ts';

/** Whether an application is at a site, on which another one is; the site is asked where the two are chosen in different ways. */
export function isPlacedAt(application: PlacedApplication, other: PlacedApplication, site: Site): boolean {
  // Applications that are chosen alike share their placements: they are together wherever they are.
  return application.placements === other.placements || application.clauses.some((clause) => chooses(clause, site));
}

function chooses({ cluster, environments, all, any, none }: Clause, site: Site): boolean {
  if (cluster !== undefined) return site.name === cluster;
  if (environments.length > 0 && !environments.includes(site.environment)) return false;
  const has = (tag: string) => site.hasTag(tag);
  return all.every(has) && (any.length === 0 || any.some(has)) && !none.some(has);
}
