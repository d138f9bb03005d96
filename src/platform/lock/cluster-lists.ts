/** What two lists of clusters have in common, and what each has alone. */
export interface Overlap {
  readonly both: readonly string[];
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** Compares lists of clusters. Lists that are told once, by an environment or an application, are compared once. */
export class ClusterLists {
  readonly #known = new Map<readonly string[], Map<readonly string[], Overlap>>();

  overlap(left: readonly string[], right: readonly string[]): Overlap {
    if (left === right) return { both: left, left: [], right: [] };
    const rows = this.#known.get(left) ?? new Map<readonly string[], Overlap>();
    this.#known.set(left, rows);
    const found = rows.get(right) ?? overlapOf(left, right);
    rows.set(right, found);
    return found;
  }

  /** What a list has that none of the others has. */
  without(list: readonly string[], others: readonly (readonly string[])[]): readonly string[] {
    return others.reduce((rest, other) => (rest.length === 0 ? rest : this.overlap(rest, other).left), list);
  }
}

function overlapOf(left: readonly string[], right: readonly string[]): Overlap {
  const [ofLeft, ofRight] = [new Set(left), new Set(right)];
  return {
    both: left.filter((name) => ofRight.has(name)),
    left: left.filter((name) => !ofRight.has(name)),
    right: right.filter((name) => !ofLeft.has(name)),
  };
}
