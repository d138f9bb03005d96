/** How long each step of a run took. */
export class Timings {
  readonly #steps = new Map<string, number>();
  #step: string | undefined;
  #begun = 0;

  /** A step begins, and with it the former one ends. */
  begin(step: string): void {
    this.end();
    this.#step = step;
    this.#begun = performance.now();
  }

  /** The last step ends. */
  end(): void {
    if (this.#step === undefined) return;
    const before = this.#steps.get(this.#step) ?? 0;
    this.#steps.set(this.#step, before + performance.now() - this.#begun);
    this.#step = undefined;
  }

  /** Milliseconds since the process began. */
  get total(): number {
    return performance.now();
  }

  /** Milliseconds by step, with a tenth. */
  toJson(): Record<string, number> {
    return Object.fromEntries(
      [...this.#steps, ['total', this.total] as const].map(([step, time]) => [step, tenth(time)]),
    );
  }
}

function tenth(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
