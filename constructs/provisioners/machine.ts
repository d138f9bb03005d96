import { Size } from 'cdk8s';
import { kibibytes } from '../../src/model/fields.ts';

/** A kind of machine and the memory that it has for data. */
export interface Machine {
  readonly type: string;
  readonly memory: Size;
}

/** What is asked of a server of a database. */
export interface ServerSize {
  readonly memory: Size;
  readonly storage: Size;
  /** Servers, of which all but one stand by. */
  readonly instances?: number | undefined;
}

/** A machine of so many whole or half gibibytes. */
export function machine(type: string, gibibytes: number): Machine {
  return { type, memory: Size.mebibytes(gibibytes * 1024) };
}

/** The first machine, of a list that rises, with at least as much memory; the last where none has. */
export function smallest(machines: readonly Machine[], memory: Size): string {
  const fits = machines.find((candidate) => kibibytes(candidate.memory) >= kibibytes(memory));
  return (fits ?? machines.at(-1))?.type ?? '';
}
