import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Problem, problem, type Refused } from '../model/problem.ts';
import type { Sealed } from '../sealing/seal.ts';
import { mergedText, sealedManifest } from '../sealing/sealed-document.ts';
import { parseSealed, type SealedFile } from '../sealing/sealed-file.ts';
import { diskProblem, isDiskError } from '../write/disk-problem.ts';
import { toYaml } from '../write/yaml.ts';

/** Where a SealedSecret goes. */
export interface Target {
  /** The file; undefined for standard output. */
  readonly file?: string | undefined;
  /** What the file holds already, and its text, where values are added to it. */
  readonly into?: SealedFile | undefined;
  readonly text?: string | undefined;
}

/** Finds out where the SealedSecret goes, and refuses to write over anything else. */
export function targetOf(options: { readonly output?: string; readonly mergeInto?: string }): Target | Refused {
  const file = options.mergeInto ?? options.output;
  if (file === undefined || !existsSync(file)) return { file };
  const text = textOf(file);
  const there = text === undefined ? 'cannot be read' : parseSealed(text, file);
  if (typeof there === 'string') return { problems: [problem('RB950', { path: file, found: there })] };
  return options.mergeInto === undefined ? { file } : { file, into: there, text };
}

/** Writes the file in one step, so that a run that is killed leaves the old one or the new one. */
export function writeSealed({ file, text }: Target, sealed: Sealed): Problem | undefined {
  if (file === undefined) return undefined;
  const content = text === undefined ? toYaml(sealedManifest(sealed)) : mergedText(text, sealed);
  let draft: string | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const real = existsSync(file) ? realpathSync(file) : file;
    draft = join(dirname(real), `.${basename(real)}.${process.pid}`);
    writeFileSync(draft, content, { flag: 'wx' });
    renameSync(draft, real);
    return undefined;
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    if (!isDiskError(error)) throw error;
    const found =
      diskProblem(error, file) ?? problem('RB802', { path: file, found: `the disk refuses to write (${error.code})` });
    return { ...found, hint: 'give yourself the right to write there, or name another file' };
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
