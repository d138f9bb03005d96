import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/source-files.ts';
import { CommandProcess } from './command-process.ts';
import type { CommandRun } from './command-protocol.ts';

export type { CommandRun };

/** The built command. */
export const bin = join(root, 'lib/src/cli/main.js');

/** How a command is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What it reads from standard input. */
  readonly input?: string | Uint8Array;
  /** Whether permissions of files bind it, as they bind all but root. */
  readonly bound?: boolean;
}

/** Takes from root the right to write everywhere; from others there is nothing to take. */
const bind = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override', '--'] : [];

/** The variables of this process without those that are about colours and widths. */
const { FORCE_COLOR, NO_COLOR, COLUMNS, CI, ...plainEnvironment } = process.env;

const commands = new CommandProcess();
afterAll(() => commands.end());

/** A folder as a user has it, with Roadbed installed. */
export class UserFolder {
  readonly path: string;

  constructor(files: Readonly<Record<string, string>> = {}, packages: readonly string[] = []) {
    this.path = mkdtempSync(join(tmpdir(), 'roadbed-cli-'));
    this.#link('roadbed', root);
    for (const name of packages) this.#link(name, join(root, 'node_modules', name));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.path, path));
  }

  /** Runs `roadbed` in the folder, in the one process that runs all commands of these tests. */
  roadbed(args: readonly string[], options: RunOptions = {}): CommandRun {
    const { cwd = '.', env = {}, input = '', bound = false } = options;
    if (bound || env.NODE_OPTIONS !== undefined) return this.start(args, options);
    return commands.run({
      args,
      cwd: join(this.path, cwd),
      env: { ...plainEnvironment, ...env },
      input: Buffer.from(input).toString('base64'),
    });
  }

  /** Runs `roadbed` in the folder, in a process of its own. */
  start(args: readonly string[], { cwd = '.', env = {}, input = '', bound = false }: RunOptions = {}): CommandRun {
    const [program = '', ...rest] = [...(bound ? bind : []), process.execPath, bin, ...args];
    const { status, stdout, stderr } = spawnSync(program, rest, {
      cwd: join(this.path, cwd),
      env: { ...plainEnvironment, ...env },
      encoding: 'utf8',
      input,
    });
    return { status, stdout, stderr };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #link(name: string, target: string): void {
    const path = join(this.path, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  }
}

/** A platform of one service on two clusters; `more` stands before its last line. */
export function shopProgram(more = ''): string {
  return `import { Application, Cluster, DistributionRule, Platform, WebService } from 'roadbed';

const platform = new Platform({ repository: { url: 'https://github.com/acme/platform', path: 'dist' } });
Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443', tags: ['edge'] });
Cluster.existing(platform, 'eu', { environment: 'prod', server: 'https://eu.acme.example:6443', tags: ['edge'] });
const shop = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080 });
new DistributionRule(platform, 'shop-to-edges', { applications: ['shop'], clusters: ['edge'] });
${more}
platform.synth();
`;
}
