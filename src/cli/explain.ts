import { Command } from 'commander';
import { explain } from '../views/explain.ts';
import type { Explanation } from '../views/explanation.ts';
import { GraphIndex } from '../views/graph-index.ts';
import { findSubject } from '../views/subject.ts';
import { explanationText } from './explain-text.ts';
import { printedJson, reserveStdout } from './output.ts';
import { printProblems } from './print-problems.ts';
import { addResolveOptions, type ProgramView, type ResolveOptions, resolveProgram } from './resolve-program.ts';
import { styleOf, terminalWidth } from './terminal.ts';

/** `roadbed explain`: tells everything that is known of one thing. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description(
      'Tell where something comes from, why it is on its clusters, who provisions it and why nobody else does, which values it takes and gives, and what it waits for.',
    )
    .argument('<name>', 'path of a construct, an object as Kind/name, an application, a cluster or a rule');
  return addResolveOptions(command).action(explainName);
}

async function explainName(name: string, options: ResolveOptions): Promise<void> {
  const print = options.json === true ? reserveStdout() : undefined;
  const { problems, value } = await resolveProgram(options, (view) => explanationOf(name, view));
  if (print !== undefined) print(printedJson({ version: 1, problems, explanation: value ?? null }));
  else if (value === undefined) printProblems(problems);
  else process.stdout.write(explanationText(value, styleOf(process.stdout), terminalWidth()));
  if (problems.length > 0) process.exitCode = 1;
}

function explanationOf(name: string, { documents, sources }: ProgramView) {
  const index = new GraphIndex(documents);
  const subject = findSubject(name, index);
  if ('code' in subject) return { problems: [subject] };
  const value: Explanation = explain(subject, index, sources);
  return { problems: [], value };
}
