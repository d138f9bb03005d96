import { findUnwritable, isPlainObject, maximumDepth } from './plain-data.ts';
import { lineScalar, literalBlock, numberScalar } from './yaml-scalar.ts';

/** Characters gathered before they are handed on. More costs time: a long text that was put together by `+=` is copied at its first use. */
const chunkSize = 1 << 20;

/** Longest key, as written, that readers take without the `?` sign before it. */
const simpleKeyLength = 1_000;

const indents: string[] = [''];

/**
 * Writes plain data as block-style YAML that every reader, 1.1 or 1.2, reads back as the same value, and hands it on
 * about a mebibyte at a time.
 *
 * @example
 * const chunks: string[] = [];
 * const writer = new YamlWriter((chunk) => chunks.push(chunk));
 * writer.comment('made by Roadbed');
 * writer.document({ kind: 'Namespace', apiVersion: 'v1', metadata: { name: 'shop' } });
 * writer.end();
 */
export class YamlWriter {
  readonly #sink: (chunk: string) => void;
  #out = '';
  #comments = '';
  #documents = 0;
  #root: unknown;

  constructor(sink: (chunk: string) => void) {
    this.#sink = sink;
  }

  /** Adds comment lines before the next document. */
  comment(text: string): void {
    for (const line of text.split(/\r\n|[\n\r\u0085\u2028\u2029]/)) {
      this.#comments += line === '' ? '#\n' : `# ${line.replace(notPrintable, escapeCharacter)}\n`;
    }
  }

  /**
   * Adds a document: text, a finite number, a boolean, null, a list or a plain object. Members that are undefined are left out.
   * @throws Error for anything else, with the keys that lead to it.
   */
  document(value: unknown): void {
    this.#root = value;
    this.#out += this.#documents === 0 ? this.#comments : `---\n${this.#comments}`;
    this.#comments = '';
    this.#documents += 1;
    if (Array.isArray(value) && value.length > 0) this.#list(value, 0, 0, false);
    else if (isFilled(value)) this.#map(value, 0, 0, false);
    else this.#out += `${typeof value === 'string' ? this.#line(value) : this.#atom(value)}\n`;
    this.#root = undefined;
    this.#flush(chunkSize);
  }

  /** Hands on what is left. */
  end(): void {
    this.#out += this.#comments;
    this.#comments = '';
    this.#flush(1);
  }

  #map(map: Readonly<Record<string, unknown>>, level: number, depth: number, inline: boolean): void {
    if (depth >= maximumDepth) this.#fail();
    const indent = indentOf(level);
    let lead = inline ? '' : indent;
    for (const key of Object.keys(map)) {
      const value = map[key];
      if (value === undefined) continue;
      const name = this.#line(key);
      if (name.length <= simpleKeyLength) {
        this.#out += `${lead}${name}:`;
        this.#member(value, level, depth);
      } else {
        this.#out += `${lead}? ${name}\n${indent}:`;
        this.#longMember(value, level, depth);
      }
      this.#flush(chunkSize);
      lead = indent;
    }
  }

  /** The value behind `key:`. A list stands at the key's own indent, as kubectl prints it. */
  #member(value: unknown, level: number, depth: number): void {
    if (typeof value === 'string') this.#out += ` ${this.#text(value, level + 1)}`;
    else if (typeof value !== 'object' || value === null) this.#out += ` ${this.#atom(value)}\n`;
    else if (Array.isArray(value) && value.length > 0) {
      this.#out += '\n';
      this.#list(value, level, depth + 1, false);
    } else if (isFilled(value)) {
      this.#out += '\n';
      this.#map(value, level + 1, depth + 1, false);
    } else this.#out += ` ${this.#atom(value)}\n`;
  }

  /** The value behind the `:` of an explicit key, where readers want a list to stand deeper. */
  #longMember(value: unknown, level: number, depth: number): void {
    if (Array.isArray(value) && value.length > 0) {
      this.#out += '\n';
      this.#list(value, level + 1, depth + 1, false);
    } else this.#member(value, level, depth);
  }

  #list(list: readonly unknown[], level: number, depth: number, inline: boolean): void {
    if (depth >= maximumDepth) this.#fail();
    const indent = indentOf(level);
    let lead = inline ? '- ' : `${indent}- `;
    for (const item of list) {
      this.#out += lead;
      if (typeof item === 'string') this.#out += this.#text(item, level + 1);
      else if (Array.isArray(item) && item.length > 0) this.#list(item, level + 1, depth + 1, true);
      else if (isFilled(item)) this.#map(item, level + 1, depth + 1, true);
      else this.#out += `${this.#atom(item)}\n`;
      this.#flush(chunkSize);
      lead = `${indent}- `;
    }
  }

  /** Text as a value, with the line feed that ends it. */
  #text(text: string, level: number): string {
    const block = text.includes('\n') ? literalBlock(text, indentOf(level)) : undefined;
    return block ?? `${this.#line(text)}\n`;
  }

  #line(text: string): string {
    return lineScalar(text) ?? this.#fail();
  }

  /** What needs no line of its own below: numbers, booleans, null, empty lists and objects without members. */
  #atom(value: unknown): string {
    if (typeof value === 'number') return Number.isFinite(value) ? numberScalar(value) : this.#fail();
    if (typeof value === 'boolean') return value ? 'true' : 'false';
    if (value === null) return 'null';
    if (typeof value !== 'object') return this.#fail();
    if (Array.isArray(value)) return '[]';
    return isPlainObject(value) ? '{}' : this.#fail();
  }

  #flush(least: number): void {
    if (this.#out.length < least) return;
    const chunk = this.#out;
    this.#out = '';
    this.#sink(chunk);
  }

  #fail(): never {
    const fault = findUnwritable(this.#root);
    throw new Error(`cannot write ${fault?.found} as YAML, at ${fault?.at || 'the top of the document'}`);
  }
}

/** Writes one document. Large data is better written in chunks, by a `YamlWriter` or `yamlChunks`. */
export function toYaml(value: unknown): string {
  let text = '';
  const writer = new YamlWriter((chunk) => {
    text += chunk;
  });
  writer.document(value);
  writer.end();
  return text;
}

/** Writes documents behind an optional header of comment lines, and gives the text in chunks of about a mebibyte as it is asked for. */
export function* yamlChunks(documents: Iterable<unknown>, header?: string): Generator<string, void, undefined> {
  let chunks: string[] = [];
  const writer = new YamlWriter((chunk) => chunks.push(chunk));
  if (header !== undefined) writer.comment(header);
  for (const document of documents) {
    writer.document(document);
    yield* chunks;
    chunks = [];
  }
  writer.end();
  yield* chunks;
}

/** What a comment cannot hold in YAML, or would end it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const notPrintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufffe\uffff]|\p{Surrogate}/gu;

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isFilled(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isPlainObject(value)) return false;
  for (const key of Object.keys(value)) if (value[key] !== undefined) return true;
  return false;
}

function indentOf(level: number): string {
  for (let next = indents.length; next <= level; next++) indents.push('  '.repeat(next));
  return indents[level] ?? '';
}
