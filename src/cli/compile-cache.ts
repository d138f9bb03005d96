import Module from 'node:module';
import { dirname, join, sep } from 'node:path';
import { Script } from 'node:vm';
import { packageRoot } from '../platform/package.ts';
import { cacheFolder } from './cache-folder.ts';
import { readModules, type StoredModules, stampOf, storeCompiled, storeModules } from './module-store.ts';
import { addJoinedFile } from './source-maps.ts';

/**
 * Loads the modules of Roadbed and its packages from one script that V8 compiled in an earlier run of the same command. Finding,
 * reading and compiling several hundred files one by one takes longer than a whole synthesis.
 */
export function enableCompileCache(command: string): void {
  const isWatched = process.execArgv.some((arg) => arg.startsWith('--inspect')) || process.env.NODE_V8_COVERAGE;
  const folder = isWatched || process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : cacheFolder(packageRoot());
  if (folder !== undefined)
    new ModuleLoader(join(folder, `${command}-${process.version}-${process.arch}${ownMark()}.bin`)).install();
}

/**
 * Checkouts may share one `node_modules` by a link. What V8 compiled keeps the name of its file for stacks, whoever reads it later: so
 * each checkout has files of its own.
 */
function ownMark(): string {
  const root = packageRoot();
  return root.includes(`${sep}node_modules${sep}`) ? '' : root.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(-120);
}

type ModuleFunction = (...values: readonly unknown[]) => unknown;
type Resolve = (request: string, parent: NodeJS.Module | undefined, ...rest: unknown[]) => string;

class ModuleLoader {
  readonly #file: string;
  readonly #stored: StoredModules | undefined;
  readonly #script: Script | undefined;
  #functions: readonly unknown[] = [];
  /** Files of which it is known whether they are as they were stored. */
  readonly #intact = new Map<string, boolean>();
  /** Files that were loaded in the ordinary way. */
  readonly #others: string[] = [];

  constructor(file: string) {
    this.#file = file;
    this.#stored = readModules(file);
    this.#script = this.#stored === undefined ? undefined : scriptOf(file, this.#stored);
  }

  install(): void {
    const resolve: unknown = Reflect.get(Module, '_resolveFilename');
    const load = require.extensions['.js'];
    if (!isResolve(resolve) || load === undefined) return;
    const list: unknown = this.#script?.runInThisContext();
    if (Array.isArray(list)) this.#functions = list;
    if (this.#stored !== undefined) addJoinedFile(this.#file, this.#stored.modules);
    const resolveNear: Resolve = (request, parent, ...rest) => {
      return this.#near(request, parent) ?? resolve.call(Module, request, parent, ...rest);
    };
    Reflect.set(Module, '_resolveFilename', resolveNear);
    require.extensions['.js'] = require.extensions['.cjs'] = (module, file) => {
      const run = this.#functionOf(file);
      if (run !== undefined) {
        run.call(module.exports, module.exports, requireOf(module, resolveNear), module, file, dirname(file));
        return;
      }
      if (isPackageFile(file)) this.#others.push(file);
      load(module, file);
    };
    process.once('exit', () => this.#keep());
  }

  /** A file that is required by a relative path, without a search where it is a stored one. */
  #near(request: string, parent: NodeJS.Module | undefined): string | undefined {
    if (!request.startsWith('.') || parent === undefined || !this.#isIntact(parent.filename)) return undefined;
    const path = join(dirname(parent.filename), request);
    return [path, `${path}.js`].find((file) => this.#isIntact(file));
  }

  #isIntact(file: string): boolean {
    const stored = this.#stored?.modules.get(file);
    if (stored === undefined) return false;
    const known = this.#intact.get(file);
    if (known !== undefined) return known;
    const isIntact = stampOf(file) === stored.stamp;
    this.#intact.set(file, isIntact);
    return isIntact;
  }

  #functionOf(file: string): ModuleFunction | undefined {
    const stored = this.#isIntact(file) ? this.#stored?.modules.get(file) : undefined;
    const body = stored === undefined ? undefined : this.#functions[stored.index];
    return isFunction(body) ? body : undefined;
  }

  /** Stores the modules of this run where some are new, and else what V8 has made of them by now. */
  #keep(): void {
    const fresh = this.#others.filter((file) => !this.#isIntact(file));
    if (fresh.length > 0) storeModules(this.#file, [...new Set([...(this.#stored?.modules.keys() ?? []), ...fresh])]);
    else if (this.#stored !== undefined && this.#script !== undefined && !this.#isCompiled()) {
      storeCompiled(this.#file, this.#stored, this.#script);
    }
  }

  /** V8 refuses what another version or other options of it made. */
  #isCompiled(): boolean {
    return this.#stored?.compiled !== undefined && this.#script?.cachedDataRejected !== true;
  }
}

function scriptOf(filename: string, { source, compiled }: StoredModules): Script | undefined {
  try {
    return new Script(source, compiled === undefined ? { filename } : { filename, cachedData: compiled });
  } catch {
    return undefined;
  }
}

/** Packages change only when they are installed; the user's own files are not worth storing. */
function isPackageFile(file: string): boolean {
  return file.startsWith(packageRoot() + sep) || file.includes(`${sep}node_modules${sep}`);
}

/** The `require` that Node.js gives a module. */
function requireOf(module: NodeJS.Module, resolve: Resolve): unknown {
  const { main, extensions, cache } = require;
  return Object.assign((id: string): unknown => module.require(id), {
    resolve: (request: string, options?: unknown) => resolve(request, module, false, options),
    main,
    extensions,
    cache,
  });
}

function isFunction(value: unknown): value is ModuleFunction {
  return typeof value === 'function';
}

function isResolve(value: unknown): value is Resolve {
  return typeof value === 'function';
}
