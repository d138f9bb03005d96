import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from './api-client.ts';
import { appendHeld, appendLeftOut, type RunState, readState } from './run-state.ts';

/** What a test has of the engines that it asked for. */
export class Tools {
  readonly #state: RunState;
  #client: ApiClient | undefined;
  #folder: string | undefined;

  constructor(state: RunState) {
    this.#state = state;
  }

  /** Path of an engine's program. */
  program(name: string): string {
    const engine = this.#state.engines[name];
    if (engine === undefined || !('path' in engine)) throw new Error(`${name} was not asked for`);
    return engine.path;
  }

  /** The file by which clients reach the API server. */
  get kubeconfig(): string {
    if (this.#state.kubeconfig === undefined) throw new Error('kube-apiserver was not asked for');
    return this.#state.kubeconfig;
  }

  /** Whether the API server is of the run's own: then nothing but the tests writes to it. */
  get isOwnServer(): boolean {
    return this.#state.own === true;
  }

  /** What came of the CustomResourceDefinitions. */
  get definitions() {
    return this.#state.definitions ?? { count: 0, refused: [], seconds: 0 };
  }

  /** A connection to the API server. */
  get client(): ApiClient {
    if (this.#client === undefined) throw new Error('kube-apiserver was not asked for');
    return this.#client;
  }

  /** A folder that lasts as long as the tests of the file. */
  get folder(): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'roadbed-engines-'));
    return this.#folder;
  }

  /** Opens what tests need. */
  async open(): Promise<void> {
    if (this.#state.kubeconfig === undefined || !this.#has('kubectl')) return;
    this.#client = await ApiClient.open(this.folder, this.program('kubectl'), this.kubeconfig);
  }

  /** Closes it. */
  async close(): Promise<void> {
    await this.#client?.close();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  #has(name: string): boolean {
    return 'path' in (this.#state.engines[name] ?? {});
  }
}

/** What tests need beside engines. */
export interface Needs {
  /**
   * Whether the API server must be of the run's own, as they say themselves what its controllers would: what a cluster that is given has of these would say
   * otherwise. Where it is not, the run tells that this was left out.
   * @default - it may be any
   */
  readonly ownServer?: boolean;
}

/** The tests of what is held against engines; where one of them is not there, they are not run, and their title says why. */
export function withEngines(
  names: readonly string[],
  title: string,
  tests: (tools: Tools) => void,
  { ownServer = false }: Needs = {},
): void {
  const state = readState() ?? { engines: {} };
  const reasons = names.flatMap((name) => {
    const engine = state.engines[name];
    if (engine === undefined) return [`${name} is not of this run; npm run test:conformance starts it`];
    return 'missing' in engine ? [`${name}: ${engine.missing}`] : [];
  });
  const tools = new Tools(state);
  if (reasons.length === 0 && ownServer && !tools.isOwnServer) {
    const engine = names.at(-1) ?? '';
    reasons.push('a cluster that is given has controllers, which say themselves what is well');
    appendLeftOut({ engine, version: state.engines[engine]?.version ?? '', why: `${title}: ${reasons.join()}` });
  }
  if (reasons.length > 0) {
    describe.skip(`${title} (not run: ${reasons.join('; ')})`, () => tests(tools));
    return;
  }
  describe(title, () => {
    beforeAll(() => tools.open());
    tests(tools);
    // What the tests close themselves is closed before: hooks run in the order in which they are given.
    afterAll(() => tools.close());
  });
}

/**
 * A test that is a row of the table: what holds, and how many objects were held against the engine. It may take some seconds, 60 unless it
 * is said; what it took `before` the test is added to what it took.
 */
export function holds(engine: string, what: string, check: () => Promise<number>, seconds = 60, before = 0): void {
  test(
    what,
    async () => {
      const start = performance.now();
      const objects = await check();
      expect(objects).toBeGreaterThan(0);
      const version = readState()?.engines[engine]?.version ?? '';
      appendHeld({ engine, version, what, objects, seconds: before + (performance.now() - start) / 1000 });
    },
    seconds * 1000,
  );
}
