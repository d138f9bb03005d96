import type { IConstruct } from 'constructs';
import type { Problem } from '../model/problem.ts';
import { type SourceLine, sourceOf } from '../model/source-line.ts';
import { count } from '../views/words.ts';
import { shownPath } from './stack.ts';
import { type Style, styleOf, terminalWidth, wrap } from './terminal.ts';

/** A problem with the line of the program that made its construct, where that is known. */
export interface PlacedProblem extends Problem {
  readonly source?: string;
}

/** Gives each problem the line of the program that made its construct, or the nearest one around it that is there. */
export function placeProblems(problems: readonly Problem[], root: IConstruct): readonly PlacedProblem[] {
  return problems.map((problem) => {
    const source = lineOf(root, problem.path);
    return source === undefined ? problem : { ...problem, source };
  });
}

function lineOf(root: IConstruct, path: string): string | undefined {
  let construct = root;
  let source: SourceLine | undefined;
  for (const id of path.split('/')) {
    const child = construct.node.tryFindChild(id);
    if (child === undefined) break;
    construct = child;
    source = sourceOf(child) ?? source;
  }
  return source === undefined ? undefined : `${shownPath(source.file)}:${source.line}`;
}

/** Width of a code and the space behind it, by which the rest of a problem is indented. */
const INDENT = 7;

/**
 * Prints problems for people on standard error, those of one construct together, and at the end how many there are and what
 * became of the output.
 */
export function printProblems(problems: readonly PlacedProblem[], outcome?: string): void {
  const style = styleOf(process.stderr);
  const width = terminalWidth() - INDENT;
  const groups = new Map<string, PlacedProblem[]>();
  for (const one of problems) {
    const group = groups.get(one.path);
    if (group === undefined) groups.set(one.path, [one]);
    else group.push(one);
  }
  const blocks = [...groups].map(([path, group]) => {
    const source = group[0]?.source;
    const head = `${style.bold(path || 'the platform')}${source === undefined ? '' : `  ${style.dim(source)}`}`;
    return [head, ...group.flatMap((one) => linesOf(one, width, style))].join('\n');
  });
  const total = `${count(problems.length, 'problem')}${outcome === undefined ? '' : `; ${outcome}`}`;
  process.stderr.write(`${[...blocks, style.red(style.bold(total))].join('\n\n')}\n`);
}

/** What is found below its first line is a stack or the frame of a compiler, and not broken into words. */
function linesOf({ code, prop, found, hint }: Problem, width: number, style: Style): readonly string[] {
  const [first = '', ...rest] = found.split('\n');
  const said = wrap(prop === undefined ? first : `${prop}: ${first}`, width);
  const lines = [...said, ...rest.map((line) => style.dim(line)), ...wrap(hint, width).map((line) => style.cyan(line))];
  return lines.map((line, index) => (index === 0 ? style.red(code.padEnd(INDENT)) : ' '.repeat(INDENT)) + line);
}
