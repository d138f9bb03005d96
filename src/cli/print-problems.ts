import type { IConstruct } from 'constructs';
import type { Problem } from '../model/problem.ts';
import { sourceOf } from '../model/source-line.ts';
import { count } from './count.ts';
import { shownPath } from './stack.ts';
import { type Style, styleOf, terminalWidth, wrap } from './terminal.ts';

/** How problems are printed. */
export interface ProblemPrinting {
  /**
   * The tree whose constructs the problems belong to: with it, each says the line of the program.
   * @default - no lines
   */
  readonly root?: IConstruct | undefined;
  /**
   * What became of the output.
   * @default - nothing is said
   */
  readonly outcome?: string | undefined;
}

/** Width of the code and the space behind it, by which the rest of a problem is indented. */
const INDENT = 7;

/** Prints problems for people on standard error: those of one construct together, and at the end how many there are. */
export function printProblems(problems: readonly Problem[], { root, outcome }: ProblemPrinting = {}): void {
  const style = styleOf(process.stderr);
  const width = terminalWidth() - INDENT;
  const paths = new Map<string, Problem[]>();
  for (const one of problems) paths.set(one.path, [...(paths.get(one.path) ?? []), one]);
  const blocks = [...paths].map(([path, group]) => {
    const line = root === undefined ? undefined : lineOf(root, path);
    const head = `${style.bold(path === '' ? 'the platform' : path)}${line === undefined ? '' : `  ${style.dim(line)}`}`;
    return [head, ...group.flatMap((one) => linesOf(one, width, style))].join('\n');
  });
  const total = `${count(problems.length, 'problem')}${outcome === undefined ? '' : `; ${outcome}`}`;
  process.stderr.write(`${[...blocks, style.red(style.bold(total))].join('\n\n')}\n`);
}

/** A problem of several lines holds a stack or the frame of a compiler below its first one: that is not broken into words. */
function linesOf({ code, prop, found, hint }: Problem, width: number, style: Style): readonly string[] {
  const [first = '', ...rest] = found.split('\n');
  const said = wrap(prop === undefined ? first : `${prop}: ${first}`, width);
  const lines = [...said, ...rest.map((line) => style.dim(line)), ...wrap(hint, width).map((line) => style.cyan(line))];
  return lines.map((line, index) => (index === 0 ? style.red(code.padEnd(INDENT)) : ' '.repeat(INDENT)) + line);
}

/** The line of the program that made a construct, or the nearest one around it that is there. */
function lineOf(root: IConstruct, path: string): string | undefined {
  let construct = root;
  for (const id of path.split('/')) {
    const child = construct.node.tryFindChild(id);
    if (child === undefined) break;
    construct = child;
  }
  const source = construct === root ? undefined : sourceOf(construct);
  return source === undefined ? undefined : `${shownPath(source.file)}:${source.line}`;
}
