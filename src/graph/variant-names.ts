import { CLOUD_LABEL, CLUSTER_LABEL, ENVIRONMENT_LABEL, PREFIX } from '../model/labels.ts';
import { shortName } from '../model/names.ts';
import { compareText } from '../model/problem.ts';
import type { Fact } from '../model/site.ts';
import type { LinkedVariant } from './graph.ts';

/** Longest words of a name behind its environment: each name is that of a folder, and leaves room for files in it. */
const LONGEST = 120;

/**
 * Names the variants of an application: the environment, and then the facts in which the variants of that environment differ.
 * Names are in the order of the variants.
 */
export function variantNames(variants: readonly LinkedVariant[]): readonly string[] {
  const telling = tellingLabels(variants);
  return uniqueNames(variants.map((variant) => nameOf(variant, telling.get(environmentOf(variant)) ?? new Set())));
}

/** The environment of a variant: it has clusters of one only. */
export function environmentOf(variant: LinkedVariant): string {
  return variant.clusters[0]?.environment ?? '';
}

/** The labels in which the variants of each environment differ. One that a variant was not asked for counts as absent. */
function tellingLabels(variants: readonly LinkedVariant[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byEnvironment = new Map<string, LinkedVariant[]>();
  for (const variant of variants) {
    const siblings = byEnvironment.get(environmentOf(variant));
    if (siblings === undefined) byEnvironment.set(environmentOf(variant), [variant]);
    else siblings.push(variant);
  }
  return new Map([...byEnvironment].map(([environment, siblings]) => [environment, differing(siblings)]));
}

function differing(variants: readonly LinkedVariant[]): ReadonlySet<string> {
  const values = new Map<string, { readonly value: string | undefined; count: number; differ: boolean }>();
  for (const { facts } of variants) {
    for (const { label, value } of facts) {
      const seen = values.get(label);
      if (seen === undefined) values.set(label, { value, count: 1, differ: false });
      else {
        seen.count += 1;
        seen.differ ||= seen.value !== value;
      }
    }
  }
  const telling = [...values].filter(
    ([, { value, count, differ }]) => differ || (count < variants.length && value !== undefined),
  );
  return new Set(telling.map(([label]) => label).filter((label) => label !== ENVIRONMENT_LABEL));
}

function nameOf(variant: LinkedVariant, telling: ReadonlySet<string>): string {
  const facts = variant.facts.filter(({ label }) => telling.has(label));
  const cluster = facts.find(({ label }) => label === CLUSTER_LABEL);
  const told = cluster === undefined ? [...facts].sort((a, b) => compareText(a.label, b.label)) : [cluster];
  const words = told.map(word).join('-').toLowerCase();
  const short = words.length > LONGEST ? shortName(words, 63) : words;
  return short === '' ? environmentOf(variant) : `${environmentOf(variant)}-${short}`;
}

/** A fact in a word that may stand in a path. */
function word({ label, value }: Fact): string {
  const short = label.startsWith(PREFIX)
    ? label.slice(PREFIX.length).replace(/^(tag|provides)\./, '')
    : label.slice(label.indexOf('/') + 1);
  const word = value === undefined ? `no-${short}` : value === 'true' || value === '' ? short : value;
  const bare = label === CLOUD_LABEL || label === CLUSTER_LABEL || value === undefined || value === 'true';
  return (bare ? word : `${short}-${word}`).replace(/[^A-Za-z0-9.-]+/g, '-');
}

/** Numbers the names that come again; a number never makes a name that another variant has. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  const given = new Set<string>();
  const next = new Map<string, number>();
  return names.map((name) => {
    let unique = name;
    while (given.has(unique) || (unique !== name && taken.has(unique))) {
      const number = next.get(name) ?? 2;
      next.set(name, number + 1);
      unique = `${name}-${number}`;
    }
    given.add(unique);
    return unique;
  });
}
