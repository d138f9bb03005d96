import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Problem, problem } from '../model/problem.ts';

/** Largest program that is loaded, in bytes; the largest that people write are a hundred times smaller. */
const sizeLimit = 16 * 2 ** 20;

const defaultApp = 'main.ts';
const programName = /\.[cm]?[jt]s$/;

/** Options of Node.js whose value is a file too, and not the program. */
const loaderOptions = new Set(['-r', '--require', '--import', '--loader', '--experimental-loader', '-p', '--project']);

/** The user's program: its absolute path, and the path as people see it. */
export interface AppFile {
  readonly file: string;
  readonly shown: string;
}

/** Finds the program: the file that was named, else the one that the `app` of `cdk8s.yaml` runs, else `main.ts`. */
export function findApp(named: string | undefined): AppFile | Problem {
  const shown = named ?? appOfConfig();
  return typeof shown === 'string' ? checkApp(shown) : shown;
}

function appOfConfig(): string | Problem {
  if (!statSync('cdk8s.yaml', { throwIfNoEntry: false })?.isFile()) return defaultApp;
  const command = readCommand('cdk8s.yaml');
  if (command === undefined) return defaultApp;
  const file = fileOfCommand(command);
  if (file !== undefined) return sourceOf(file);
  if (existsSync(defaultApp)) return defaultApp;
  return problem('RB905', {
    path: 'cdk8s.yaml',
    prop: 'app',
    found: `names no program, got ${JSON.stringify(command)}`,
  });
}

function readCommand(file: string): string | undefined {
  // Required here: a program that is named by --app needs no YAML.
  const { parseDocument }: typeof import('yaml') = require('yaml');
  const config: unknown = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'error' }).toJS();
  if (typeof config !== 'object' || config === null || !('app' in config)) return undefined;
  return typeof config.app === 'string' ? config.app : undefined;
}

/** The program that a command line runs: `npx ts-node main.ts` runs `main.ts`, `node -r ./hook.cjs app/main.ts` runs `app/main.ts`. */
export function fileOfCommand(command: string): string | undefined {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  return words.find((word, index) => programName.test(word) && !loaderOptions.has(words[index - 1] ?? ''));
}

/** A compiled program is read from its source where that stands beside it: the compiled form may be an old one. */
function sourceOf(file: string): string {
  const source = file.replace(/\.([cm]?)js$/, '.$1ts');
  return existsSync(source) ? source : file;
}

function checkApp(shown: string): AppFile | Problem {
  const file = resolve(shown);
  const stat = statSync(file, { throwIfNoEntry: false });
  const refuse = (found: string, hint?: string) => problem('RB904', { path: shown, found, hint });
  if (stat === undefined) return refuse(`there is no such file, got ${JSON.stringify(shown)}`, hintFor(file));
  if (stat.isDirectory()) return refuse(`a folder, got ${JSON.stringify(shown)}`, hintFor(join(file, defaultApp)));
  if (!programName.test(file)) return refuse(`not a program in TypeScript or JavaScript, got ${JSON.stringify(shown)}`);
  if (stat.size > sizeLimit) return refuse(`has ${stat.size} bytes, of which at most ${sizeLimit} are read`);
  return { file, shown };
}

function hintFor(file: string): string | undefined {
  const near = [file, join(dirname(file), defaultApp), join(dirname(file), 'src', defaultApp)].find((one) =>
    existsSync(one),
  );
  return near === undefined ? undefined : `name ${relative(process.cwd(), near)} by --app`;
}
