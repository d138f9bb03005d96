import type { Criteria, NeedContext } from './need.ts';
import type { Site } from './site.ts';

/** What the criteria of a provisioner are held against. */
export type Asked = Pick<NeedContext, 'id' | 'class' | 'application'>;

/** What a site is asked to hold criteria against it. */
export type AskedSite = Pick<Site, 'cloud' | 'environment' | 'tier' | 'hasTag'>;

/** A single criterion. */
export type Criterion = keyof Criteria;

/** From the most specific to the least: the first difference decides between two provisioners. */
const ORDER: readonly Criterion[] = ['id', 'class', 'application', 'tags', 'cloud', 'environment', 'tier'];

/**
 * In which order criteria are held against a site. What the need says costs no question, and nearly everything asks for the environment; tags and
 * cloud come last, as clusters that only differ in them share a rendering where nobody asks.
 */
const ASKING: readonly Criterion[] = ['id', 'class', 'application', 'environment', 'tier', 'tags', 'cloud'];

/** Why criteria do not hold, or undefined where they do. The site is asked no more than needed. */
export function refusal(when: Criteria, need: Asked, site: AskedSite): string | undefined {
  for (const criterion of ASKING) {
    if (when[criterion] === undefined) continue;
    const why = criterion === 'tags' ? tagMissing(when.tags ?? [], site) : mismatch(criterion, when, need, site);
    if (why !== undefined) return why;
  }
  return undefined;
}

function tagMissing(wanted: readonly string[], site: AskedSite): string | undefined {
  const missing = wanted.find((tag) => !site.hasTag(tag));
  return missing === undefined ? undefined : `it is for clusters tagged "${missing}"`;
}

function mismatch(
  criterion: Exclude<Criterion, 'tags'>,
  when: Criteria,
  need: Asked,
  site: AskedSite,
): string | undefined {
  const wanted = listOf(when[criterion]);
  const is = actual(criterion, need, site);
  if (wanted.includes(is)) return undefined;
  const words = wanted.length === 0 ? `no ${criterion}` : `the ${criterion} ${quoted(wanted).join(' or ')}`;
  return `it is for ${words}, and this is "${is}"`;
}

function actual(criterion: Exclude<Criterion, 'tags'>, need: Asked, site: AskedSite): string {
  switch (criterion) {
    case 'id':
      return need.id ?? '';
    case 'class':
      return need.class;
    case 'application':
      return need.application;
    case 'cloud':
      return site.cloud;
    case 'environment':
      return site.environment;
    case 'tier':
      return site.tier;
  }
}

/** The values of a criterion of which any will do. */
export function listOf<T extends string>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** Compares two criteria: negative where the first is more specific, 0 where neither is. */
export function compareSpecificity(a: Criteria, b: Criteria): number {
  for (const criterion of ORDER) {
    const order = weight(b, criterion) - weight(a, criterion);
    if (order !== 0) return order;
  }
  return 0;
}

function weight(when: Criteria, criterion: Criterion): number {
  if (criterion === 'tags') return when.tags?.length ?? 0;
  return when[criterion] === undefined ? 0 : 1;
}

/** Criteria that hold where both hold. */
export function bothOf(a: Criteria, b: Criteria): Criteria {
  const met: Record<string, readonly string[]> = {};
  for (const criterion of ORDER) {
    const [ours, theirs] = [a[criterion], b[criterion]];
    if (ours === undefined && theirs === undefined) continue;
    const [some, others] = [listOf<string>(ours), listOf<string>(theirs)];
    if (ours === undefined || theirs === undefined) met[criterion] = ours === undefined ? others : some;
    else if (criterion === 'tags') met[criterion] = [...new Set([...some, ...others])];
    else met[criterion] = some.filter((value) => others.includes(value));
  }
  return met;
}

/** Criteria in words, for people: `tier "production", cloud "aws"`. */
export function criteriaWords(when: Criteria): string {
  const words = ORDER.filter((criterion) => when[criterion] !== undefined).map((criterion) => {
    const values = quoted(listOf<string>(when[criterion]));
    return `${criterion} ${values.join(criterion === 'tags' ? ' and ' : ' or ')}`;
  });
  return words.length === 0 ? 'always' : words.join(', ');
}

function quoted(values: readonly string[]): readonly string[] {
  return values.map((value) => `"${value}"`);
}
