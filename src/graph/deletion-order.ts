import { adjacency } from './adjacency.ts';
import { ownerAllows } from './check-ownership.ts';
import { components } from './components.ts';
import { controlKindsOf } from './delegation.ts';
import { EdgeList } from './edge-list.ts';
import type { Linked, LinkedApplication, LinkedObject, LinkedVariant } from './graph.ts';
import { infrastructureEdges, type Uses } from './infrastructure-edges.ts';
import { at } from './ints.ts';
import { isDeletable } from './managed-resource.ts';
import { type PlaneObject, PlaneObjects } from './plane-objects.ts';
import { usage, usageKind } from './usage-object.ts';

const NONE: ReadonlySet<number> = new Set();

/**
 * Puts a `Usage` beside every object of Crossplane that uses another one, so that what is used is not deleted before who uses it. What an
 * engine never deletes at the cloud needs none; nor does what a chain of others keeps already, and what would wait for itself has none.
 */
export function withDeletionOrder(graph: Linked): Linked {
  const plane = new PlaneObjects(graph.applications, graph.clusters);
  if (plane.objects.length < 2) return graph;
  const uses = direct(acyclic(kept(infrastructureEdges(plane, graph.clusters, graph.dependencies), plane, graph)));
  const made = new Map<LinkedVariant, LinkedObject[]>();
  for (const user of plane.objects) {
    for (const id of uses[user.id] ?? []) {
      const used = plane.objects[id];
      if (used === undefined) continue;
      const own = made.get(user.holder.variant) ?? [];
      made.set(user.holder.variant, own);
      own.push(usage(user.linked, used.linked));
    }
  }
  if (made.size === 0) return graph;
  return { ...graph, applications: graph.applications.map((application) => withUsages(application, made)) };
}

function withUsages(
  application: LinkedApplication,
  made: ReadonlyMap<LinkedVariant, readonly LinkedObject[]>,
): LinkedApplication {
  const { site, control } = application;
  const guarded = (variant: LinkedVariant): LinkedVariant => {
    const usages = made.get(variant);
    if (usages === undefined) return variant;
    const sorted = usages.toSorted((a, b) => (a.object.metadata.name < b.object.metadata.name ? -1 : 1));
    return { ...variant, objects: [...variant.objects, ...sorted] };
  };
  if (![...site, ...control].some((variant) => made.has(variant))) return application;
  return { ...application, site: site.map(guarded), control: control.map(guarded) };
}

/** Whether a Usage may stand where its user does: the platform makes what it likes, an owner what the policy allows. */
function isAllowed({ holder: { application, part }, linked: { object } }: PlaneObject, { platform }: Linked): boolean {
  const kind = usageKind(object);
  if (part === 'site') return ownerAllows(application.owner, kind, object.metadata.namespace === undefined, platform);
  const { contract } = platform;
  return contract === undefined || controlKindsOf(application.owner, contract).includes(kind);
}

/** Without those that need no guard, or may have none: what is not deleted at the cloud, and what no Usage can name, as one of the two stands in a namespace and the other in none. */
function kept(uses: Uses, { objects }: PlaneObjects, graph: Linked): Uses {
  return uses.map((own, id) => {
    const user = objects[id];
    if (user === undefined || own.size === 0 || !isAllowed(user, graph)) return NONE;
    const namespaced = user.linked.object.metadata.namespace !== undefined;
    const guarded = [...own].filter((other) => {
      const used = objects[other]?.linked.object;
      return used !== undefined && isDeletable(used) && (used.metadata.namespace !== undefined) === namespaced;
    });
    return new Set(guarded.sort((a, b) => a - b));
  });
}

/** Without those that go in a circle: each would wait for the other, and none would ever go. */
function acyclic(uses: Uses): Uses {
  const edges = new EdgeList();
  for (const [id, own] of uses.entries()) for (const other of own) edges.add(id, other, 1, 0);
  const component = components(uses.length, adjacency(uses.length, edges));
  return uses.map((own, id) => new Set([...own].filter((other) => at(component, other) !== at(component, id))));
}

/** Without those that go by way of one other: who keeps that one keeps what it uses too. */
function direct(uses: Uses): Uses {
  return uses.map((own) => {
    if (own.size < 2) return own;
    const beyond = new Set<number>();
    for (const other of own) for (const further of uses[other] ?? []) beyond.add(further);
    return new Set([...own].filter((other) => !beyond.has(other)));
  });
}
