import { type Style, wrap } from './terminal.ts';

/** Lines of text for people, as they come: titles, and paragraphs whose further lines hang. */
export class TextPage {
  readonly lines: string[] = [];
  readonly style: Style;
  readonly width: number;

  constructor(style: Style, width: number) {
    this.style = style;
    this.width = width;
  }

  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  /** A title, apart from what stands above it. */
  title(text: string): void {
    if (this.lines.length > 0) this.lines.push('');
    this.lines.push(this.style.bold(this.style.cyan(text)));
  }

  /** A paragraph; its first line stands at `indent`, and the rest at `hang`. */
  say(text: string, indent: number, hang: number): void {
    const [first = '', ...rest] = wrap(text, this.width - hang);
    this.lines.push(' '.repeat(indent) + first);
    for (const line of rest) this.lines.push(' '.repeat(hang) + line);
  }
}
