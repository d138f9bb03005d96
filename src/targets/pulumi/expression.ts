/** A value that is known when Pulumi runs: of a resource by its name, or of the stack's configuration by its key. */
export interface Access {
  readonly from: 'resource' | 'config';
  readonly name: string;
  /** The way from there, such as `address`, or `subnets` and `0`. */
  readonly path: readonly (string | number)[];
}

/** A text that holds such values, or one alone. It is a class, so that no data of a user is taken for one. */
export class Interpolation {
  /** Texts and values, in their order. */
  readonly parts: readonly (string | Access)[];

  constructor(parts: readonly (string | Access)[]) {
    this.parts = parts;
  }

  /** The value, where it stands alone and so keeps its type. */
  get only(): Access | undefined {
    const [first] = this.parts;
    return this.parts.length === 1 && typeof first === 'object' ? first : undefined;
  }
}

/** The JSON of data that holds such values: it is written when they are known, whatever characters are in them. */
export class JsonText {
  readonly data: Readonly<Record<string, unknown>>;

  constructor(data: Readonly<Record<string, unknown>>) {
    this.data = data;
  }
}

const EXPRESSION = /\$\$|\$\{([^}]*)\}/g;
const STEP = /\.?([^.[\]"]+)|\[(\d+)\]|\["([^"]+)"\]/y;

/**
 * Reads a text as Pulumi YAML does: `${name.path[0]}` is a value of a resource, `$$` is one `$`.
 *
 * @returns the text, or the interpolation, or undefined where what stands between the braces is no path
 */
export function parseText(text: string): string | Interpolation | undefined {
  if (!text.includes('$')) return text;
  const parts: (string | Access)[] = [];
  let literal = '';
  let last = 0;
  for (const match of text.matchAll(EXPRESSION)) {
    literal += text.slice(last, match.index);
    last = match.index + match[0].length;
    if (match[1] === undefined) {
      literal += '$';
      continue;
    }
    const access = parseAccess(match[1]);
    if (access === undefined) return undefined;
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push(access);
  }
  literal += text.slice(last);
  if (parts.length === 0) return literal;
  return new Interpolation(literal === '' ? parts : [...parts, literal]);
}

function parseAccess(text: string): Access | undefined {
  const steps: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (match === null) return undefined;
    steps.push(match[2] === undefined ? (match[1] ?? match[3] ?? '') : Number(match[2]));
  }
  const [name, ...path] = steps;
  return typeof name === 'string' ? { from: 'resource', name, path } : undefined;
}

/** Replaces every text in plain data. Plain data is no deeper than its copy allows, so this may call itself. */
export function mapTexts(value: unknown, map: (text: string) => unknown): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((member) => mapTexts(member, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapTexts(member, map)]));
}

/** Every value of a resource in plain data with interpolations. */
export function accessesIn(value: unknown): readonly Access[] {
  if (value instanceof Interpolation) return value.parts.filter((part) => typeof part !== 'string');
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(accessesIn);
}
