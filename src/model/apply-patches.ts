import { JsonPatch } from 'cdk8s';
import { PREFIX } from './labels.ts';
import type { Manifest, Patch } from './manifest.ts';
import { type Problem, problem } from './problem.ts';
import { show } from './props.ts';
import { isRef } from './ref.ts';

/** Places of every object that make it the one it is. */
export const IDENTITY: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata.name', 'metadata.namespace']);

/** The result of the patches on one manifest. */
export interface Patched {
  readonly object: unknown;
  readonly by: readonly string[];
  readonly problems: readonly Problem[];
}

/** Kinds that the platform guards whole. */
const GUARDED_KINDS = new Set(['Namespace', 'NetworkPolicy', 'ResourceQuota', 'LimitRange', 'AppProject']);
/** Members of a pod that the platform guards. */
const GUARDED_MEMBERS = new Set([
  'securityContext',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'hostPath',
  'automountServiceAccountToken',
]);

/** Applies the patches whose selector matches, in order. A patch that does not apply, or changes what is guarded, is left out. */
export function applyPatches(
  manifest: Manifest,
  patches: readonly Patch[],
  used: Set<Patch>,
  guardedPlaces: ReadonlySet<string> = IDENTITY,
): Patched {
  let object: unknown = manifest;
  const by: string[] = [];
  const problems: Problem[] = [];
  for (const patch of patches) {
    if (!selects(patch, manifest)) continue;
    used.add(patch);
    const changed = change(object, patch, manifest, guardedPlaces);
    if ('code' in changed) problems.push(changed);
    else {
      object = changed.object;
      by.push(patch.by);
    }
  }
  return { object, by, problems };
}

function selects({ selector }: Patch, manifest: Manifest): boolean {
  const { apiVersion, kind, name } = selector;
  return (
    (apiVersion === undefined || apiVersion === manifest.apiVersion) &&
    (kind === undefined || kind === manifest.kind) &&
    (name === undefined || name === manifest.metadata.name)
  );
}

function change(
  object: unknown,
  patch: Patch,
  manifest: Manifest,
  places: ReadonlySet<string>,
): { readonly object: unknown } | Problem {
  const name = `${manifest.kind} "${manifest.metadata.name}"`;
  let changed: unknown;
  try {
    changed = 'merge' in patch.change ? merge(object, patch.change.merge) : operate(object, patch.change);
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    return problem('RB106', { path: patch.by, found: `the patch of ${name} fails: ${show(why)}` });
  }
  const refuse = (what: string) => problem('RB701', { path: patch.by, found: `the patch changes ${what}` });
  if (GUARDED_KINDS.has(manifest.kind)) return refuse(`the ${name}`);
  const place = firstGuardedDifference(object, changed, places);
  if (place !== undefined) return refuse(`${place} of the ${name}`);
  return { object: changed };
}

/**
 * JSON Patch (RFC 6902), on a copy, as operations change what they are given. The library takes away and replaces what is not there
 * without a word; here that is a fault, as the RFC has it.
 */
function operate(object: unknown, operations: readonly JsonPatch[]): unknown {
  // `structuredClone` would make objects of another realm under jest.
  let result: unknown = JSON.parse(JSON.stringify(object));
  for (const operation of operations) {
    const json: unknown = operation._toJson();
    for (const pointer of existingPlaces(json)) {
      if (!isThere(result, pointer)) throw new Error(`there is nothing at ${pointer}`);
    }
    result = JsonPatch.apply(result, operation);
  }
  return result;
}

/** Places that must be there before an operation. */
function existingPlaces(operation: unknown): readonly string[] {
  if (!isRecord(operation)) return [];
  const { op, path, from } = operation;
  const place = op === 'remove' || op === 'replace' ? path : from;
  return typeof place === 'string' ? [place] : [];
}

function isThere(object: unknown, pointer: string): boolean {
  let at = object;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = Reflect.get(at, key);
  }
  return true;
}

/** JSON Merge Patch (RFC 7396). A reference is a value, as its marker. */
function merge(target: unknown, patch: unknown): unknown {
  if (isRef(patch)) return patch.toString();
  if (!isRecord(patch)) return patch;
  if (!isPlain(patch)) throw new Error(`an instance of ${patch.constructor.name} is no value`);
  // Made of entries, so that a member called __proto__ is a member as any other.
  const result = new Map<string, unknown>(isRecord(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, merge(result.get(key), value));
  }
  return Object.fromEntries(result);
}

/** Whether an object is no instance of a class: its prototype is that of all objects, or none. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Words for the first guarded thing that differs: identity, Roadbed's own labels, or the security of pods. */
function firstGuardedDifference(before: unknown, after: unknown, places: ReadonlySet<string>): string | undefined {
  const old = guarded(before, places);
  const now = guarded(after, places);
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    if (old.get(key) !== now.get(key)) return `"${key}"`;
  }
  return undefined;
}

function guarded(object: unknown, places: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  const stack: { readonly value: unknown; readonly at: string }[] = [{ value: object, at: '' }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (typeof top.value !== 'object' || top.value === null) continue;
    for (const [key, value] of Object.entries(top.value)) {
      const at = top.at === '' ? key : `${top.at}.${key}`;
      if (places.has(at) || GUARDED_MEMBERS.has(key) || key.startsWith(PREFIX)) found.set(at, JSON.stringify(value));
      else stack.push({ value, at });
    }
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
