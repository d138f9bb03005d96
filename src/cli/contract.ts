import { Command } from 'commander';
import { CONTRACT_NAME } from '../model/contract-document.ts';
import { contractOf } from '../platform/contract-of.ts';
import { packageVersion } from '../platform/package.ts';
import { count } from '../views/words.ts';
import { printedJson, reserveStdout } from './output.ts';
import { printProblems } from './print-problems.ts';
import { addResolveOptions, type ResolveOptions, resolveProgram } from './resolve-program.ts';
import { writeWhole } from './written-file.ts';

interface ContractOptions extends ResolveOptions {
  readonly to: string;
}

/** `roadbed contract`: writes what programs of teams build on. */
export function contractCommand(): Command {
  const command = new Command('contract')
    .description(
      'Write what the programs of teams need to make their applications alone: clusters, policies, provisioners.',
    )
    .option('--to <file>', 'file to write', CONTRACT_NAME);
  return addResolveOptions(command).action(contract);
}

async function contract(options: ContractOptions): Promise<void> {
  const print = options.json === true ? reserveStdout() : undefined;
  const { problems: refused, value } = await resolveProgram(options, ({ graph }) => ({
    problems: [],
    value: contractOf(graph, packageVersion()),
  }));
  const problems = value === undefined ? refused : [...refused, ...writeWhole(options.to, printedJson(value))];
  if (problems.length > 0) process.exitCode = 1;
  if (print !== undefined) print(printedJson({ version: 1, problems, contract: value ?? null }));
  else if (problems.length > 0 || value === undefined) printProblems(problems, 'nothing was written');
  else process.stdout.write(`${options.to}  ${count(value.applications.length, 'application')} of other programs\n`);
}
