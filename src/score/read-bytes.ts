import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 2 ** 16;

/**
 * The bytes of a file, or of a pipe, up to a limit; undefined where there are more, of which no more than that is read.
 * @throws the error of the file system
 */
export function readBytes(path: string, most: number): Uint8Array | undefined {
  const file = openSync(path, 'r');
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    while (length <= most) {
      const chunk = new Uint8Array(CHUNK);
      const count = readSync(file, chunk);
      if (count === 0) return Buffer.concat(chunks, length);
      chunks.push(chunk.subarray(0, count));
      length += count;
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}

/** A text in UTF-8, without the mark of its byte order; undefined where it is none. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
