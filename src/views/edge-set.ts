import type { DrawnEdge, EdgeKind } from './drawing.ts';

/** The edges of a drawing: several of one kind between the same ends are one, with all that each of them says. */
export class EdgeSet {
  readonly #edges = new Map<
    string,
    {
      readonly kind: EdgeKind;
      readonly labels: Set<string>[];
      readonly why: Set<string>;
      readonly from: string;
      readonly to: string;
    }
  >();

  /** Adds an edge. */
  add({ from, to, kind, label, why }: DrawnEdge): void {
    if (from === to) return;
    const key = `${kind}\0${from}\0${to}`;
    const known = this.#edges.get(key);
    if (known === undefined) {
      this.#edges.set(key, { from, to, kind, labels: label.map((line) => new Set([line])), why: new Set([why]) });
      return;
    }
    known.why.add(why);
    for (const [index, line] of label.entries()) {
      const words = known.labels[index];
      if (words === undefined) known.labels[index] = new Set([line]);
      else words.add(line);
    }
  }

  /** The edges between things that are drawn. Where a value is taken, that it is waited for is no edge of its own. */
  between(things: ReadonlySet<string>): readonly DrawnEdge[] {
    return [...this.#edges.values()]
      .filter(({ from, to, kind }) => {
        if (!things.has(from) || !things.has(to)) return false;
        return kind !== 'waits' || !this.#edges.has(`takes\0${from}\0${to}`);
      })
      .map(({ labels, why, ...edge }) => ({
        ...edge,
        label: labels.map((words) => shortList([...words])),
        why: [...why].join('\n'),
      }));
  }
}

/** Most words of one line of a label. */
const WORDS = 3;

function shortList(words: readonly string[]): string {
  // A way in which a value travels has commas of its own.
  const between = words.some((word) => word.includes(', ')) ? '; ' : ', ';
  const shown = words.slice(0, WORDS).join(between);
  return words.length > WORDS ? `${shown} +${words.length - WORDS}` : shown;
}
