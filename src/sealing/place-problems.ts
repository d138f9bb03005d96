import { type Problem, problem } from '../model/problem.ts';
import type { SealedFile } from './sealed-file.ts';

/** Where the values of a file are to be opened, and the prop that names the file. */
export interface OpeningPlace {
  /** Path of the construct. */
  readonly path: string;
  readonly prop: string;
  /** Name of the Secret. */
  readonly name: string;
  readonly namespace: string;
}

/** A value opens only in the place that it was sealed for, as far as its scope binds it. */
export function placeProblems(file: SealedFile, { path, prop, name, namespace }: OpeningPlace): readonly Problem[] {
  const problems: Problem[] = [];
  const compare = (what: string, sealed: string, own: string) => {
    if (sealed === own) return;
    const found = `${JSON.stringify(file.path)} is sealed for the ${what} ${JSON.stringify(sealed)}, and here it is ${JSON.stringify(own)}`;
    problems.push(problem('RB948', { path, prop, found }));
  };
  if (file.scope === 'strict') compare('name', file.name, name);
  if (file.scope !== 'cluster-wide') compare('namespace', file.namespace, namespace);
  return problems;
}
