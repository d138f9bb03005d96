import type { WriteProgress } from './output-file.ts';

/** Time in milliseconds between two reports. */
const reportTime = 100;

/** Counts what is done and tells of it now and then. */
export class ProgressMeter {
  readonly #report: (progress: WriteProgress) => void;
  #files = 0;
  #bytes = 0;
  #reported = performance.now();

  constructor(report: (progress: WriteProgress) => void) {
    this.#report = report;
  }

  /** Counts one more file. */
  add(bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
    if (performance.now() - this.#reported < reportTime) return;
    this.#reported = performance.now();
    this.#report({ files: this.#files, bytes: this.#bytes });
  }
}
