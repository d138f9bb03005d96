import { createHash, hash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';

/** What became of a file's content. */
interface StoredContent {
  /** Whether the old file has the same bytes, so that nothing was written. */
  readonly same: boolean;
  readonly digest: string;
  readonly bytes: number;
}

/** Where content is compared with, and where it goes. */
interface ContentPlaces {
  /** The file that stands there now. */
  readonly old: string | undefined;
  /** The file to write if the content is another one; undefined to compare only. */
  readonly target: string | undefined;
}

/**
 * Compares content with the old file, chunk by chunk, and writes the new file from the first difference on. So what did not
 * change is not written, and no more than a chunk is in memory, however large the file.
 */
export function storeContent(content: string | Iterable<string>, places: ContentPlaces): StoredContent {
  const chunks = (typeof content === 'string' ? [content] : content)[Symbol.iterator]();
  const first = chunks.next();
  const second = first.done === true ? first : chunks.next();
  // Nearly all files are one chunk, and new where a folder is made: then there is nothing to compare and little to do.
  if (second.done === true && places.old === undefined) {
    return storeNew(first.done === true ? '' : first.value, places.target);
  }
  const store = new ContentStore(places);
  try {
    for (const given of [first, second]) if (given.done !== true) store.take(Buffer.from(given.value));
    for (let next = chunks.next(); next.done !== true; next = chunks.next()) store.take(Buffer.from(next.value));
    return store.finish();
  } finally {
    store.close();
  }
}

function storeNew(text: string, target: string | undefined): StoredContent {
  const stored = { same: false, digest: hash('sha256', text), bytes: Buffer.byteLength(text) };
  if (target !== undefined) writeFileSync(target, text, writeNew);
  return stored;
}

const writeNew = { flag: 'wx' } as const;

class ContentStore {
  readonly #hash = createHash('sha256');
  readonly #target: string | undefined;
  readonly #old: number | undefined;
  #new: number | undefined;
  #same: boolean;
  #bytes = 0;

  constructor(places: ContentPlaces) {
    this.#target = places.target;
    this.#old = places.old === undefined ? undefined : openSync(places.old, 'r');
    this.#same = this.#old !== undefined;
    if (!this.#same) this.#begin();
  }

  take(chunk: Buffer): void {
    this.#hash.update(chunk);
    if (this.#same && !this.#oldHas(chunk)) this.#begin();
    if (this.#new !== undefined) writeAll(this.#new, chunk);
    this.#bytes += chunk.length;
  }

  finish(): StoredContent {
    if (this.#same && this.#old !== undefined && fstatSync(this.#old).size !== this.#bytes) this.#begin();
    return { same: this.#same, digest: this.#hash.digest('hex'), bytes: this.#bytes };
  }

  close(): void {
    if (this.#old !== undefined) closeSync(this.#old);
    if (this.#new !== undefined) closeSync(this.#new);
  }

  #oldHas(chunk: Buffer): boolean {
    return this.#old !== undefined && readAt(this.#old, this.#bytes, chunk.length).equals(chunk);
  }

  /** Begins the new file with what was the same as in the old one up to here. */
  #begin(): void {
    this.#same = false;
    if (this.#target === undefined) return;
    this.#new = openSync(this.#target, 'wx');
    for (let from = 0; from < this.#bytes && this.#old !== undefined; ) {
      const part = readAt(this.#old, from, Math.min(1 << 20, this.#bytes - from));
      writeAll(this.#new, part);
      from += part.length;
    }
  }
}

function readAt(file: number, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(file, buffer, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

/** A write may take less than it is given, as when the disk is nearly full. */
function writeAll(file: number, bytes: Buffer): void {
  for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from);
}
