/** A precompiled validator of the package: it leaves its findings on itself. */
interface Validator {
  (value: unknown): boolean;
  readonly errors:
    | readonly { readonly instancePath: string; readonly keyword: string; readonly params: object }[]
    | null;
}

/**
 * Asks a validator what it thinks of a value in one place. The validators hold facts that the declarations do not
 * (whole numbers, formats), in a form made to be run: so they are run, with values chosen to be refused.
 */
export class Probe {
  readonly #validate: Validator;

  constructor(file: string) {
    // Node requires ES modules by path since 20.19; the package exports no other way in.
    const { validate }: { readonly validate: Validator } = require(file);
    this.#validate = validate;
  }

  /** Whether the validator takes a value at a place (`/spec/0`) as far as its type goes. */
  accepts(value: unknown, place: string): boolean {
    return !this.#errors(value, place).some(({ keyword }) => keyword === 'type');
  }

  /** The format that a value at a place fails, if it fails one. */
  failedFormat(value: unknown, place: string): string | undefined {
    for (const { keyword, params } of this.#errors(value, place)) {
      if (keyword === 'format' && 'format' in params) return String(params.format);
    }
    return undefined;
  }

  #errors(value: unknown, place: string) {
    const keys = place.split('/').slice(1);
    const wrapped = keys.reduceRight<unknown>((inner, key) => (key === '0' ? [inner] : { [key]: inner }), value);
    this.#validate(wrapped);
    return (this.#validate.errors ?? []).filter((error) => error.instancePath === place);
  }
}
