import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../test/conformance/harness/api-client.ts';
import { type Built, buildEngine } from '../test/conformance/harness/build-engine.ts';
import { ControlPlane } from '../test/conformance/harness/control-plane.ts';
import { installCrds, upstreamCrds } from '../test/conformance/harness/crds.ts';
import { debianEngine } from '../test/conformance/harness/debian-engine.ts';
import { debianEngines, engines } from '../test/conformance/harness/engine-list.ts';
import { textAt } from '../test/conformance/harness/json.ts';
import { type RunState, readHeld, runFolderVariable, stateFile } from '../test/conformance/harness/run-state.ts';
import { recordTable, rowsText } from './conformance-table.ts';
import { root, tool } from './source-files.ts';

/** Words of this command; all others go to jest. */
const words = ['--all', '--record', '--cluster'];
const given = new Set(process.argv.slice(2).filter((word) => words.includes(word)));
const jestArguments = process.argv.slice(2).filter((word) => !words.includes(word));

/** Ends what runs when this process is told to end. */
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort());

type Programs = Readonly<Record<string, Built>>;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tell(name: string, built: Built): void {
  const seconds = 'missing' in built ? 0 : built.seconds;
  const took = 'missing' in built ? built.missing : seconds === 0 ? 'there already' : `made in ${seconds.toFixed(0)} s`;
  say(`${name.padEnd(26)} ${built.version.padEnd(9)} ${took}`);
}

async function build(): Promise<Programs> {
  const programs: Record<string, Built> = {};
  for (const engine of engines.filter(({ group }) => group === 'A' || given.has('--all'))) {
    const built = await buildEngine(engine, stopped.signal);
    stopped.signal.throwIfAborted();
    programs[engine.name] = built;
    tell(engine.name, built);
  }
  for (const engine of debianEngines) {
    const built = debianEngine(engine);
    programs[engine.name] = built;
    tell(engine.name, built);
  }
  programs.cdk8s = installedCli();
  return programs;
}

/** The cdk8s CLI, which the repository's own packages bring. */
function installedCli(): Built {
  const folder = join(root, 'node_modules/cdk8s-cli');
  const version = textAt(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')), 'version');
  return { path: join(folder, 'bin/cdk8s'), version, seconds: 0 };
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
    const server = { path: kubeconfig, version: textAt(body, 'gitVersion'), seconds: 0 };
    return {
      engines: { ...programs, 'kube-apiserver': server },
      kubeconfig,
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
  const missing = Object.entries(programs).flatMap(([name, one]) =>
    'missing' in one ? [`${name}: ${one.missing}`] : [],
  );
  for (const reason of missing) say(`not run: ${reason}`);
  if (given.has('--record') && passed && missing.length === 0) recordTable(held);
  return passed && (missing.length === 0 || process.env.CI !== 'true') ? 0 : 1;
}

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'roadbed-conformance-'));
  let plane: ControlPlane | undefined;
  try {
    const programs = await build();
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
