import type { EnvironmentLock, Lock, NeedLock } from '../../model/lock-document.ts';
import { type Move, movedTo } from '../../model/moves.ts';
import { comparePaths, compareText } from '../../model/problem.ts';
import { ClusterLists } from './cluster-lists.ts';

/** How a need differs: who makes it, what is asked of whoever makes it, or whether it is there at all. */
export type NeedChangeKind = 'created' | 'deleted' | 'moved' | 'config change' | 'provisioner change';

/** A need that is decided otherwise than before. */
export interface NeedChange {
  readonly change: NeedChangeKind;
  readonly environment: string;
  /** Path of the golden path that has the need. */
  readonly path: string;
  /** Path that it had before, where it moved. */
  readonly from?: string;
  readonly type: string;
  readonly clusters: readonly string[];
  /** Who made it before. */
  readonly before?: string;
  /** Who makes it now. */
  readonly after?: string;
  /** What is asked otherwise. */
  readonly fields: readonly NeedField[];
}

/** One thing that is asked otherwise. */
export interface NeedField {
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What is held against what. */
export interface LockComparison {
  readonly before: Lock | undefined;
  readonly after: ReadonlyMap<string, EnvironmentLock>;
  readonly moved: readonly Move[];
  /** The environment that is looked at, or undefined for all. */
  readonly environment?: string | undefined;
}

/** Needs that are decided otherwise than a lock says; none where there was no lock. In the order of environments and paths. */
export function compareLocks({ before, after, moved, environment }: LockComparison): readonly NeedChange[] {
  if (before === undefined) return [];
  const names = new Set([...Object.keys(before.environments), ...after.keys()]);
  const lists = new ClusterLists();
  return [...names].sort(compareText).flatMap((name) => {
    if (environment !== undefined && name !== environment) return [];
    const former = Object.hasOwn(before.environments, name) ? before.environments[name] : undefined;
    return environmentChanges(name, needsIn(former, moved), needsIn(after.get(name), []), lists);
  });
}

/** A need with the clusters where it came out so. */
interface Placed {
  readonly need: NeedLock;
  readonly clusters: readonly string[];
  readonly path: string;
}

/** Needs by what they are for: the golden path, the type, and the number among those of one type. */
function needsIn(
  lock: EnvironmentLock | undefined,
  moved: readonly Move[],
): ReadonlyMap<string, ReadonlyMap<string, readonly Placed[]>> {
  const paths = new Map<string, Map<string, Placed[]>>();
  for (const application of Object.values(lock?.applications ?? {})) {
    const around = application.clusters ?? lock?.clusters ?? [];
    for (const [path, needs] of Object.entries(application.needs ?? {})) {
      const slots = new Map<string, Placed[]>();
      const taken = new Map<string, number>();
      for (const need of needs) {
        const clusters = need.clusters ?? around;
        // Where a need comes out in several ways, each has clusters of its own; a further one of the type is on the same clusters.
        const round = `${need.type} ${need.clusters?.join() ?? ''}`;
        const number = taken.get(round) ?? 0;
        taken.set(round, number + 1);
        const key = `${need.type} ${number}`;
        slots.set(key, [...(slots.get(key) ?? []), { need, clusters, path }]);
      }
      paths.set(movedTo(path, moved), slots);
    }
  }
  return paths;
}

type Needs = ReturnType<typeof needsIn>;

function environmentChanges(environment: string, before: Needs, after: Needs, lists: ClusterLists) {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort(comparePaths);
  const changes: NeedChange[] = [];
  for (const path of paths) {
    const [old, now] = [before.get(path), after.get(path)];
    const slots = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort(compareText);
    for (const slot of slots) {
      for (const change of slotChanges(old?.get(slot) ?? [], now?.get(slot) ?? [], lists)) {
        changes.push({ ...change, environment, path });
      }
    }
  }
  return changes;
}

type Change = Omit<NeedChange, 'environment' | 'path'>;

function slotChanges(before: readonly Placed[], after: readonly Placed[], lists: ClusterLists): readonly Change[] {
  const changes: Change[] = [];
  for (const { need, clusters } of before) {
    const gone = lists.without(
      clusters,
      after.map((one) => one.clusters),
    );
    if (gone.length > 0) {
      changes.push({ change: 'deleted', type: need.type, clusters: gone, before: maker(need), fields: [] });
    }
  }
  for (const { need, clusters, path } of after) {
    for (const former of before) {
      const { both } = lists.overlap(former.clusters, clusters);
      const change = both.length === 0 ? undefined : pairChange(former, { need, clusters: both, path });
      if (change !== undefined) changes.push(change);
    }
    const fresh = lists.without(
      clusters,
      before.map((one) => one.clusters),
    );
    if (fresh.length > 0) {
      changes.push({ change: 'created', type: need.type, clusters: fresh, after: maker(need), fields: [] });
    }
  }
  return changes;
}

function pairChange(former: Placed, now: Placed): Change | undefined {
  const [before, after] = [former.need, now.need];
  const fields = fieldsOf(before, after);
  const isOther = before.provisioner !== after.provisioner || before.version !== after.version;
  const isMoved = former.path !== now.path;
  if (!isOther && !isMoved && fields.length === 0) return undefined;
  const change = isOther ? 'provisioner change' : fields.length > 0 ? 'config change' : 'moved';
  return {
    change,
    ...(isMoved ? { from: former.path } : {}),
    type: after.type,
    clusters: now.clusters,
    before: maker(before),
    after: maker(after),
    fields,
  };
}

/** Who makes a need, for people: `cnpg-postgres`, `house-postgres 2`. */
function maker({ provisioner, version }: NeedLock): string {
  return version === undefined ? provisioner : `${provisioner} ${version}`;
}

function fieldsOf(before: NeedLock, after: NeedLock): readonly NeedField[] {
  const [old, now] = [flat(before), flat(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  return names.flatMap((name) => {
    const [left, right] = [old.get(name), now.get(name)];
    if (JSON.stringify(left) === JSON.stringify(right)) return [];
    const sides = { ...(left === undefined ? {} : { before: left }), ...(right === undefined ? {} : { after: right }) };
    return [{ name, ...sides }];
  });
}

function flat({ name, class: kind, id, shared, params }: NeedLock): ReadonlyMap<string, unknown> {
  const own = { 'need.name': name, 'need.class': kind, 'need.id': id, 'need.shared': shared };
  return new Map<string, unknown>([...Object.entries(params), ...Object.entries(own)]);
}
