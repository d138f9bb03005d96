import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { packageRoot } from '../platform/package.ts';
import { addSourceMap } from './source-maps.ts';
import { transpile } from './transpile.ts';

type Resolve = (request: string, parent: unknown, ...rest: unknown[]) => string;

/** Packages that a program is written with; where it has none of its own, it gets those of Roadbed. */
const shared = /^(cdk8s|constructs|zod)(\/|$)/;

const own = /^roadbed(\/|$)/;

let isInstalled = false;

/**
 * Lets the program's files in TypeScript be required, and lets its `roadbed` be the one that runs: with two copies there would be two
 * of every class. Node.js 20 has no other way than these two places of its module loader.
 */
export function installModuleHooks(): void {
  if (isInstalled) return;
  isInstalled = true;
  for (const extension of ['.ts', '.mts', '.cts']) {
    require.extensions[extension] = (module, file) => loadTypeScript(module, file);
  }
  const resolve: unknown = Reflect.get(Module, '_resolveFilename');
  if (!isResolve(resolve)) throw new Error(`Node.js ${process.version} resolves modules in a way that is not known`);
  Reflect.set(Module, '_resolveFilename', resolverAround(resolve));
}

/** The program's own file, and what it comes to where it has an `await` at its top. */
let main: { readonly file: string; ended?: unknown } | undefined;

/**
 * Loads a file as the main module of the process, so that `require.main === module` holds in it, and waits for what it waits for
 * at its top. A program in JavaScript may be an ES module that only `import` can load.
 */
export async function loadMain(file: string): Promise<void> {
  const load: unknown = Reflect.get(Module, '_load');
  if (typeof load !== 'function')
    throw new Error(`Node.js ${process.version} loads modules in a way that is not known`);
  main = { file };
  try {
    load.call(Module, file, null, true);
    await main.ended;
  } catch (error) {
    if (!isAboutModuleKind(error)) throw error;
    await import(pathToFileURL(file).href);
  }
}

function isAboutModuleKind(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return error.code === 'ERR_REQUIRE_ESM' || error.code === 'ERR_REQUIRE_ASYNC_MODULE';
}

function loadTypeScript(module: NodeJS.Module, file: string): void {
  if (file.includes('node_modules')) throw new Error(`${file}: a package must bring JavaScript`);
  const { code, map } = transpile(file, readFileSync(file, 'utf8'));
  addSourceMap(file, map);
  const compile: unknown = Reflect.get(module, '_compile');
  if (typeof compile !== 'function')
    throw new Error(`Node.js ${process.version} compiles modules in a way that is not known`);
  const fault = awaitFault(code, file);
  if (fault === undefined) compile.call(module, code, file, 'commonjs');
  else if (main?.file !== file) throw fault;
  // CommonJS has no `await` at its top, so the program becomes a function: on its first line, since the map counts lines.
  else main.ended = compile.call(module, `return (async () => {${code}\n})();`, file, 'commonjs');
}

/** What is wrong with a file that has an `await` at its top. */
function awaitFault(code: string, file: string): SyntaxError | undefined {
  if (!/\bawait\b/.test(code)) return undefined;
  try {
    new Script(`(() => {${code}\n})`, { filename: file });
    return undefined;
  } catch (error) {
    return error instanceof SyntaxError && /\bawait\b/.test(error.message) ? error : undefined;
  }
}

function resolverAround(resolve: Resolve): Resolve {
  const root = packageRoot();
  const anchor = new Module(join(root, 'package.json'));
  Object.assign(anchor, { filename: join(root, 'package.json'), paths: nodeModulesAbove(root) });
  /** Where else to look: programs name `./x.js` where they mean `./x.ts`, as the compiler wants it. */
  const insteadOf = (request: string, parent: unknown): readonly [string | undefined, unknown] => {
    if (shared.test(request)) return [request, anchor];
    const source = request.replace(/\.([cm]?)js$/, '.$1ts');
    return [/^\.{0,2}\//.test(request) && source !== request ? source : undefined, parent];
  };
  return function resolveFilename(request, parent, ...rest) {
    if (own.test(request)) return resolve.call(Module, request, anchor);
    try {
      return resolve.call(Module, request, parent, ...rest);
    } catch (error) {
      const [instead, from] = insteadOf(request, parent);
      if (instead === undefined || !isNotFound(error)) throw error;
      try {
        return resolve.call(Module, instead, from, ...rest);
      } catch {
        throw error;
      }
    }
  };
}

function nodeModulesAbove(folder: string): string[] {
  const paths: string[] = [];
  for (let above = folder; ; above = dirname(above)) {
    const packages = join(above, 'node_modules');
    if (existsSync(packages)) paths.push(packages);
    if (dirname(above) === above) return paths;
  }
}

function isResolve(value: unknown): value is Resolve {
  return typeof value === 'function';
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}
