import { createHash } from 'node:crypto';
import type { ApplicationDocument, GraphDocuments, SharedLists } from '../model/graph-document.ts';

/** Lists shorter than this stand where they are used: a reader of the file sees at once what it is about. */
const LONG = 50;

const NONE: readonly string[] = [];

/** A list of clusters that stands in the platform's document, as an application's file names it. */
export interface ListReference {
  readonly list: string;
}

/**
 * Writes each long list of clusters once. Two hundred applications on ten thousand clusters would else be two million names, all of them
 * said again in every application.
 */
export class ListWriter {
  readonly #keys = new Map<readonly unknown[], string>();
  readonly #lists = new Map<string, readonly unknown[]>();

  constructor({ applications }: GraphDocuments) {
    for (const { placements, variants, references, matches } of applications) {
      this.#add(placements);
      for (const { clusters = NONE } of references) this.#add(clusters);
      for (const { clusters } of variants) this.#add(clusters);
      for (const { clusters } of matches) this.#add(clusters);
    }
  }

  /** The lists by their keys, or undefined where there is none. */
  get lists(): SharedLists | undefined {
    if (this.#lists.size === 0) return undefined;
    return Object.fromEntries([...this.#lists].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** An application as its file has it. */
  compact(application: ApplicationDocument): object {
    const { placements, variants, references, matches } = application;
    return {
      ...application,
      placements: this.#listed(placements),
      references: references.map((one) =>
        one.clusters === undefined ? one : { ...one, clusters: this.#listed(one.clusters) },
      ),
      variants: variants.map((one) => ({ ...one, clusters: this.#listed(one.clusters) })),
      matches: matches.map((one) => ({ ...one, clusters: this.#listed(one.clusters) })),
    };
  }

  #add(list: readonly unknown[]): void {
    if (list.length < LONG || this.#keys.has(list)) return;
    const key = createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16);
    this.#keys.set(list, key);
    this.#lists.set(key, list);
  }

  #listed(list: readonly unknown[]): readonly unknown[] | ListReference {
    const key = this.#keys.get(list);
    return key === undefined ? list : { list: key };
  }
}

/** An application as it was before its long lists were written apart. */
export function expanded(application: ApplicationDocument, lists: SharedLists): ApplicationDocument {
  const whole = <T extends readonly unknown[]>(list: T): T => {
    if (!isReference(list)) return list;
    // The parse boundary: a list stands for what its place holds, as the file's version says.
    return (lists[list.list] ?? []) as unknown as T;
  };
  return {
    ...application,
    placements: whole(application.placements),
    references: application.references.map((one) =>
      one.clusters === undefined ? one : { ...one, clusters: whole(one.clusters) },
    ),
    variants: application.variants.map((one) => ({ ...one, clusters: whole(one.clusters) })),
    matches: application.matches.map((one) => ({ ...one, clusters: whole(one.clusters) })),
  };
}

function isReference(value: unknown): value is ListReference {
  return typeof value === 'object' && value !== null && 'list' in value && typeof value.list === 'string';
}
