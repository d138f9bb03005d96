import type { JsonSchema } from '../src/model/json-schema.ts';
import { DURATION_PATTERN, SIZE_PATTERN } from '../src/model/text-form.ts';

/** What the export adds to the description of a quantity: its text form, and its limits. */
const TEXT_FORM = / ?Written as "\w+"(?:; (.*))?\.$/;

/** What the documentation says of one prop. */
export interface PropFacts {
  /** Dotted path from the props: `probe.path`; members of a list are under `probe[]`, of a map under `env.*`. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  readonly defaultText: string | undefined;
  /** Limits in words: `1 to 65535`, `at most 50 characters`. */
  readonly limits: string | undefined;
  /** The regular expression that a text matches. */
  readonly pattern: string | undefined;
  /** The prop's schema, from which its own members are read. */
  readonly node: JsonSchema;
}

/** The props of an object schema, in the order in which they were declared. */
export function propFacts(schema: JsonSchema, prefix = ''): readonly PropFacts[] {
  const required = new Set(list(schema.required));
  return Object.entries(record(schema.properties)).map(([name, value]) => {
    const node = record(value);
    const said = typeof node.description === 'string' ? node.description : '';
    const isQuantity = quantityType(node) !== undefined;
    return {
      path: `${prefix}${name}`,
      type: typeText(node),
      required: required.has(name) && node.default === undefined,
      description: isQuantity ? said.replace(TEXT_FORM, '') : said,
      defaultText: node.default === undefined ? undefined : isQuantity ? String(node.default) : valueText(node.default),
      limits: isQuantity ? TEXT_FORM.exec(said)?.[1] : limitsText(node),
      pattern: isQuantity || typeof node.pattern !== 'string' ? undefined : node.pattern,
      node,
    };
  });
}

/** The members of a prop that is an object, a list of objects or a map of objects; none for other props. */
export function memberFacts({ node, path }: PropFacts): readonly PropFacts[] {
  if (node.properties !== undefined) return propFacts(node, `${path}.`);
  const items = record(node.items);
  if (items.properties !== undefined) return propFacts(items, `${path}[].`);
  const values = record(node.additionalProperties);
  return values.properties === undefined ? [] : propFacts(values, `${path}.*.`);
}

/** The class of a quantity, which the export shows as a text with a pattern. */
function quantityType({ pattern }: JsonSchema): 'Size' | 'Duration' | undefined {
  return pattern === SIZE_PATTERN ? 'Size' : pattern === DURATION_PATTERN ? 'Duration' : undefined;
}

/** The type of a value, in the words of TypeScript. */
function typeText(node: JsonSchema): string {
  const quantity = quantityType(node);
  if (quantity !== undefined) return quantity;
  const choices = node.const === undefined ? node.enum : [node.const];
  if (Array.isArray(choices)) return choices.map(valueText).join(' | ');
  const alternatives = node.anyOf ?? node.oneOf;
  if (Array.isArray(alternatives)) {
    return [...new Set(alternatives.map((alternative) => typeText(record(alternative))))].join(' | ');
  }
  if (node.type === 'array') {
    const item = typeText(record(node.items));
    return item.includes(' ') ? `(${item})[]` : `${item}[]`;
  }
  if (node.type === 'object' && node.properties === undefined && node.additionalProperties !== undefined) {
    return `map of ${typeText(record(node.additionalProperties))}`;
  }
  return typeof node.type === 'string' ? node.type : 'any';
}

function limitsText(node: JsonSchema): string | undefined {
  const parts = [
    range(bound(node.minimum, node.exclusiveMinimum), bound(node.maximum, node.exclusiveMaximum), ''),
    range(bound(node.minLength), bound(node.maxLength), ' characters'),
    range(bound(node.minItems), bound(node.maxItems), ' items'),
    range(bound(node.minProperties), bound(node.maxProperties), ' entries'),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** A bound in words; a bound that JSON Schema cannot leave out, the largest safe integer, is none. */
function bound(inclusive: unknown, exclusive?: unknown): string | undefined {
  if (typeof exclusive === 'number') return `${exclusive} (not itself)`;
  if (typeof inclusive !== 'number' || Math.abs(inclusive) === Number.MAX_SAFE_INTEGER) return undefined;
  return String(inclusive);
}

function range(least: string | undefined, most: string | undefined, unit: string): string | undefined {
  if (least !== undefined && most !== undefined) {
    return least === most ? `exactly ${least}${unit}` : `${least} to ${most}${unit}`;
  }
  if (least !== undefined) return least === '0' ? undefined : `at least ${least}${unit}`;
  return most === undefined ? undefined : `at most ${most}${unit}`;
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

function record(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
