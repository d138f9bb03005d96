import { choosesTags } from '../model/tag-selector.ts';
import type { ChosenComponent } from './component-settings.ts';
import type { ClusterSelector } from './distribution-rule.ts';

/** Clusters that a component of a set is on: the hub or not, and all edges that one of the selectors chooses. */
export interface Reach {
  readonly hub: boolean;
  readonly edges: readonly ClusterSelector[];
}

/** A component with the clusters that it is on. */
export interface ReachingComponent extends ChosenComponent {
  readonly reach: Reach;
}

/**
 * Where each component of a set is: as it says, but for where another one works in its stead. What requires a kind that it alone brings
 * is not there either. A component that names edges of its own is on these whatever else is there.
 * @param all edges of the set
 */
export function reaching(
  components: readonly ChosenComponent[],
  all: ClusterSelector | undefined,
): readonly ReachingComponent[] {
  const reaches = new Map(components.map((one) => [one, reachOf(one, all)]));
  for (const replacing of components) {
    const { replaces = [] } = replacing.definition;
    const taken = reaches.get(replacing);
    if (replaces.length === 0 || taken === undefined) continue;
    for (const one of [...reaches.keys()]) {
      const own = reaches.get(one);
      if (own === undefined || one === replacing || one.edges !== undefined) continue;
      if (isReplaced(one, replaces, components)) reaches.set(one, without(own, taken, all));
    }
  }
  return [...reaches]
    .map(([one, reach]) => ({ ...one, reach }))
    .filter(({ reach }) => reach.hub || reach.edges.length > 0);
}

/** Where a component is that names nothing else, or edges of its own. */
export function reachOf(
  { on, edges }: Pick<ChosenComponent, 'on'> & Partial<Pick<ChosenComponent, 'edges'>>,
  all: ClusterSelector | undefined,
): Reach {
  const own = edges === undefined ? all : { all: edges };
  return { hub: on !== 'edges', edges: on === 'hub' || own === undefined ? [] : [own] };
}

/** Whether a component is replaced, or cannot do without a kind that the replaced ones alone bring. */
function isReplaced(
  { definition }: ChosenComponent,
  replaced: readonly string[],
  components: readonly ChosenComponent[],
): boolean {
  if (replaced.includes(definition.name)) return true;
  return (definition.requires ?? []).some((kind) => {
    const bringers = components.filter((one) => one.definition.provides.includes(kind));
    return bringers.length > 0 && bringers.every((one) => replaced.includes(one.definition.name));
  });
}

function without(own: Reach, taken: Reach, all: ClusterSelector | undefined): Reach {
  let { edges } = own;
  for (const selector of taken.edges) {
    edges = selector === all ? [] : edges.flatMap((one) => withoutTags(one, selector.all ?? []));
  }
  return { hub: own.hub && !taken.hub, edges };
}

/** Clusters of a selector that lack at least one of the tags: those without the first, without the second, and so on. */
function withoutTags(selector: ClusterSelector, tags: readonly string[]): readonly ClusterSelector[] {
  return tags
    .filter((tag) => selector.all?.includes(tag) !== true)
    .map((tag) => ({ ...selector, none: [...(selector.none ?? []), tag] }));
}

/** Whether a selector chooses an edge, by its environment and its tags. */
export function choosesEdge(
  selector: ClusterSelector,
  { environment, tags }: { readonly environment: string; readonly tags: readonly string[] },
): boolean {
  const { environments = [] } = selector;
  return (environments.length === 0 || environments.includes(environment)) && choosesTags(selector, tags);
}
