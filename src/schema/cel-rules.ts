import { isObject, type JsonObject } from './json.ts';

/** The keyword that holds validation rules. */
const keyword = 'x-kubernetes-validations';

/** A validation rule of a schema. */
export interface Rule {
  readonly rule: string;
  readonly message: string | undefined;
  readonly messageExpression: string | undefined;
  readonly fieldPath: string | undefined;
}

const known = new WeakMap<JsonObject, readonly Rule[]>();

/** The rules that stand at one place of a schema. */
export function rulesOf(schema: JsonObject): readonly Rule[] {
  const found = known.get(schema) ?? readRules(schema[keyword]);
  known.set(schema, found);
  return found;
}

function readRules(rules: unknown): readonly Rule[] {
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((raw: unknown) => {
    if (!isObject(raw) || typeof raw.rule !== 'string') return [];
    const { rule } = raw;
    return [
      {
        rule,
        message: text(raw.message),
        messageExpression: text(raw.messageExpression),
        fieldPath: text(raw.fieldPath),
      },
    ];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const answers = new WeakMap<JsonObject, boolean>();

/** Whether a schema holds a rule, here or below; a reference may lead to one. */
export function holdsRules(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(holdsRules);
  if (!isObject(schema)) return false;
  const known = answers.get(schema);
  if (known !== undefined) return known;
  const found =
    schema[keyword] !== undefined || typeof schema.$ref === 'string' || Object.values(schema).some(holdsRules);
  answers.set(schema, found);
  return found;
}
