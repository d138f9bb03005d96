import { createHash } from 'node:crypto';
import type { Construct, IConstruct } from 'constructs';
import { brand, hasBrand } from './brand.ts';
import { Misuse } from './misuse.ts';
import type { OutputKind } from './resource-type.ts';

const REF = brand('Ref');
const OPEN = 'roadbedref';
const CLOSE = 'roadbedend';
const WHOLE = new RegExp(`${OPEN}[0-9a-f]{24}${CLOSE}`, 'g');
const TORN = new RegExp(`${OPEN}|${CLOSE}`, 'i');

/** What an output is besides its name. */
export interface OutputOptions<K extends OutputKind = OutputKind> {
  /**
   * What the value is for: who asks for a host takes no port.
   * @default 'string'
   */
  readonly kind?: K;
  /**
   * Whether the value must never stand in plain text.
   * @default false
   */
  readonly secret?: boolean;
}

/**
 * A value that one construct gives and another takes, such as `api.url`.
 *
 * In a text it prints as a marker of letters and digits, which survives template strings, URLs, host names and
 * lower-casing; the resolver replaces each marker, for each pair of producer and consumer.
 */
export class Ref<K extends OutputKind = OutputKind> {
  /** The construct that gives the value. */
  readonly producer: IConstruct;
  /** Name of the output, such as `url`. */
  readonly output: string;
  /** Whether the value must never stand in plain text. */
  readonly secret: boolean;
  /** What the value is for; `string` is any text. */
  readonly kind: K | 'string';
  readonly #table: Map<string, Ref>;
  #marker: string | undefined;

  constructor(producer: Construct, output: string, options: OutputOptions<K> = {}) {
    this.producer = producer;
    this.output = output;
    this.secret = options.secret ?? false;
    this.kind = options.kind ?? 'string';
    this.#table = markersOf(producer.node.root);
    Object.defineProperty(this, REF, { value: true });
  }

  /** Path of the producer and name of the output, for people: `shop/orders.url`. */
  get label(): string {
    return `${this.producer.node.path}.${this.output}`;
  }

  toString(): string {
    if (this.#marker === undefined) {
      const digest = createHash('sha256').update(`${this.producer.node.path}\0${this.output}`).digest('hex');
      this.#marker = `${OPEN}${digest.slice(0, 24)}${CLOSE}`;
      this.#table.set(this.#marker, this);
      labels.set(this.#marker, this.label);
    }
    return this.#marker;
  }

  toJSON(): string {
    return this.toString();
  }

  /** What cdk8s calls when it renders an object that holds this reference. */
  resolve(): string {
    return this.toString();
  }

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'number') {
      throw new Misuse(
        `${this.label} is a reference, not a number: its value is known only after synthesis; use it as text, or pass the object itself`,
      );
    }
    return this.toString();
  }
}

/** Whether the value is a reference, of this copy of the package or another. */
export function isRef(value: unknown): value is Ref {
  return hasBrand(value, REF);
}

const tables = new WeakMap<IConstruct, Map<string, Ref>>();
/** What markers stand for, of all trees: a reference that strays into another one is named in the problem. */
const labels = new Map<string, string>();

/** The references of a tree that have been printed, by their marker. */
export function markersOf(root: IConstruct): Map<string, Ref> {
  let table = tables.get(root);
  if (table === undefined) {
    table = new Map();
    tables.set(root, table);
  }
  return table;
}

/** Lets references within a tree be taken in another one, as what stands for other programs is taken in this one. */
export function shareMarkers(tree: IConstruct, root: IConstruct): void {
  tables.set(tree, markersOf(root));
}

/** Whether a text may hold a marker, whole or cut. It is asked of every string, so a plain search comes first. */
export function mayHoldMarker(text: string): boolean {
  if (text.length < CLOSE.length) return false;
  return (text.includes('oadbed') || text.includes('OADBED')) && TORN.test(text);
}

/** A text for people: whole markers as what they stand for. */
export function readable(text: string): string {
  return text.replace(WHOLE, (marker) => labels.get(marker) ?? 'a reference');
}

/** Splits a text at its markers: texts at even places, markers at odd ones. */
export function splitMarkers(text: string): readonly string[] {
  const parts: string[] = [];
  let last = 0;
  for (const match of text.matchAll(WHOLE)) {
    parts.push(text.slice(last, match.index), match[0]);
    last = match.index + match[0].length;
  }
  parts.push(text.slice(last));
  return parts;
}
