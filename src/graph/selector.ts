import type { LabelSelector, LabelSelectorRequirement } from '../model/selector.ts';
import type { Fact } from '../model/site.ts';
import type { Term } from './term.ts';
import type { ValueSet } from './value-set.ts';

/** The requirement that a label is as it was when a site was asked for it. */
export function requirementOf({ label, value }: Fact): LabelSelectorRequirement {
  return value === undefined
    ? { key: label, operator: 'DoesNotExist' }
    : { key: label, operator: 'In', values: [value] };
}

/**
 * Writes a term as a Kubernetes label selector: single values as `matchLabels`, all else as `matchExpressions`, in key order.
 * The empty selector takes everything; in an ApplicationSet that includes the cluster that Argo CD runs on.
 */
export function toLabelSelector(term: Term): LabelSelector {
  const labels: [string, string][] = [];
  const expressions: LabelSelectorRequirement[] = [];
  for (const [key, allowed] of term) {
    const [value, ...others] = allowed.values;
    const exact = allowed.listed === 'only' && !allowed.absent && others.length === 0;
    if (exact && value !== undefined) labels.push([key, value]);
    else expressions.push(...requirements(key, allowed));
  }
  return {
    ...(labels.length === 0 ? {} : { matchLabels: Object.fromEntries(labels) }),
    ...(expressions.length === 0 ? {} : { matchExpressions: expressions }),
  };
}

function requirements(key: string, { absent, listed, values }: ValueSet): LabelSelectorRequirement[] {
  if (listed === 'only') {
    if (!absent) return [{ key, operator: 'In', values }];
    // Terms begin as `In` and `NotIn` and are only narrowed, which never leads to this set.
    if (values.length > 0) throw new Error(`no selector says that ${key} is absent or one of ${values.join(', ')}`);
    return [{ key, operator: 'DoesNotExist' }];
  }
  const notIn: LabelSelectorRequirement[] = values.length === 0 ? [] : [{ key, operator: 'NotIn', values }];
  return absent ? notIn : [{ key, operator: 'Exists' }, ...notIn];
}

/**
 * Whether a selector takes an object with these labels, as Kubernetes decides it.
 * @source `labels.Requirement.Matches` in k8s.io/apimachinery
 */
export function matches(labels: Readonly<Record<string, string>>, selector: LabelSelector): boolean {
  const value = (key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  const exact = Object.entries(selector.matchLabels ?? {}).every(([key, wanted]) => value(key) === wanted);
  return exact && (selector.matchExpressions ?? []).every((requirement) => holds(value(requirement.key), requirement));
}

function holds(value: string | undefined, requirement: LabelSelectorRequirement): boolean {
  if ('values' in requirement && requirement.values.length === 0) {
    throw new Error(`a requirement on ${requirement.key} lists no values; Kubernetes refuses it`);
  }
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && requirement.values.includes(value);
    case 'NotIn':
      return value === undefined || !requirement.values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}
