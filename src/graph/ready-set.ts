import { at } from './ints.ts';

/**
 * A set of small integers that gives its smallest one, in 4 steps for a million.
 * A bit stands for each number, and a bit one level up for each word of bits that is not empty.
 */
export class ReadySet {
  readonly #levels: Int32Array[] = [];

  /** Makes an empty set for the numbers below `size`. */
  constructor(size: number) {
    let words = size;
    do {
      words = Math.max(1, Math.ceil(words / 32));
      this.#levels.push(new Int32Array(words));
    } while (words > 1);
  }

  /** Puts a number into the set. */
  add(value: number): void {
    let bit = value;
    for (const words of this.#levels) {
      const word = bit >>> 5;
      const before = at(words, word);
      words[word] = before | (1 << (bit & 31));
      if (before !== 0) return;
      bit = word;
    }
  }

  /** Takes the smallest number out of the set; -1 if it is empty. */
  take(): number {
    let value = 0;
    for (let level = this.#levels.length - 1; level >= 0; level--) {
      const word = at(this.#level(level), value);
      if (word === 0) return -1;
      value = value * 32 + 31 - Math.clz32(word & -word);
    }
    this.#remove(value);
    return value;
  }

  #remove(value: number): void {
    let bit = value;
    for (const words of this.#levels) {
      const word = bit >>> 5;
      const left = at(words, word) & ~(1 << (bit & 31));
      words[word] = left;
      if (left !== 0) return;
      bit = word;
    }
  }

  #level(index: number): Int32Array {
    const words = this.#levels[index];
    if (words === undefined) throw new Error(`no level ${index}`);
    return words;
  }
}
