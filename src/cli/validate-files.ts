import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { compareProblems, compareText, type Problem, problem } from '../model/problem.ts';
import { type SchemaSummary, StoreChecker } from '../schema/checker.ts';
import { parseDocuments } from '../schema/documents.ts';
import { SchemaStore } from '../schema/store.ts';

/** What a check of files came to. */
export interface FilesCheck {
  readonly problems: readonly Problem[];
  readonly files: number;
  readonly summary: SchemaSummary;
}

interface FoundObject {
  readonly path: string;
  readonly object: Readonly<Record<string, unknown>>;
}

/** Checks the Kubernetes objects in files and folders against schemas; CustomResourceDefinitions among them count. */
export function validateFiles(sources: readonly string[], schemas: string): FilesCheck {
  const store = new SchemaStore(existsSync(schemas) ? { folder: schemas } : {});
  const checker = new StoreChecker(store);
  const problems: Problem[] = [];
  const files = sources.flatMap((source) => filesOf(source, problems));
  const objects = files.flatMap((file) => objectsOf(file, problems));
  for (const { path, object } of objects) if (object.kind === 'CustomResourceDefinition') store.addCrd(object, path);
  for (const { path, object } of objects) {
    const name = `${String(object.kind)} "${nameOf(object)}"`;
    for (const { code, path: field, found, hint } of checker.check(object).violations) {
      problems.push(problem(code, { path, prop: `${name} ${field}`.trim(), found, hint }));
    }
  }
  const all = [...problems, ...store.problems].sort(compareProblems);
  return { problems: all, files: files.length, summary: checker.summary() };
}

/** A file as it is named, or what a folder holds in YAML and JSON, in order. */
function filesOf(source: string, problems: Problem[]): readonly string[] {
  const stat = statSync(source, { throwIfNoEntry: false });
  if (stat === undefined) {
    problems.push(problem('RB910', { path: source, found: `there is no such file, got ${JSON.stringify(source)}` }));
    return [];
  }
  if (!stat.isDirectory()) return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name))
    .map((entry) =>
      join(source, relative(source, join(entry.parentPath, entry.name)))
        .split(sep)
        .join('/'),
    )
    .filter((path) => !path.includes('/.roadbed/') && !path.includes('/node_modules/'))
    .sort(compareText);
}

function objectsOf(path: string, problems: Problem[]): readonly FoundObject[] {
  const parsed = parseDocuments(readFileSync(path, 'utf8'));
  if ('fault' in parsed) {
    problems.push(problem('RB910', { path, found: parsed.fault }));
    return [];
  }
  return parsed.documents.flatMap((object) => {
    if (isKubernetesObject(object)) return [{ path, object }];
    problems.push(problem('RB910', { path, found: 'holds something without apiVersion and kind' }));
    return [];
  });
}

function isKubernetesObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'apiVersion' in value && 'kind' in value;
}

function nameOf({ metadata }: Readonly<Record<string, unknown>>): string {
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata ? String(metadata.name) : '';
}
