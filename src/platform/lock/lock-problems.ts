import { listed } from '../../model/listed.ts';
import type { EnvironmentLock, Lock, NeedLock } from '../../model/lock-document.ts';
import { type Move, movedTo } from '../../model/moves.ts';
import { compareText, type Problem, problem } from '../../model/problem.ts';
import { EnvironmentIndex } from './environment-index.ts';
import { type Loss, migrationSteps } from './migration.ts';

/** What is held against what, and what may go. */
export interface LockGuard {
  readonly before: Lock | undefined;
  readonly after: ReadonlyMap<string, EnvironmentLock>;
  readonly moved: readonly Move[];
  /** Names that were accepted: paths of constructs, or objects as `Kind.group/namespace/name`. */
  readonly accept: readonly string[];
  /** The environment that is written, or undefined for all. */
  readonly environment: string | undefined;
}

/** What holds data by a lock, and would be somewhere else or nowhere: one problem for each construct and environment. */
export function lockProblems({ before, after, moved, accept, environment }: LockGuard): readonly Problem[] {
  const accepted = new Set(accept);
  const indices = new Map([...after].map(([name, lock]) => [name, new EnvironmentIndex(lock)] as const));
  const parts = Object.entries(before?.environments ?? {}).sort(([a], [b]) => compareText(a, b));
  return parts.flatMap(([name, former]) => {
    if (environment !== undefined && name !== environment) return [];
    const now = after.get(name);
    const [old, fresh] = [new EnvironmentIndex(former), indices.get(name) ?? new EnvironmentIndex(undefined)];
    return [...lossesIn(former, now, accepted)].map(([path, { objects, clusters }]) => {
      const type = old.need(path)?.type;
      const loss = sharedLossOf(path, old, fresh, indices) ?? lossOf(path, old, fresh, moved);
      const what = `${listed([...objects])} on ${listed([...clusters].sort(compareText))} in "${name}"`;
      return problem('RB633', { path, found: `${what} ${reason(loss)}`, hint: migrationSteps(loss, type) });
    });
  });
}

interface Lost {
  readonly objects: Set<string>;
  readonly clusters: Set<string>;
}

/** Objects that hold data and are not on their clusters any more, by the construct that made them. */
function lossesIn(
  before: EnvironmentLock,
  after: EnvironmentLock | undefined,
  accepted: ReadonlySet<string>,
): ReadonlyMap<string, Lost> {
  const places = placesOf(after);
  const losses = new Map<string, Lost>();
  for (const application of Object.values(before.applications)) {
    const around = application.clusters ?? before.clusters;
    for (const [path, objects] of Object.entries(application.data ?? {})) {
      if (accepted.has(path)) continue;
      for (const { object, clusters = around } of objects) {
        if (accepted.has(object)) continue;
        const gone = clusters.filter((cluster) => places.get(object)?.has(cluster) !== true);
        if (gone.length === 0) continue;
        const lost = losses.get(path) ?? { objects: new Set(), clusters: new Set() };
        losses.set(path, lost);
        lost.objects.add(object);
        for (const cluster of gone) lost.clusters.add(cluster);
      }
    }
  }
  return losses;
}

/** Clusters of each object that holds data. Lists that stand for a whole application are made a set once. */
function placesOf(lock: EnvironmentLock | undefined): ReadonlyMap<string, ReadonlySet<string>> {
  const sets = new Map<readonly string[], ReadonlySet<string>>();
  const places = new Map<string, ReadonlySet<string>>();
  for (const application of Object.values(lock?.applications ?? {})) {
    const around = application.clusters ?? lock?.clusters ?? [];
    for (const { object, clusters = around } of Object.values(application.data ?? {}).flat()) {
      const known = places.get(object);
      const own = sets.get(clusters) ?? new Set(clusters);
      sets.set(clusters, own);
      places.set(object, known === undefined ? own : new Set([...known, ...own]));
    }
  }
  return places;
}

/** What becomes of a resource that several share, where it is made on another cluster from now on, or for another one of them. */
function sharedLossOf(
  path: string,
  before: EnvironmentIndex,
  after: EnvironmentIndex,
  all: ReadonlyMap<string, EnvironmentIndex>,
): Loss | undefined {
  const need = before.need(path);
  const old = need === undefined ? undefined : before.sharing(path, need);
  if (need === undefined || old === undefined) return undefined;
  // What all clusters share may be made in another environment.
  const places = need.shared === 'once' ? [...all.values()] : [after];
  const [fresh] = places.flatMap((place) => place.sharing(path, need) ?? []);
  if (fresh === undefined || fresh.need.shared !== need.shared) return undefined;
  const to = fresh.clusters.filter((cluster) => !old.clusters.includes(cluster));
  if (need.shared !== undefined && to.length > 0)
    return { kind: 'home', path, owner: fresh.path, from: old.clusters, to };
  return fresh.path === path || after.need(path) !== undefined ? undefined : { kind: 'owner', path, owner: fresh.path };
}

function lossOf(path: string, before: EnvironmentIndex, after: EnvironmentIndex, moved: readonly Move[]): Loss {
  const now = movedTo(path, moved);
  const [old, fresh] = [before.need(path), after.need(now)];
  if (!after.knows(now)) {
    const to = old === undefined ? undefined : renamedTo(path, old, before, after);
    return to === undefined ? { kind: 'removed', path } : { kind: 'renamed', path, to };
  }
  if (old !== undefined && fresh !== undefined && old.provisioner !== fresh.provisioner) {
    return { kind: 'provisioner', path, before: old.provisioner, after: fresh.provisioner };
  }
  const isSame = before.objects(path).join() === after.objects(now).join();
  return { kind: isSame ? 'placement' : 'names', path };
}

function reason(loss: Loss): string {
  switch (loss.kind) {
    case 'renamed':
      return `would be made again, as "${loss.to}"`;
    case 'provisioner':
      return `would be made again, by ${loss.after} instead of ${loss.before}`;
    case 'home':
      return `would be made again on ${listed(loss.to)}, which would be its home${loss.owner === loss.path ? '' : `, for "${loss.owner}"`}`;
    case 'owner':
      return `would be made again, for "${loss.owner}", which asks for it too and comes first by its path`;
    case 'names':
      return 'would be made again, under another name';
    case 'placement':
      return 'would not be there any more, as the application leaves';
    case 'removed':
      return 'would vanish, and its data with it';
  }
}

/** The only new golden path of the application that needs the same type: most likely the old one under a new id. */
function renamedTo(path: string, { type }: NeedLock, before: EnvironmentIndex, after: EnvironmentIndex) {
  const fresh = after.needing(type, before.home(path) ?? '').filter((other) => before.need(other) === undefined);
  return fresh.length === 1 ? fresh[0] : undefined;
}
