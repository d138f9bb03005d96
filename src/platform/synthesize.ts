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
import { decide, type LockOptions, type LockReport } from './lock/decide.ts';
import { mergeDocuments } from './merge-documents.ts';
import { type Plan, planOf } from './plan.ts';
import { readDocuments } from './read-documents.ts';
import { removalProblems } from './removals.ts';
import type { Stage } from './resolve.ts';
import { ListWriter } from './shared-lists.ts';
import { sourcesOf } from './sources.ts';
import type { TargetName } from './targets.ts';
import { unwritableProblems } from './unwritable.ts';

/** How a synthesis is done. */
export interface SynthesisOptions {
  /** Folder that the output is written to. */
  readonly outdir: string;
  /** Folder of schemas; it need not exist. */
  readonly schemas: string;
  /**
   * What the output is for.
   * @default 'argocd'
   */
  readonly target?: TargetName | undefined;
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
  /**
   * The lock, which is committed beside the program.
   * @default - none is read or written
   */
  readonly lock?: LockOptions | undefined;
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
  /** What became of the lock. */
  readonly lock?: LockReport | undefined;
}

/** Resolves a platform, emits it for its target, replaces the output folder, and then writes the lock. */
export function synthesize(platform: IConstruct, options: SynthesisOptions): Synthesis {
  const { outdir, schemas, target, environment, accept = [], onStage } = options;
  const { problems: refused, plan } = planOf(platform, { schemas, target, onStage });
  if (plan === undefined) return { problems: refused };
  const { graph, documents, coverage } = plan;
  const before = readDocuments(outdir);
  const lock = options.lock === undefined ? undefined : decide(graph, { ...options.lock, accept, environment });
  const locked = lock?.problems ?? [];
  const told = new Set(locked.map(({ path }) => path));
  const found = [
    ...environmentProblems(environment, graph),
    ...locked,
    // What the lock says of the same construct says more.
    ...removalProblems(before, documents, { accept, environment }).filter(({ path }) => !told.has(path)),
  ];
  if (found.length > 0) return { problems: found.sort(compareProblems), graph, documents, coverage };
  onStage?.('write');
  const written = writeOutput(plan, before, options);
  const settled = written.problems.length > 0 ? undefined : lock?.settle(options.check === true);
  const problems = [...written.problems, ...(settled?.problems ?? [])];
  return { ...written, problems, graph, documents, coverage, lock: settled?.report };
}

function writeOutput(
  { graph, documents, emission }: Plan,
  before: GraphDocuments | undefined,
  { outdir, environment, check, force, onProgress }: SynthesisOptions,
): Pick<Synthesis, 'problems' | 'report' | 'departures'> {
  try {
    const beside = environment === undefined ? documents : mergeDocuments(before, documents, environment);
    const replace = check === true ? checkFolder : writeFolder;
    const report = replace(outdir, filesOf(emission, beside, graph), {
      only: environment === undefined ? undefined : (path) => path.startsWith(`${environment}/`) || isBeside(path),
      force,
      onProgress,
    });
    return { problems: report.problems, report, departures: departures(before, documents, environment) };
  } catch (error) {
    const problems = unwritableProblems(graph);
    if (problems.length === 0) throw error;
    return { problems };
  }
}

/** Every file of the output: manifests as YAML, and the graph beside them. */
export function* filesOf(emission: Emission, documents: GraphDocuments, graph: ResolvedGraph): Iterable<OutputFile> {
  for (const { path, comment, documents: content } of emission.files) {
    yield { path, content: yamlChunks(content, comment.join('\n')) };
  }
  const writer = new ListWriter(documents);
  yield { path: GRAPH_PATHS.platform, content: json({ ...documents.platform, lists: writer.lists }) };
  for (const [name, applications] of byFile(documents.applications)) {
    const compact = applications.map((one) => writer.compact(one));
    yield { path: GRAPH_PATHS.application(name), content: json({ version: GRAPH_VERSION, applications: compact }) };
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
