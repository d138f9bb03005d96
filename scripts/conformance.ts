import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../test/conformance/harness/api-client.ts';
import { ControlPlane } from '../test/conformance/harness/control-plane.ts';
import { installCrds, upstreamCrds } from '../test/conformance/harness/crds.ts';
import { textAt } from '../test/conformance/harness/json.ts';
import {
  type RunState,
  readHeld,
  readLeftOut,
  readUnheld,
  runFolderVariable,
  stateFile,
} from '../test/conformance/harness/run-state.ts';
import { fetchEngines, notRunOf, type Programs, statusOf } from './conformance-engines.ts';
import { recorded, rowsText } from './conformance-table.ts';
import { root, tool } from './source-files.ts';

/** Words of this command; all others go to jest. `--engines=` names those that alone are of the run. */
const words = ['--all', '--record', '--cluster'];
const names = '--engines=';
const given = new Set(process.argv.slice(2).filter((word) => words.includes(word)));
const named = process.argv.slice(2).filter((word) => word.startsWith(names));
const jestArguments = process.argv.slice(2).filter((word) => !words.includes(word) && !word.startsWith(names));
const choice = {
  all: given.has('--all'),
  names: named.flatMap((word) => word.slice(names.length).split(',')),
  cluster: given.has('--cluster'),
};

/** Where the tables of what held stand. */
const page = join(root, 'docs/conformance.md');

/** Ends what runs when this process is told to end. */
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort());

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Starts a control plane of the run's own, where its programs are there. */
async function startControlPlane(folder: string, programs: Programs): Promise<ControlPlane | undefined> {
  const { etcd, 'kube-apiserver': server, kubectl } = programs;
  if (etcd === undefined || server === undefined || kubectl === undefined) return undefined;
  if ('missing' in etcd || 'missing' in server || 'missing' in kubectl) return undefined;
  const plane = new ControlPlane(folder, { etcd: etcd.path, 'kube-apiserver': server.path, kubectl: kubectl.path });
  try {
    await plane.start();
  } catch (error) {
    await plane.stop();
    throw error;
  }
  return plane;
}

/** The cluster that `--cluster` asks for: the one of the environment's KUBECONFIG. */
function givenCluster(): string | undefined {
  if (!given.has('--cluster')) return undefined;
  const { KUBECONFIG } = process.env;
  if (!KUBECONFIG) throw new Error('--cluster takes the cluster of KUBECONFIG, which is not set');
  return KUBECONFIG;
}

/** Installs the definitions of the reference, and asks the server for its version. */
async function prepare(folder: string, programs: Programs, kubeconfig: string): Promise<RunState> {
  const { kubectl } = programs;
  if (kubectl === undefined || 'missing' in kubectl) return { engines: programs };
  const client = await ApiClient.open(folder, kubectl.path, kubeconfig);
  try {
    const start = performance.now();
    const { body } = await client.send('GET', '/version');
    const crds = upstreamCrds();
    const refused = await installCrds(client, crds);
    const seconds = (performance.now() - start) / 1000;
    const built = programs['kube-apiserver'];
    const path = built === undefined || 'missing' in built ? kubeconfig : built.path;
    const server = { path, version: textAt(body, 'gitVersion'), seconds: 0 };
    return {
      engines: { ...programs, 'kube-apiserver': server },
      kubeconfig,
      own: !given.has('--cluster'),
      definitions: { count: crds.length, refused: [...refused], seconds },
    };
  } finally {
    await client.close();
  }
}

/** Runs the tests one file after the other: they share one API server. Gives the status of jest. */
function runTests(folder: string): Promise<number> {
  const args = ['--roots', join(root, 'test/conformance'), '--runInBand', ...jestArguments];
  const env = { ...process.env, ROADBED_CONFORMANCE: '1', [runFolderVariable]: folder };
  return new Promise((resolve) => {
    const jest = spawn(tool('jest'), args, { cwd: root, env, stdio: 'inherit', signal: stopped.signal });
    jest.on('error', () => resolve(1));
    jest.on('close', (status) => resolve(status ?? 1));
  });
}

/** Says what held and what was not run. In CI nothing may be left out. */
function report(folder: string, { engines: programs }: RunState, passed: boolean): number {
  const held = readHeld(folder);
  say(`\n${rowsText(held)}`);
  const notRun = [...notRunOf(programs), ...readLeftOut(folder)];
  for (const { engine, why } of notRun) say(`not run: ${engine}: ${why}`);
  if (given.has('--record') && passed) {
    const whole = jestArguments.length === 0 ? Object.keys(programs) : [];
    const date = new Date().toISOString().slice(0, 10);
    const result = { held, notRun, unheld: readUnheld(folder), date, whole };
    writeFileSync(page, recorded(readFileSync(page, 'utf8'), result));
  }
  return statusOf(passed, notRun, process.env);
}

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'roadbed-conformance-'));
  let plane: ControlPlane | undefined;
  try {
    const programs = await fetchEngines(choice, stopped.signal, say);
    const cluster = givenCluster();
    plane = cluster === undefined ? await startControlPlane(folder, programs) : undefined;
    const kubeconfig = cluster ?? plane?.kubeconfig;
    const state = kubeconfig === undefined ? { engines: programs } : await prepare(folder, programs, kubeconfig);
    stopped.signal.throwIfAborted();
    writeFileSync(stateFile(folder), JSON.stringify(state));
    const status = await runTests(folder);
    return report(folder, state, status === 0);
  } finally {
    await plane?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (stopped.signal.aborted ? 'stopped' : error.stack) : error}\n`);
    process.exitCode = 1;
  },
);
