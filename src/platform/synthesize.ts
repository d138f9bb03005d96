import type { IConstruct } from 'constructs';
import type { Coverage } from '../graph/check.ts';
import type { ResolvedGraph } from '../graph/graph.ts';
import { byFile, GRAPH_PATHS, GRAPH_VERSION, type GraphDocuments } from '../model/graph-document.ts';
import { compareProblems, type Problem } from '../model/problem.ts';
import type { Emission } from '../targets/shared/target.ts';
import type { FolderReport, OutputFile, WriteProgress } from '../write/output-file.ts';
import { checkFolder, writeFolder } from '../write/output-folder.ts';
import { yamlChunks } from '../write/yaml.ts';
import { type Departure, departures } from './departures.ts';
import { environmentProblems } from './environment.ts';
import { mergeDocuments } from './merge-documents.ts';
import { planOf } from './plan.ts';
import { readDocuments } from './read-documents.ts';
import { removalProblems } from './removals.ts';
import type { Stage } from './resolve.ts';
import { sourcesOf } from './sources.ts';
import { unwritableProblems } from './unwritable.ts';

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
  /** What runs on where it is delivered no more, since nothing outside development is deleted unasked. */
  readonly departures?: readonly Departure[] | undefined;
}

/** Resolves a platform, emits it for its target, and replaces the output folder. */
export function synthesize(platform: IConstruct, options: SynthesisOptions): Synthesis {
  const { outdir, schemas, environment, accept = [], onStage } = options;
  const { problems: refused, plan } = planOf(platform, { schemas, onStage });
  if (plan === undefined) return { problems: refused };
  const { graph, documents, coverage, emission } = plan;
  const before = readDocuments(outdir);
  const found = [
    ...environmentProblems(environment, graph),
    ...removalProblems(before, documents, { accept, environment }),
  ];
  if (found.length > 0) return { problems: found.sort(compareProblems), graph, documents, coverage };
  onStage?.('write');
  try {
    const beside = environment === undefined ? documents : mergeDocuments(before, documents, environment);
    const replace = options.check === true ? checkFolder : writeFolder;
    const report = replace(outdir, filesOf(emission, beside, graph), {
      only: environment === undefined ? undefined : (path) => path.startsWith(`${environment}/`) || isBeside(path),
      force: options.force,
      onProgress: options.onProgress,
    });
    const left = departures(before, documents, environment);
    return { problems: report.problems, graph, documents, coverage, report, departures: left };
  } catch (error) {
    const problems = unwritableProblems(graph);
    if (problems.length === 0) throw error;
    return { problems, graph, documents, coverage };
  }
}

/** Every file of the output: manifests as YAML, and the graph beside them. */
export function* filesOf(emission: Emission, documents: GraphDocuments, graph: ResolvedGraph): Iterable<OutputFile> {
  for (const { path, comment, documents: content } of emission.files) {
    yield { path, content: yamlChunks(content, comment.join('\n')) };
  }
  yield { path: GRAPH_PATHS.platform, content: json(documents.platform) };
  for (const [name, applications] of byFile(documents.applications)) {
    yield { path: GRAPH_PATHS.application(name), content: json({ version: GRAPH_VERSION, applications }) };
  }
  yield { path: GRAPH_PATHS.sources, content: json(sourcesOf(documents, graph)) };
}

/** Whether a path belongs to the graph that stands beside the manifests. */
function isBeside(path: string): boolean {
  return path.startsWith('.roadbed/');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}
