import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { type Problem, problem } from '../model/problem.ts';
import { draw } from '../views/draw.ts';
import type { Detail, Drawing } from '../views/drawing.ts';
import { GraphIndex } from '../views/graph-index.ts';
import { findSubject } from '../views/subject.ts';
import { dotOf, mermaidOf } from '../views/text-formats.ts';
import { printedJson, reserveStdout } from './output.ts';
import { printProblems } from './print-problems.ts';
import { addResolveOptions, type ProgramView, type ResolveOptions, resolveProgram } from './resolve-program.ts';

const FORMATS = ['mermaid', 'dot', 'svg', 'html', 'json'] as const;
const DETAILS = ['applications', 'constructs', 'objects'] as const satisfies readonly Detail[];

interface GraphOptions extends ResolveOptions {
  readonly format?: (typeof FORMATS)[number];
  readonly detail: Detail;
  readonly application?: string;
  readonly cluster?: string;
  readonly output?: string;
}

/** A drawing with what a page tells of each thing in it. */
interface Picture {
  readonly drawing: Drawing;
  readonly index: GraphIndex;
  readonly sources: Readonly<Record<string, string>>;
}

/** `roadbed graph`: draws the resolved graph. */
export function graphCommand(): Command {
  const command = new Command('graph')
    .description(
      'Draw what the program resolves to: applications with what stands in them, the values they take, what waits for what, which rules place them where, and who provisions what they need.',
    )
    .addOption(
      new Option('-f, --format <format>', 'how it is drawn (default: by the name of the file, else mermaid)').choices(
        FORMATS,
      ),
    )
    .addOption(new Option('-d, --detail <level>', 'how much is drawn').choices(DETAILS).default('constructs'))
    .addOption(
      new Option('--application <name>', 'draw this application and what it has to do with').conflicts('cluster'),
    )
    .addOption(new Option('--cluster <name>', 'draw what is on this cluster'))
    .option('-o, --output <file>', 'write to this file (default: standard output)');
  return addResolveOptions(command).action(graph);
}

async function graph(options: GraphOptions): Promise<void> {
  const print = reserveStdout();
  const { problems, value } = await resolveProgram(options, (view) => pictureOf(view, options));
  if (value === undefined) {
    if (options.json === true) print(printedJson({ version: 1, problems }));
    else printProblems(problems);
    process.exitCode = 1;
    return;
  }
  const text = await textOf(value, formatOf(options));
  if (options.output === undefined) {
    print(text);
    return;
  }
  const unwritten = write(options.output, text);
  if (unwritten === undefined) return;
  printProblems([unwritten]);
  process.exitCode = 1;
}

function write(file: string, text: string): Problem | undefined {
  try {
    writeFileSync(file, text);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return problem('RB935', { path: file, found: `the disk says ${JSON.stringify(error.message)}` });
  }
}

function formatOf({ format, json, output }: GraphOptions): (typeof FORMATS)[number] {
  if (json === true) return 'json';
  if (format !== undefined) return format;
  const ending = output?.slice(output.lastIndexOf('.') + 1).toLowerCase();
  if (ending === 'gv') return 'dot';
  return FORMATS.find((one) => one === ending) ?? 'mermaid';
}

async function textOf({ drawing, index, sources }: Picture, format: (typeof FORMATS)[number]): Promise<string> {
  if (format === 'json') return printedJson({ version: 1, problems: [], ...drawing });
  if (format === 'mermaid') return mermaidOf(drawing);
  if (format === 'dot') return dotOf(drawing);
  // Five megabytes, which nobody else needs.
  const { instance } = await import('@viz-js/viz');
  const graphviz = await instance();
  const { layoutInRows } = await import('../views/pack.ts');
  const laid = layoutInRows(drawing, (dot) => JSON.parse(graphviz.renderString(dot, { format: 'json0' })));
  if (format === 'svg') return (await import('../views/svg.ts')).svgOf(drawing, laid);
  const { pageOf } = await import('../views/page.ts');
  return pageOf(drawing, laid, index, sources);
}

function pictureOf({ documents, sources }: ProgramView, { detail, application, cluster }: GraphOptions) {
  const index = new GraphIndex(documents);
  const found = application === undefined ? undefined : applicationIn(index, application);
  if (found !== undefined && typeof found !== 'string') return { problems: [found] };
  const unknown = cluster === undefined ? undefined : clusterProblem(index, cluster);
  if (unknown !== undefined) return { problems: [unknown] };
  const value: Picture = { drawing: draw(index, sources, { detail, application: found, cluster }), index, sources };
  return { problems: [], value };
}

/** The path of the application that a word names, by any of its parts. */
function applicationIn(index: GraphIndex, word: string): string | Problem {
  const subject = findSubject(word, index);
  if ('code' in subject) return subject;
  const path = subject.kind === 'application' ? subject.parts[0]?.path : undefined;
  return (
    path ??
    problem('RB930', {
      path: '',
      found: `no application is called so, got "${word}"`,
      hint: namesOf([...index.parts.keys()]),
    })
  );
}

function clusterProblem(index: GraphIndex, word: string): Problem | undefined {
  const names = index.documents.platform.clusters.map(({ name }) => name);
  if (names.includes(word)) return undefined;
  return problem('RB930', { path: '', found: `no cluster is called so, got "${word}"`, hint: namesOf(names) });
}

function namesOf(names: readonly string[]): string {
  const shown = [...names].sort().slice(0, 8).join(', ');
  return `name one of ${shown}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;
}
