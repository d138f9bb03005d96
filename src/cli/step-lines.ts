import type { Onlooker, Step, StepReport } from '../joining/steps.ts';
import { type Stream, type Style, styleOf, terminalWidth } from './terminal.ts';

/** Between two pictures of the step at work, in milliseconds. */
const FRAME = 120;
const FRAMES = ['|', '/', '-', '\\'] as const;

/** Between two lines about one step where nothing can be drawn over, in milliseconds. */
const REPEAT = 30_000;

/** Says on standard error which step is taken, what it waits for, and what came of it: on a terminal in one line that moves, else a line each. */
export class StepLines implements Onlooker {
  readonly #stream: Stream;
  readonly #style: Style;
  readonly #moves: boolean;
  #timer: NodeJS.Timeout | undefined;
  #start = 0;
  #title = '';
  #now = '';
  #said = '';
  #saidAt = 0;
  #frame = 0;

  constructor(
    stream: Stream = process.stderr,
    moves = stream.isTTY === true && !process.env.CI && process.env.TERM !== 'dumb',
  ) {
    this.#stream = stream;
    this.#style = styleOf(stream);
    this.#moves = moves;
  }

  begins({ title }: Step): void {
    this.#start = performance.now();
    this.#saidAt = this.#start;
    this.#title = title;
    this.#now = '';
    this.#said = '';
    if (!this.#moves) return;
    this.#draw();
    this.#timer = setInterval(() => this.#draw(), FRAME);
    this.#timer.unref();
  }

  says(_: Step, what: string): void {
    this.#now = what;
    if (this.#moves) return;
    // What stays the same is told again now and then, so that nobody takes a long wait for the end.
    const moment = performance.now();
    if (what === this.#said && moment - this.#saidAt < REPEAT) return;
    this.#said = what;
    this.#saidAt = moment;
    this.#stream.write(`wait  ${this.#title}: ${what}\n`);
  }

  ends({ state, title, note, seconds }: StepReport): void {
    if (this.#timer !== undefined) clearInterval(this.#timer);
    this.#timer = undefined;
    const { green, red, yellow, dim } = this.#style;
    const mark = state === 'done' ? green('done') : state === 'failed' ? red('fail') : yellow('stop');
    // What failed is told as a problem below.
    const rest = state === 'done' ? `${note === '' ? '' : `: ${note}`}` : '';
    const took = seconds < 1 ? '' : `  ${dim(`${seconds.toFixed(0)} s`)}`;
    this.#stream.write(`${this.#moves ? CLEAR : ''}${mark}  ${title}${rest}${took}\n`);
  }

  #draw(): void {
    const seconds = Math.floor((performance.now() - this.#start) / 1000);
    const frame = FRAMES[this.#frame++ % FRAMES.length] ?? '';
    const text = `${frame.padEnd(4)}  ${this.#title}${seconds < 2 ? '' : `  ${seconds} s`}${this.#now === '' ? '' : `  ${this.#now}`}`;
    const width = terminalWidth() - 1;
    this.#stream.write(`${CLEAR}${text.length > width ? `${text.slice(0, width - 3)}...` : text}`);
  }
}

const CLEAR = '\r\u001b[2K';
