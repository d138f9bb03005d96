import { refusal } from '../model/criteria.ts';
import type { ApplicationDocument, CandidateDocument, MatchDocument } from '../model/graph-document.ts';
import { compareText } from '../model/problem.ts';
import { Site } from '../model/site.ts';
import type { ProvisionerWords } from './explanation.ts';
import type { GraphIndex } from './graph-index.ts';
import { sharingWords } from './sharing.ts';

/**
 * Who provisions a need and why nobody else does: those whose criteria hold as they fared, and all others of the type by the criterion
 * that rules them out, which is the same on all clusters of a match.
 */
function provisionerWords(match: MatchDocument, application: ApplicationDocument, index: GraphIndex): ProvisionerWords {
  const { unit, type, class: of, clusters, broughtBy, candidates } = match;
  const all = [...candidates, ...ruledOut(match, application, index)];
  return { unit, type, class: of, clusters, broughtBy, sharing: sharingWords(match, index), candidates: all };
}

/** The same of several matches: where one fared as another, they are told once for the clusters of both. */
export function provisioned(
  matches: readonly MatchDocument[],
  application: ApplicationDocument,
  index: GraphIndex,
): readonly ProvisionerWords[] {
  const alike = new Map<string, ProvisionerWords>();
  for (const match of matches) {
    const words = provisionerWords(match, application, index);
    const { clusters, ...told } = words;
    const key = JSON.stringify([told, match.id]);
    const known = alike.get(key);
    const all = known === undefined ? clusters : [...known.clusters, ...clusters].sort(compareText);
    alike.set(key, known === undefined ? words : { ...known, clusters: all });
  }
  return [...alike.values()];
}

function ruledOut(
  { type, id, class: of, clusters, candidates }: MatchDocument,
  application: ApplicationDocument,
  index: GraphIndex,
): readonly CandidateDocument[] {
  const cluster = index.clusters.get(clusters[0] ?? '');
  if (cluster === undefined) return [];
  const site = new Site(cluster);
  const asked = { id, class: of, application: application.name };
  const known = new Set(candidates.map(({ provisioner, pack }) => keyOf(provisioner, pack)));
  return (index.recipes.get(type) ?? []).flatMap(({ name, pack, when }) => {
    const why = known.has(keyOf(name, pack)) ? undefined : refusal(when, asked, site);
    return why === undefined ? [] : [{ provisioner: name, pack, won: false, why }];
  });
}

function keyOf(name: string, pack: string | undefined): string {
  return `${name}\0${pack ?? ''}`;
}

/** A provisioner as people read it: its name, and the pack that it comes from. */
export function recipeName({ provisioner, pack }: Pick<CandidateDocument, 'provisioner' | 'pack'>): string {
  return pack === undefined ? provisioner : `${provisioner} (pack ${pack})`;
}
