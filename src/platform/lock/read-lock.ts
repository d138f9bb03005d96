import * as z from 'zod';
import { LOCK_VERSION, type Lock } from '../../model/lock-document.ts';
import { member } from '../../model/member.ts';
import { placeText } from '../../model/place-text.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { isNewer } from './versions.ts';

/** How a lock is read. */
export interface LockReading {
  /** Path of the file, for people. */
  readonly path: string;
  /** Version of the Roadbed that reads. */
  readonly roadbed: string;
  /** The environment that is to be written, or undefined for all. */
  readonly environment?: string | undefined;
}

/** A lock, or what keeps it from being read. */
export type ReadLock =
  | { readonly lock: Lock | undefined; readonly problems: readonly [] }
  | { readonly lock: undefined; readonly problems: readonly Problem[] };

const names = z.array(z.string());
const need = z.object({
  type: z.string(),
  name: z.string(),
  class: z.string(),
  id: z.string().optional(),
  shared: z.enum(['cluster', 'environment', 'once']).optional(),
  provisioner: z.string(),
  version: z.string().optional(),
  params: z.record(z.string(), z.unknown()),
  clusters: names.optional(),
});
const application = z.object({
  namespace: z.string(),
  clusters: names.optional(),
  needs: z.record(z.string(), z.array(need)).optional(),
  data: z.record(z.string(), z.array(z.object({ object: z.string(), clusters: names.optional() }))).optional(),
});
const environment = z.object({
  roadbed: z.string(),
  revision: z.string().optional(),
  images: names,
  clusters: names,
  applications: z.record(z.string(), application),
});
const document = z.object({ version: z.literal(LOCK_VERSION), environments: z.record(z.string(), environment) });

/** Reads the text of a lock; without a text there is no lock yet. */
export function readLock(text: string | undefined, reading: LockReading): ReadLock {
  if (text === undefined) return { lock: undefined, problems: [] };
  const { path } = reading;
  const conflict = /^(?:<{7}|={7}|>{7})(?: .*)?$/m.exec(text);
  if (conflict !== null) {
    const line = text.slice(0, conflict.index).split('\n').length;
    return refused(problem('RB631', { path, found: `line ${line} is "${conflict[0]}"` }));
  }
  const content = parse(text);
  if (content === undefined) return refused(problem('RB630', { path, found: 'it is not JSON' }));
  const version = member(content, 'version');
  if (typeof version === 'number' && version > LOCK_VERSION) {
    return refused(
      problem('RB632', { path, found: `it has the form ${version}, and this Roadbed knows ${LOCK_VERSION}` }),
    );
  }
  const { error } = document.safeParse(content);
  const [issue] = error?.issues ?? [];
  if (issue !== undefined) {
    const prop = placeText(issue.path);
    return refused(
      problem('RB630', { path, prop: prop === '' ? undefined : prop, found: `it is damaged: ${issue.message}` }),
    );
  }
  // The parse boundary: checked right above, and kept as it is, so that what is not written anew keeps its bytes.
  const lock = content as Lock;
  const newer = newerProblems(lock, reading);
  return newer.length > 0 ? { lock: undefined, problems: newer } : { lock, problems: [] };
}

/** Parts of the lock that a newer Roadbed decided: this one might decide otherwise, and nobody would have asked for it. */
function newerProblems(lock: Lock, { path, roadbed, environment: only }: LockReading): readonly Problem[] {
  return Object.entries(lock.environments).flatMap(([name, part]) => {
    if ((only !== undefined && name !== only) || !isNewer(part.roadbed, roadbed)) return [];
    return [problem('RB632', { path, prop: name, found: `roadbed ${part.roadbed} wrote it, and this is ${roadbed}` })];
  });
}

function refused(one: Problem): ReadLock {
  return { lock: undefined, problems: [one] };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
