import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isObject, type JsonObject, own } from './json.ts';
import { SchemaNode } from './node.ts';

/**
 * The schemas of the core kinds, which come with Roadbed (`core-schemas/`, one file a group and version).
 * Files are read when a kind of theirs is first asked for, so that a synthesis pays for what it uses.
 */
export class CoreSchemas {
  readonly #modules = new Map<string, JsonObject>();

  /** The node of a core kind, or undefined where Roadbed has none: alpha, beta and removed versions come from a cluster. */
  find(apiVersion: string, kind: string): SchemaNode | undefined {
    const slash = apiVersion.indexOf('/');
    const [group, version] =
      slash < 0 ? ['core', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
    // The core group has no name in `apiVersion`, and `meta` is no group at all.
    if ((slash >= 0 && group === 'core') || group === 'meta') return undefined;
    const schema = own(this.#module(`${group}.${version}`), kind);
    if (!isObject(schema) || !isObject(schema.properties)) return undefined;
    const { apiVersion: identity, metadata } = schema.properties;
    return identity === undefined || metadata === undefined
      ? undefined
      : new SchemaNode(schema, { resolve: this.resolve, ruled: false });
  }

  /** The definition that a `$ref` names, like `apps.v1.DeploymentSpec`. */
  readonly resolve = (reference: string): unknown => {
    const dot = reference.lastIndexOf('.');
    return own(this.#module(reference.slice(0, dot)), reference.slice(dot + 1));
  };

  #module(name: string): JsonObject {
    const known = this.#modules.get(name);
    if (known !== undefined) return known;
    const module = readModule(name);
    this.#modules.set(name, module);
    return module;
  }
}

function readModule(name: string): JsonObject {
  if (!/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/.test(name)) return {};
  const file = join(folder(), `${name}.json`);
  if (!existsSync(file)) return {};
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return isObject(content) ? content : {};
}

/** The folder beside the package's manifest: two levels up from the sources, three from the compiled form. */
function folder(): string {
  let root = __dirname;
  while (!existsSync(join(root, 'core-schemas'))) {
    const parent = dirname(root);
    if (parent === root) throw new Error('the folder core-schemas is missing from the package');
    root = parent;
  }
  return join(root, 'core-schemas');
}
