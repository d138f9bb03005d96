import type { GraphDocuments } from '../model/graph-document.ts';
import { objectId } from '../model/graph-document.ts';
import { isStatefulKind } from '../model/kinds.ts';
import { PATH_ANNOTATION, STATEFUL_ANNOTATION } from '../model/labels.ts';
import { kindKey } from '../model/manifest.ts';
import type { Difference } from './difference.ts';
import { clusterChanges, merged, type PlacedChange, withMoves } from './difference-summary.ts';
import { type FieldChange, fieldChanges } from './field-changes.ts';
import { push } from './graph-index.ts';
import { documentTexts, type Folder, folderOf, type NewFile, type StoredOutput } from './output-files.ts';
import { applicationChanges, clusterPairs, type FolderPair, Layout } from './output-layout.ts';

/** What is compared, and how. */
export interface Comparison {
  readonly old: StoredOutput;
  readonly oldDocuments: GraphDocuments | undefined;
  readonly files: Iterable<NewFile>;
  readonly documents: GraphDocuments;
  /** The environment that is compared, or undefined for all and what Argo CD itself reads. */
  readonly environment: string | undefined;
  /** Reads one document of YAML. */
  parse(text: string, path: string): unknown;
}

/**
 * Compares what stands with what would be written, object by object and not file by file: by identity on each cluster, whichever
 * file, variant or application the object is in. Files that are the same are not read as YAML, nor are documents that are the same.
 */
export function compareOutputs(comparison: Comparison): Difference {
  const { documents, oldDocuments, environment } = comparison;
  const before = new Layout(oldDocuments);
  const after = new Layout(documents);
  const trees = new Trees(comparison);
  const pairs = clusterPairs(trees.oldFolders, trees.newFolders, before, after).filter(inScope(environment));
  const changes = pairs.flatMap((pair) => trees.changes(pair));
  const objects = merged(withMoves(changes, (id, old, now) => trees.fieldsOf(id, old, now)));
  return {
    objects,
    applications: applicationChanges(before, after, environment),
    clusters: clusterChanges(objects, documents, oldDocuments),
    knownClusters: documents.platform.clusters.filter(
      (one) => environment === undefined || one.environment === environment,
    ).length,
    rewritten: trees.rewritten(pairs),
  };
}

function inScope(environment: string | undefined): (pair: FolderPair) => boolean {
  return ({ old, now }) => environment === undefined || (now ?? old)?.environment === environment;
}

/** An object in a file. */
interface Placed {
  readonly id: string;
  readonly object: unknown;
  readonly path: string;
  readonly stateful: boolean;
}

