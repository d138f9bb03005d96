import { groupOf } from './managed-resource.ts';

/** What may be meant by a reference: its kind counts. */
interface Candidate {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What a field holds of the thing that it names. */
const HELD = /(Identifiers?|Names?|Arns?|Urls?|Ids?|Links?)$/;

/** Shortest word that tells a kind. */
const SHORTEST = 3;

/**
 * The candidates that a field of a managed resource means, all of one kind: providers name a field after the kind that it refers to, such as
 * `vpcSecurityGroupIdRefs`. Where the name leaves several kinds open the resource's own group decides, and nobody is meant where that does not either.
 *
 * @param field name of the field, which ends in `Ref`, `Refs` or `Selector`
 */
export function meantBy<T extends Candidate>(
  field: string,
  apiVersion: string,
  candidates: readonly T[],
): readonly T[] {
  const word = field
    .replace(/(Refs?|Selector)$/, '')
    .replace(HELD, '')
    .toLowerCase();
  const named = nearest(word, candidates);
  const group = groupOf(apiVersion);
  const found = named.length > 0 ? named : candidates;
  const near = found.filter((one) => groupOf(one.apiVersion) === group);
  const meant = near.length > 0 && kinds(found).size > 1 ? near : found;
  return kinds(meant).size === 1 ? meant : [];
}

/** Those whose kind shares the longest end with a word, where none is the word itself: `nodeRole` is a Role, and `gateway` an InternetGateway. */
function nearest<T extends Candidate>(word: string, candidates: readonly T[]): readonly T[] {
  const same = candidates.filter(({ kind }) => kind.toLowerCase() === word);
  if (same.length > 0) return same;
  let longest = SHORTEST;
  let found: T[] = [];
  for (const one of candidates) {
    const kind = one.kind.toLowerCase();
    const shared = word.endsWith(kind) ? kind.length : kind.endsWith(word) ? word.length : 0;
    if (shared < longest) continue;
    if (shared > longest) found = [];
    longest = shared;
    found.push(one);
  }
  return found;
}

function kinds(candidates: readonly Candidate[]): ReadonlySet<string> {
  return new Set(candidates.map(({ apiVersion, kind }) => `${kind}.${groupOf(apiVersion)}`));
}
