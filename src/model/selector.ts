/**
 * A condition on one label. `NotIn` also holds where the label is absent.
 * @source Kubernetes `meta/v1` LabelSelectorRequirement: `In` and `NotIn` need at least one value, the others take none.
 */
export type LabelSelectorRequirement =
  | { readonly key: string; readonly operator: 'In' | 'NotIn'; readonly values: readonly string[] }
  | { readonly key: string; readonly operator: 'Exists' | 'DoesNotExist' };

/**
 * A choice of objects by their labels: all conditions must hold, and one without conditions takes everything.
 * @source Kubernetes `meta/v1` LabelSelector
 */
export interface LabelSelector {
  /** Labels that must have exactly these values. */
  readonly matchLabels?: Readonly<Record<string, string>>;
  /** Further conditions that must hold. */
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}
