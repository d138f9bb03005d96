import { existsSync } from 'node:fs';
import { relative, resolve as resolvePath } from 'node:path';
import type { IConstruct } from 'constructs';
import type { Coverage } from '../graph/check.ts';
import { documentsOf } from '../graph/document.ts';
import type { ResolvedGraph } from '../graph/graph.ts';
import { GRAPH_PATHS, type GraphDocuments } from '../model/graph-document.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import { StoreChecker } from '../schema/checker.ts';
import { SchemaStore } from '../schema/store.ts';
import { argocd } from '../targets/argocd/argocd.ts';
import type { Emission } from '../targets/shared/target.ts';
import type { FolderReport, OutputFile, WriteProgress } from '../write/output-file.ts';
import { checkFolder, writeFolder } from '../write/output-folder.ts';
import { yamlChunks } from '../write/yaml.ts';
import { readDocuments } from './read-documents.ts';
import { removalProblems } from './removals.ts';
import { resolve, type Stage } from './resolve.ts';

/** How a synthesis is done. */
export interface SynthesisOptions {
  /** Folder that the output is written to. */
  readonly outdir: string;
  /** Folder of schemas; it need not exist. */
  readonly schemas: string;
  /**
   * Environment whose folder alone is written.
   * @default - everything
   */
  readonly environment?: string | undefined;
  /**
   * Whether to compare with the output folder only, and write nothing.
   * @default false
   */
  readonly check?: boolean | undefined;
  /** Names of what may be removed: objects that hold data, and Applications. */
  readonly accept?: readonly string[] | undefined;
  /**
   * Whether files that a person changed in the output folder are overwritten.
   * @default false
   */
  readonly force?: boolean | undefined;
  readonly onStage?: ((stage: Stage) => void) | undefined;
  readonly onProgress?: ((progress: WriteProgress) => void) | undefined;
}

/** What a synthesis came to. With any problem nothing is written. */
export interface Synthesis {
  readonly problems: readonly Problem[];
  readonly graph?: ResolvedGraph | undefined;
  readonly documents?: GraphDocuments | undefined;
  readonly coverage?: Coverage | undefined;
  readonly report?: FolderReport | undefined;
}

/** Resolves a platform, emits it for its target, and replaces the output folder. */
export function synthesize(platform: IConstruct, options: SynthesisOptions): Synthesis {
  const { outdir, schemas, environment, accept = [], onStage } = options;
  const store = new SchemaStore(existsSync(schemas) ? { folder: schemas } : {});
  const checker = new StoreChecker(store);
  const schemaChecker = {
    check: (object: unknown) => checker.check(object),
    addCrd: (crd: unknown, path: string) => store.addCrd(crd, path),
  };
  const resolution = resolve(platform, { schemas: schemaChecker, onStage });
  if (resolution.graph === undefined) return { problems: sorted([...resolution.problems, ...store.problems]) };
  const { graph, coverage } = resolution;
  const documents = documentsOf(graph);
  const emission = argocd.emit(graph);
  const removals = removalProblems(readDocuments(outdir), documents, { accept, environment });
  const problems = sorted([...store.problems, ...emission.problems, ...removals]);
  if (problems.length > 0) return { problems, graph, documents, coverage };
  onStage?.('write');
  const replace = options.check === true ? checkFolder : writeFolder;
  const report = replace(outdir, filesOf(emission, documents, graph), {
    only: environment === undefined ? undefined : (path) => path.startsWith(`${environment}/`),
    force: options.force,
    onProgress: options.onProgress,
  });
  return { problems: report.problems, graph, documents, coverage, report };
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(compareProblems);
}

/** Every file of the output: manifests as YAML, and the graph beside them. */
function* filesOf(emission: Emission, documents: GraphDocuments, graph: ResolvedGraph): Iterable<OutputFile> {
  for (const { path, comment, documents: content } of emission.files) {
    yield { path, content: yamlChunks(content, comment.join('\n')) };
  }
  yield { path: GRAPH_PATHS.platform, content: json(documents.platform) };
  for (const application of documents.applications) {
    yield { path: GRAPH_PATHS.application(application.name), content: json(application) };
  }
  yield { path: GRAPH_PATHS.sources, content: json(sourcesOf(documents, graph)) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}

/** The line of the program behind each construct, relative to the folder of the run. */
function sourcesOf(documents: GraphDocuments, graph: ResolvedGraph): Record<string, string> {
  const paths = new Set<string>();
  for (const { path, variants } of documents.applications) {
    paths.add(path);
    for (const { objects } of variants) for (const object of objects) paths.add(object.path);
  }
  for (const { path } of [...documents.platform.clusters, ...documents.platform.rules]) paths.add(path);
  const lines: Record<string, string> = {};
  for (const path of [...paths].sort()) {
    const source = graph.source(path);
    if (source === undefined) continue;
    const file = relative(process.cwd(), resolvePath(source.file)).replaceAll('\\', '/');
    lines[path] = `${file}:${source.line}`;
  }
  return lines;
}
