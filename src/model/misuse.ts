import { brand, hasBrand } from './brand.ts';

const MISUSE = brand('Misuse');

/**
 * A use of Roadbed by the code of a golden path, or of a program, after which there is nothing to go on with. It is thrown, and is the
 * fault of the line that called, not of Roadbed.
 */
export class Misuse extends Error {
  constructor(message: string) {
    super(message);
    Object.defineProperty(this, 'name', { value: 'Error' });
    Object.defineProperty(this, MISUSE, { value: true });
  }
}

/** Whether something that was thrown is a misuse, of this copy of the package or another. */
export function isMisuse(thrown: unknown): boolean {
  return hasBrand(thrown, MISUSE);
}
