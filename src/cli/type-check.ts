import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';
import type { AppFile } from './app-file.ts';

/** Complaints that are shown; one wrong declaration has hundreds. */
const complaintLimit = 50;

/** What the compiler of the user's project says of the types of a program. */
export interface TypeCheck {
  /** Why types were not checked; undefined where they were. */
  readonly skipped: string | undefined;
  readonly problems: readonly Problem[];
}

/** How a program is compiled whose folder has no `tsconfig.json`. */
const defaults = ['--strict', '--target', 'es2022', '--module', 'node16', '--esModuleInterop', '--skipLibCheck'];

/** Checks the types of a program by the TypeScript that its project has installed, with the project's own settings. */
export async function checkTypes(app: AppFile): Promise<TypeCheck> {
  if (/\.[cm]?js$/.test(app.file)) return { skipped: 'the program is written in JavaScript', problems: [] };
  const compiler = findCompiler(app.file);
  if (compiler === undefined) return { skipped: 'typescript is not installed beside the program', problems: [] };
  const config = findConfig(dirname(app.file));
  const args = config === undefined ? [...defaults, app.file] : ['--project', config];
  const text = await run(compiler, [...args, '--noEmit', '--pretty', 'false'], dirname(app.file));
  return { skipped: undefined, problems: problemsOf(text, dirname(app.file)) };
}

function findCompiler(from: string): string | undefined {
  try {
    const manifest = createRequire(from).resolve('typescript/package.json');
    const bin = binOf(JSON.parse(readFileSync(manifest, 'utf8')));
    return bin === undefined ? undefined : join(dirname(manifest), bin);
  } catch {
    return undefined;
  }
}

function binOf(manifest: unknown): string | undefined {
  if (typeof manifest !== 'object' || manifest === null || !('bin' in manifest)) return undefined;
  const { bin } = manifest;
  if (typeof bin !== 'object' || bin === null || !('tsc' in bin)) return undefined;
  return typeof bin.tsc === 'string' ? bin.tsc : undefined;
}

function findConfig(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const config = join(folder, 'tsconfig.json');
    if (existsSync(config)) return config;
    if (dirname(folder) === folder) return undefined;
  }
}

function run(compiler: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** Reads what the compiler prints: `main.ts(3,7): error TS2322: ...`, with further lines that are indented. */
function problemsOf(text: string, folder: string): readonly Problem[] {
  const complaints: { readonly path: string; readonly lines: string[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, file, row, column, message = ''] = /^(?:(.+?)\((\d+),(\d+)\): )?error (TS\d+: .*)$/.exec(line) ?? [];
    if (message !== '') {
      const path =
        file === undefined ? 'tsconfig.json' : `${relative(process.cwd(), join(folder, file))}:${row}:${column}`;
      complaints.push({ path, lines: [message] });
    } else if (line.startsWith(' ')) complaints.at(-1)?.lines.push(line);
  }
  return complaints
    .slice(0, complaintLimit)
    .map(({ path, lines }) => problem('RB911', { path, found: lines.join('\n') }));
}
