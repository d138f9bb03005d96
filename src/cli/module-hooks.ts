import { existsSync, readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from './package.ts';
import { addSourceMap } from './source-maps.ts';
import { transpile } from './transpile.ts';

type Resolve = (request: string, parent: unknown, ...rest: unknown[]) => string;

/** Packages that a program is written with; where it has none of its own, it gets those of Roadbed. */
const shared = /^(cdk8s|constructs|zod)(\/|$)/;

const own = /^roadbed(\/|$)/;

/**
 * Lets the program's files in TypeScript be required, and lets its `roadbed` be the one that runs: with two copies there would be two
 * of every class. Node.js 20 has no other way than these two places of its module loader.
 */
export function installModuleHooks(): void {
  for (const extension of ['.ts', '.mts', '.cts']) {
    require.extensions[extension] = (module, file) => loadTypeScript(module, file);
  }
  const resolve: unknown = Reflect.get(Module, '_resolveFilename');
  if (!isResolve(resolve)) throw new Error(`Node.js ${process.version} resolves modules in a way that is not known`);
  Reflect.set(Module, '_resolveFilename', resolverAround(resolve));
}

/**
 * Loads a file as the main module of the process, so that `require.main === module` holds in it. A program in JavaScript may be an
 * ES module that waits at its top, which only `import` can load.
 */
export async function loadMain(file: string): Promise<void> {
  const load: unknown = Reflect.get(Module, '_load');
  if (typeof load !== 'function')
    throw new Error(`Node.js ${process.version} loads modules in a way that is not known`);
  try {
    load.call(Module, file, null, true);
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
  compile.call(module, code, file);
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
