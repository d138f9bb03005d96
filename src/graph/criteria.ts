import type { Criteria, NeedContext, Provisioner } from '../model/need.ts';
import type { Site } from '../model/site.ts';

/** How one criterion fared: its words, and whether it holds. */
interface Verdict {
  readonly holds: boolean;
  readonly why: string;
}

type Criterion = keyof Criteria;

/** From the most specific to the least: the first difference decides between two provisioners. */
const ORDER: readonly Criterion[] = ['id', 'class', 'application', 'tags', 'cloud', 'environment', 'tier'];

/** Why a provisioner is not meant at a site, or undefined where it is. The site is asked no more than needed. */
export function refusal(provisioner: Provisioner, need: NeedContext, site: Site): string | undefined {
  const when = provisioner.when ?? {};
  for (const criterion of ORDER) {
    const verdict = judge(criterion, when, need, site);
    if (verdict !== undefined && !verdict.holds) return verdict.why;
  }
  return undefined;
}

function judge(criterion: Criterion, when: Criteria, need: NeedContext, site: Site): Verdict | undefined {
  if (when[criterion] === undefined) return undefined;
  if (criterion === 'tags') return tags(when.tags ?? [], site);
  const wanted = list(when[criterion]);
  const is = actual(criterion, need, site);
  const words = wanted.map((value) => `"${value}"`).join(' or ');
  return { holds: wanted.includes(is), why: `it is for the ${criterion} ${words}, and this is "${is}"` };
}

function tags(wanted: readonly string[], site: Site): Verdict {
  for (const tag of wanted) {
    if (!site.hasTag(tag)) return { holds: false, why: `it is for clusters tagged "${tag}"` };
  }
  return { holds: true, why: '' };
}

function actual(criterion: Exclude<Criterion, 'tags'>, need: NeedContext, site: Site): string {
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

function list(value: string | readonly string[] | undefined): readonly string[] {
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

/** Criteria in words, for people: `tier "production", cloud "aws"`. */
export function criteriaWords(when: Criteria): string {
  const words = ORDER.filter((criterion) => when[criterion] !== undefined).map((criterion) => {
    const values = list(when[criterion]).map((value) => `"${value}"`);
    return `${criterion} ${values.join(criterion === 'tags' ? ' and ' : ' or ')}`;
  });
  return words.length === 0 ? 'always' : words.join(', ');
}