/** The old and the new tree, folder by folder; what is alike is never parsed. */
class Trees {
  readonly oldFolders = new Map<string, Folder>();
  readonly newFolders = new Map<string, Folder>();
  readonly #comparison: Comparison;
  readonly #oldFiles = new Map<string, string[]>();
  readonly #newFiles = new Map<string, NewFile[]>();
  readonly #oldObjects = new Map<string, ReadonlyMap<string, Placed>>();
  readonly #newObjects = new Map<string, ReadonlyMap<string, Placed>>();
  /** Files that differ in their text, by folder. */
  readonly #different = new Map<string, readonly string[]>();

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
    for (const path of comparison.old.paths) {
      const folder = folderOf(path);
      if (folder === undefined) continue;
      this.oldFolders.set(folder.path, folder);
      push(this.#oldFiles, folder.path, path);
    }
    for (const file of comparison.files) {
      const folder = folderOf(file.path);
      if (folder === undefined) continue;
      this.newFolders.set(folder.path, folder);
      push(this.#newFiles, folder.path, file);
    }
  }

  /** The objects that differ for the clusters of a pair of folders. */
  changes({ old, now, clusters }: FolderPair): readonly PlacedChange[] {
    const folder = now ?? old;
    if (folder === undefined) return [];
    const place = { application: folder.application, environment: folder.environment, folder: folder.path, clusters };
    const [before, after] =
      old !== undefined && old.path === now?.path
        ? this.#differing(old.path)
        : [this.#old(old?.path), this.#new(now?.path)];
    const changes: PlacedChange[] = [];
    for (const [id, { path, object, stateful }] of after) {
      const former = before.get(id);
      const fields = former === undefined ? [] : fieldChanges(former.object, object);
      if (former !== undefined && fields.length === 0) continue;
      changes.push({ change: former === undefined ? 'created' : 'changed', id, path, ...place, stateful, fields });
    }
    for (const [id, { path, stateful }] of before) {
      if (!after.has(id))
        changes.push({ change: 'deleted', id, path, ...place, folder: old?.path ?? '', stateful, fields: [] });
    }
    return changes;
  }

  /** Fields in which an object differs that goes from one folder to another. */
  fieldsOf(id: string, old: string, now: string): readonly FieldChange[] {
    const before = this.#old(old).get(id);
    const after = this.#new(now).get(id);
    return before === undefined || after === undefined ? [] : fieldChanges(before.object, after.object);
  }

  /** Files whose text differs and whose objects do not. */
  rewritten(pairs: readonly FolderPair[]): readonly string[] {
    const folders = new Set(
      pairs.flatMap(({ old, now }) => (old !== undefined && old.path === now?.path ? [old.path] : [])),
    );
    return [...folders]
      .flatMap((folder) => {
        const [before, after] = this.#differing(folder);
        const same =
          before.size === after.size &&
          [...after].every(([id, { object }]) => {
            const former = before.get(id);
            return former !== undefined && fieldChanges(former.object, object).length === 0;
          });
        return same ? (this.#different.get(folder) ?? []) : [];
      })
      .sort();
  }

  /** The objects of the documents that differ in their text within one folder, old and new. */
  #differing(folder: string): readonly [ReadonlyMap<string, Placed>, ReadonlyMap<string, Placed>] {
    const known = this.#oldObjects.get(`~${folder}`);
    const knownNew = this.#newObjects.get(`~${folder}`);
    if (known !== undefined && knownNew !== undefined) return [known, knownNew];
    const before = new Map<string, Placed>();
    const after = new Map<string, Placed>();
    const different: string[] = [];
    const rest = new Set(this.#oldFiles.get(folder));
    for (const file of this.#newFiles.get(folder) ?? []) {
      const old = rest.delete(file.path) ? this.#comparison.old.read(file.path) : undefined;
      const text = old === undefined ? undefined : file.text();
      if (old !== undefined && old === text) continue;
      different.push(file.path);
      const texts = text === undefined ? [] : documentTexts(text);
      const oldTexts = old === undefined ? [] : documentTexts(old);
      const [same, kept] = [new Set(texts), new Set(oldTexts)];
      for (const part of oldTexts) if (!same.has(part)) this.#parse(part, file.path, before);
      for (const [index, document] of file.documents.entries()) {
        if (texts.length === file.documents.length && kept.has(texts[index] ?? '')) continue;
        take(document, file.path, after);
      }
    }
    for (const path of rest) {
      different.push(path);
      for (const part of documentTexts(this.#comparison.old.read(path) ?? '')) this.#parse(part, path, before);
    }
    this.#oldObjects.set(`~${folder}`, before);
    this.#newObjects.set(`~${folder}`, after);
    this.#different.set(folder, different);
    return [before, after];
  }

  #old(folder: string | undefined): ReadonlyMap<string, Placed> {
    if (folder === undefined) return new Map();
    const known = this.#oldObjects.get(folder);
    if (known !== undefined) return known;
    const objects = new Map<string, Placed>();
    for (const path of this.#oldFiles.get(folder) ?? []) {
      for (const part of documentTexts(this.#comparison.old.read(path) ?? '')) this.#parse(part, path, objects);
    }
    this.#oldObjects.set(folder, objects);
    return objects;
  }

  #new(folder: string | undefined): ReadonlyMap<string, Placed> {
    if (folder === undefined) return new Map();
    const known = this.#newObjects.get(folder);
    if (known !== undefined) return known;
    const objects = new Map<string, Placed>();
    for (const { path, documents } of this.#newFiles.get(folder) ?? []) {
      for (const document of documents) take(document, path, objects);
    }
    this.#newObjects.set(folder, objects);
    return objects;
  }

  #parse(text: string, path: string, into: Map<string, Placed>): void {
    const document = this.#comparison.parse(text, path);
    if (document !== undefined && document !== null) take(document, path, into);
  }
}

/** Takes a document in by its identity; what is no object, such as the values of a Helm chart, is known by its file. */
function take(document: unknown, file: string, into: Map<string, Placed>): void {
  if (!isObject(document)) {
    const id = file.slice(file.lastIndexOf('/') + 1);
    into.set(id, { id, object: document, path: '', stateful: false });
    return;
  }
  const { metadata, apiVersion, kind } = document;
  const told = metadata.annotations?.[STATEFUL_ANNOTATION];
  const id = objectId({
    apiVersion,
    kind,
    name: metadata.name,
    ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
  });
  into.set(id, {
    id,
    object: document,
    path: metadata.annotations?.[PATH_ANNOTATION] ?? '',
    stateful: told === undefined ? isStatefulKind(kindKey(apiVersion, kind)) : told === 'true',
  });
}

/** An object as far as its identity goes. */
interface Identified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

function isObject(value: unknown): value is Identified {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('apiVersion' in value)) return false;
  if (typeof value.kind !== 'string' || typeof value.apiVersion !== 'string' || !('metadata' in value)) return false;
  const { metadata } = value;
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata && typeof metadata.name === 'string';
}
