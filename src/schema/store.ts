import type { Problem } from '../model/problem.ts';
import { holdsRules } from './cel-rules.ts';
import { CoreSchemas } from './core.ts';
import { SchemaFolder } from './folder.ts';
import { schemasOfCrd } from './import.ts';
import { own } from './json.ts';
import type { KindSchema } from './kind-schema.ts';
import { SchemaNode } from './node.ts';

/** Where the schemas of a platform come from. */
export interface SchemaSources {
  /** The folder that `roadbed schemas add` fills. */
  readonly folder?: string | undefined;
}

/**
 * Finds the schema of a kind: among the CustomResourceDefinitions that the platform itself installs, then in the folder of schemas,
 * then among the core kinds. Only the kinds that are asked for are read, each once.
 */
export class SchemaStore {
  readonly #core = new CoreSchemas();
  readonly #folder: SchemaFolder | undefined;
  readonly #added = new Map<string, KindSchema>();
  readonly #nodes = new Map<string, SchemaNode | undefined>();
  readonly #problems: Problem[] = [];

  constructor(sources: SchemaSources = {}) {
    this.#folder = sources.folder === undefined ? undefined : new SchemaFolder(sources.folder);
  }

  /** What was wrong with the sources, as far as they were read. */
  get problems(): readonly Problem[] {
    return [...this.#problems, ...(this.#folder?.problems ?? [])];
  }

  /** Takes the schemas of a CustomResourceDefinition that is part of the platform's own output; `path` is that of its construct. */
  addCrd(crd: unknown, path: string): void {
    const { schemas, problems } = schemasOfCrd(crd, path);
    this.#problems.push(...problems);
    for (const schema of schemas) {
      const key = `${schema.apiVersion} ${schema.kind}`;
      this.#added.set(key, schema);
      this.#nodes.delete(key);
    }
  }

  /** The root of a kind's schema, or undefined where no source has one. */
  find(apiVersion: string, kind: string): SchemaNode | undefined {
    const key = `${apiVersion} ${kind}`;
    const known = this.#nodes.get(key);
    if (known !== undefined || this.#nodes.has(key)) return known;
    const schema = this.#added.get(key) ?? this.#folder?.find(apiVersion, kind);
    const node = schema === undefined ? this.#core.find(apiVersion, kind) : this.#root(schema);
    this.#nodes.set(key, node);
    return node;
  }

  #root({ schema, definitions = {} }: KindSchema): SchemaNode {
    const resolve = (name: string) => own(definitions, name) ?? this.#core.resolve(name);
    return new SchemaNode(schema, { resolve, ruled: holdsRules(schema) || holdsRules(definitions) }, true);
  }
}
