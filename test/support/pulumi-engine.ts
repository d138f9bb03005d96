import { spawn } from 'node:child_process';
import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import { EngineService } from '@pulumi/pulumi/proto/engine_grpc_pb';
import * as engine from '@pulumi/pulumi/proto/engine_pb';
import * as language from '@pulumi/pulumi/proto/language_pb';
import { ResourceMonitorService } from '@pulumi/pulumi/proto/resource_grpc_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { root } from '../../scripts/source-files.ts';
import { Monitor, type RecordedInvoke, type Registration, unary } from './pulumi-monitor.ts';
import type { Plain } from './pulumi-values.ts';

/** What a run of a program came to, as the engine saw it. */
export interface EngineRun {
  /** Status of the process. */
  readonly status: number | null;
  /** Everything that was registered, in order of arrival, without the stack itself. */
  readonly registrations: readonly Registration[];
  readonly invokes: readonly RecordedInvoke[];
  /** What the program exports. */
  readonly outputs: Plain;
  /** Messages of errors that the SDK logged. */
  readonly errors: readonly string[];
  /** What the process wrote. */
  readonly text: string;
}

/** How a program is run. */
export interface EngineOptions {
  /** Whether nothing is made, so that what providers fill in is unknown. */
  readonly preview?: boolean;
  /** Configuration by its full key, such as `shop:kubeconfig-eu`. */
  readonly config?: Readonly<Record<string, string>>;
  /** Keys of the configuration that are secrets. */
  readonly secretConfig?: readonly string[];
  /** What a provider fills in, by type token; the name of the resource is given. */
  readonly state?: (type: string, name: string) => Readonly<Record<string, unknown>>;
  readonly stack?: string;
}

/** What came of a program, and what it wrote. */
interface Ended {
  readonly status: number | null;
  readonly text: string;
}

/** Where the engine is, and for what. */
interface EngineAddress {
  readonly address: string;
  readonly project: string;
  readonly stack: string;
}

/**
 * Runs a program as `pulumi preview` and `pulumi up` do: by the entry of Pulumi's own SDK in a process of its own, which talks to this
 * one as to the engine. Mocks would not show parents, dependencies or providers.
 */
export function runPulumi(program: string, options: EngineOptions = {}): Promise<EngineRun> {
  const { preview = false, config = {}, secretConfig = [] } = options;
  return withEngine(options, ({ address, project, stack }) => {
    const args = ['--monitor', address, '--engine', address, '--project', project, '--stack', stack];
    if (preview) args.push('--dry-run');
    const environment = {
      PULUMI_CONFIG: JSON.stringify(config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretConfig),
      PULUMI_NODEJS_TYPESCRIPT: 'false',
    };
    return run([...args, '--organization', 'acme', program], environment);
  });
}

/** Runs a program in this process, as Pulumi's Automation API does with an inline one: a process may run many. */
export function runInline(program: () => Promise<unknown>, options: EngineOptions = {}): Promise<EngineRun> {
  const { preview = false, config = {}, secretConfig = [] } = options;
  return withEngine(options, async ({ address, project, stack }) => {
    const request = new language.RunRequest();
    request.setProject(project);
    request.setStack(stack);
    request.setOrganization('acme');
    request.setMonitorAddress(address);
    request.setArgsList([address]);
    request.setDryrun(preview);
    request.setParallel(16);
    for (const [key, value] of Object.entries(config)) request.getConfigMap().set(key, value);
    request.setConfigsecretkeysList([...secretConfig]);
    const error = await new Promise<unknown>((resolve, reject) => {
      const answer = (_: unknown, response?: language.RunResponse) => resolve(response?.getError() ?? '');
      Promise.resolve(languageServer(program).run({ request }, answer)).catch(reject);
    });
    return { status: error === '' ? 0 : 1, text: String(error) };
  });
}

/** The part of Pulumi's SDK that runs inline programs, which has no types. */
function languageServer(program: () => Promise<unknown>): { run(call: object, answer: unknown): unknown } {
  const server: unknown = Reflect.get(Object(require('@pulumi/pulumi/automation/server')), 'LanguageServer');
  if (typeof server !== 'function') throw new Error('this SDK of Pulumi runs no inline programs');
  return Reflect.construct(server, [program]);
}

async function withEngine(options: EngineOptions, end: (engine: EngineAddress) => Promise<Ended>): Promise<EngineRun> {
  const { preview = false, stack = 'test' } = options;
  const project = 'shop';
  const monitor = new Monitor({ preview, project, stack, state: options.state ?? (() => ({})) });
  const errors: string[] = [];
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, monitor.service());
  server.addService(EngineService, engineService(errors));
  const port = await bind(server);
  try {
    const { status, text } = await end({ address: `127.0.0.1:${port}`, project, stack });
    const { registrations, invokes, outputs } = monitor;
    return { status, registrations, invokes, outputs, errors, text };
  } finally {
    server.forceShutdown();
  }
}

function bind(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}

function run(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ended> {
  const entry = require.resolve('@pulumi/pulumi/cmd/run');
  const child = spawn(process.execPath, ['-r', join(root, 'scripts/typescript-hook.cjs'), entry, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(String(chunk)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, text: chunks.join('') }));
  });
}

/** The part of the engine that takes messages. */
function engineService(errors: string[]): grpc.UntypedServiceImplementation {
  let urn = '';
  return {
    log: unary((request: engine.LogRequest) => {
      if (request.getSeverity() === engine.LogSeverity.ERROR) errors.push(request.getMessage());
      return new Empty();
    }),
    setRootResource: unary((request: engine.SetRootResourceRequest) => {
      urn = request.getUrn();
      return new engine.SetRootResourceResponse();
    }),
    getRootResource: unary(() => {
      const response = new engine.GetRootResourceResponse();
      response.setUrn(urn);
      return response;
    }),
    startDebugging: unary(() => new Empty()),
    requirePulumiVersion: unary(() => new engine.RequirePulumiVersionResponse()),
  };
}
