import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Built, buildEngine } from '../test/conformance/harness/build-engine.ts';
import { debianEngine } from '../test/conformance/harness/debian-engine.ts';
import {
  absentEngines,
  debianEngines,
  type Engine,
  engines,
  versionOf,
} from '../test/conformance/harness/engine-list.ts';
import { textAt } from '../test/conformance/harness/json.ts';
import type { NotRun } from './conformance-table.ts';
import { root } from './source-files.ts';

/** The engines of a run by their names, or the reasons why they are not there. */
export type Programs = Readonly<Record<string, Built>>;

/** Which engines a run is of. */
export interface EngineChoice {
  /** Whether group B is of it too. */
  readonly all: boolean;
  /** The names of those that alone are of it; without any the groups decide. */
  readonly names: readonly string[];
  /** Whether the run is against a cluster that is given, instead of an API server of its own. */
  readonly cluster: boolean;
}

/** The engines that a run is of, by their names, each with what fetches it. Nothing is made yet. */
export function chosenEngines(
  { all, names, cluster }: EngineChoice,
  signal: AbortSignal,
): ReadonlyMap<string, () => Promise<Built>> {
  const known = new Map<string, { readonly group: 'A' | 'B'; readonly fetch: () => Promise<Built> }>();
  for (const engine of engines) {
    const foreign = cluster && engine.ownServer === true;
    const fetch = foreign ? async () => notOfACluster(engine) : () => buildEngine(engine, signal);
    known.set(engine.name, { group: engine.group, fetch });
  }
  for (const engine of debianEngines) {
    known.set(engine.name, { group: engine.group, fetch: async () => debianEngine(engine) });
  }
  for (const { name, group, version, reason } of absentEngines) {
    known.set(name, { group, fetch: async () => ({ missing: reason, version }) });
  }
  known.set('cdk8s', { group: 'A', fetch: async () => installedCli() });
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`no engine is called "${unknown[0]}", but ${[...known.keys()].join(', ')}`);
  const chosen = [...known].filter(([name, { group }]) =>
    names.length > 0 ? names.includes(name) : all || group === 'A',
  );
  return new Map(chosen.map(([name, { fetch }]) => [name, fetch]));
}

function notOfACluster(engine: Engine): Built {
  return { missing: 'a cluster that is given has controllers and nodes of its own', version: versionOf(engine) };
}

/** Fetches the engines of a run one after the other, and tells of each when it is there. */
export async function fetchEngines(
  choice: EngineChoice,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<Programs> {
  const programs: Record<string, Built> = {};
  for (const [name, fetch] of chosenEngines(choice, signal)) {
    const built = await fetch();
    signal.throwIfAborted();
    programs[name] = built;
    tell(`${name.padEnd(26)} ${built.version.padEnd(9)} ${whatBecame(built)}`);
  }
  return programs;
}

/** The engines of a run that are not there. */
export function notRunOf(programs: Programs): readonly NotRun[] {
  return Object.entries(programs).flatMap(([engine, one]) =>
    'missing' in one ? [{ engine, version: one.version, why: one.missing }] : [],
  );
}

/** Status that a run ends with: nothing may have failed, and in CI nothing may be left out. */
export function statusOf(passed: boolean, notRun: readonly NotRun[], { CI }: NodeJS.ProcessEnv): 0 | 1 {
  return passed && (notRun.length === 0 || CI !== 'true') ? 0 : 1;
}

function whatBecame(built: Built): string {
  if ('missing' in built) return built.missing;
  return built.seconds === 0 ? 'there already' : `made in ${built.seconds.toFixed(0)} s`;
}

/** The cdk8s CLI, which the repository's own packages bring. */
function installedCli(): Built {
  const folder = join(root, 'node_modules/cdk8s-cli');
  const version = textAt(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')), 'version');
  return { path: join(folder, 'bin/cdk8s'), version, seconds: 0 };
}
