import { refusal } from '../model/criteria.ts';
import type { ApplicationDocument, CandidateDocument, MatchDocument } from '../model/graph-document.ts';
import { Site } from '../model/site.ts';
import type { ProvisionerWords } from './explanation.ts';
import type { GraphIndex } from './graph-index.ts';

/**
 * Who provisions a need and why nobody else does: those whose criteria hold as they fared, and all others of the type by the criterion
 * that rules them out, which is the same on all clusters of a match.
 */
export function provisionerWords(
  match: MatchDocument,
  application: ApplicationDocument,
  index: GraphIndex,
): ProvisionerWords {
  const { unit, type, class: of, clusters, candidates } = match;
  return { unit, type, class: of, clusters, candidates: [...candidates, ...ruledOut(match, application, index)] };
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
