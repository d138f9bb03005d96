import type { Problem } from '../model/problem.ts';

/** A file to be written. Large content is better given in chunks, which are asked for one by one and not kept. */
export interface OutputFile {
  /** Path in the output folder, segments divided by `/`. */
  readonly path: string;
  readonly content: string | Iterable<string>;
}

/** What is changed beside the default way of writing an output folder. */
export interface WriteOptions {
  /**
   * The part of the folder that is rewritten. Everything else stays as it is, byte for byte, and files offered for it are left out.
   * @default - the whole folder
   */
  readonly only?: ((path: string) => boolean) | undefined;
  /**
   * Whether files that a person edited, or that Roadbed did not write, are overwritten where a new file has the same path.
   * @default false
   */
  readonly force?: boolean | undefined;
  /** Called about ten times a second while files are compared and written. */
  readonly onProgress?: ((progress: WriteProgress) => void) | undefined;
}

/** How far the work has come. */
export interface WriteProgress {
  readonly files: number;
  readonly bytes: number;
}

/** How an output folder differs from the new files, and what was wrong. With any problem, nothing is written. */
export interface FolderReport {
  readonly problems: readonly Problem[];
  /** Paths of new files, in code unit order, as the next ones are. */
  readonly added: readonly string[];
  /** Paths of files with new content. */
  readonly changed: readonly string[];
  /** Paths of files that Roadbed wrote before and that are no more. */
  readonly removed: readonly string[];
  /** Count of files that were offered and stand there already; they keep their times. */
  readonly unchanged: number;
  /** Count of other files in the folder, which stay: not written by Roadbed, or outside the part that is rewritten. */
  readonly kept: number;
  /** Size in bytes of what is added and changed. */
  readonly bytes: number;
}
