/** The reason of an edge that only ties a group to its members. */
export const MEMBERSHIP = -1;

/** An edge without cost keeps both ends in one wave; a costly one puts its end in a later wave. */
export type Weight = 0 | 1;

const FIRST_CAPACITY = 1024;

/** Edges of a graph in typed columns, so that a million of them cost 12 MB and no object. */
export class EdgeList {
  #from = new Int32Array(FIRST_CAPACITY);
  #link = new Int32Array(FIRST_CAPACITY);
  #reason = new Int32Array(FIRST_CAPACITY);
  #count = 0;

  /** Adds an edge; parallel edges are kept. */
  add(from: number, to: number, weight: Weight, reason: number): void {
    if (this.#count === this.#from.length) this.#grow();
    this.#from[this.#count] = from;
    this.#link[this.#count] = to * 2 + weight;
    this.#reason[this.#count] = reason;
    this.#count++;
  }

  /** Vertex that each edge leaves. */
  get from(): Int32Array {
    return this.#from.subarray(0, this.#count);
  }

  /** Vertex that each edge enters, times two, plus its weight: one read in the inner loop instead of two. */
  get link(): Int32Array {
    return this.#link.subarray(0, this.#count);
  }

  /** Reason of each edge, or `MEMBERSHIP`. */
  get reason(): Int32Array {
    return this.#reason.subarray(0, this.#count);
  }

  #grow(): void {
    this.#from = doubled(this.#from);
    this.#link = doubled(this.#link);
    this.#reason = doubled(this.#reason);
  }
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
