import type { Stage } from '../platform/resolve.ts';
import { count } from '../views/words.ts';

/** A run that is over sooner shows nothing; in milliseconds. */
const PATIENCE = 300;

/** Least time between two pictures, in milliseconds. */
const FRAME = 80;

/** What each step of a synthesis does, for people. */
const STEPS: Readonly<Record<Stage, string>> = {
  collect: 'reading the tree',
  place: 'placing applications',
  match: 'matching needs with provisioners',
  render: 'rendering',
  link: 'binding references',
  order: 'ordering',
  check: 'checking objects',
  write: 'writing',
};

/** One line on a terminal that says what long work is at; nothing where nobody looks. */
export class Progress {
  readonly #isShown: boolean;
  readonly #start = performance.now();
  #drawn = 0;

  constructor(wanted = true) {
    this.#isShown = wanted && process.stderr.isTTY === true && !process.env.CI && process.env.TERM !== 'dumb';
  }

  /** Says that a step of a synthesis begins. */
  step(stage: Stage): void {
    this.say(STEPS[stage]);
  }

  /** Says what is being done, and how much of it is. */
  say(what: string, many?: number, noun?: string): void {
    const now = performance.now();
    if (!this.#isShown || now - this.#start < PATIENCE || now - this.#drawn < FRAME) return;
    this.#drawn = now;
    const amount = many === undefined || noun === undefined ? '' : `: ${count(many, noun)}`;
    process.stderr.write(`\r\u001b[2K${what}${amount}`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#drawn > 0) process.stderr.write('\r\u001b[2K');
    this.#drawn = 0;
  }
}
