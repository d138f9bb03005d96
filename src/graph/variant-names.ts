import { CLOUD_LABEL, CLUSTER_LABEL, ENVIRONMENT_LABEL, PREFIX } from '../model/labels.ts';
import { compareText } from '../model/problem.ts';
import type { Fact } from '../model/site.ts';
import type { LinkedVariant } from './graph.ts';

/**
 * Names the variants of an application: the environment, and then the facts in which the variants of that environment differ.
 * Names are in the order of the variants.
 */
export function variantNames(variants: readonly LinkedVariant[]): readonly string[] {
  const names = variants.map((variant) =>
    nameOf(
      variant,
      variants.filter((other) => environmentOf(other) === environmentOf(variant)),
    ),
  );
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}-${count}`;
  });
}

/** The environment of a variant: it has clusters of one only. */
export function environmentOf(variant: LinkedVariant): string {
  return variant.clusters[0]?.environment ?? '';
}

function nameOf(variant: LinkedVariant, siblings: readonly LinkedVariant[]): string {
  const telling = variant.facts.filter(
    (fact) => fact.label !== ENVIRONMENT_LABEL && siblings.some((other) => factValue(other, fact.label) !== fact.value),
  );
  const cluster = telling.find((fact) => fact.label === CLUSTER_LABEL);
  const words =
    cluster === undefined ? [...telling].sort((a, b) => compareText(a.label, b.label)).map(word) : [word(cluster)];
  return [environmentOf(variant), ...words].join('-').toLowerCase();
}

function factValue(variant: LinkedVariant, label: string): string | undefined {
  return variant.facts.find((fact) => fact.label === label)?.value;
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
