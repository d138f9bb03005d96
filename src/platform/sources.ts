import { relative, resolve } from 'node:path';
import type { ResolvedGraph } from '../graph/graph.ts';
import type { GraphDocuments } from '../model/graph-document.ts';

/** The line of the program behind each construct, as `file:line` relative to the folder of the run. */
export function sourcesOf(documents: GraphDocuments, graph: ResolvedGraph): Record<string, string> {
  const paths = new Set<string>();
  for (const { path, variants, matches } of documents.applications) {
    paths.add(path);
    // What is made on another cluster alone, or by another, has no object of its own.
    for (const { unit } of matches) paths.add(unit);
    for (const { objects } of variants) for (const object of objects) paths.add(object.path);
  }
  for (const { path } of [...documents.platform.clusters, ...documents.platform.rules]) paths.add(path);
  const lines: Record<string, string> = {};
  const files = new Map<string, string>();
  for (const path of [...paths].sort()) {
    const source = graph.source(path);
    if (source === undefined) continue;
    const file = files.get(source.file) ?? relative(process.cwd(), resolve(source.file)).replaceAll('\\', '/');
    files.set(source.file, file);
    lines[path] = `${file}:${source.line}`;
  }
  return lines;
}
