import { type Access, Interpolation, JsonText } from './expression.ts';

/** A text as Pulumi YAML takes it for itself: every `$` is doubled. */
export function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** The name of a resource, a provider or a value of the configuration, where one is asked for. */
export function reference(name: string): string {
  return `\${${name}}`;
}

/** Plain data with interpolations as Pulumi YAML writes it. Plain data is no deeper than its copy allows, so this may call itself. */
export function spelled(value: unknown): unknown {
  if (value instanceof Interpolation) {
    return value.parts.map((part) => (typeof part === 'string' ? literal(part) : expression(part))).join('');
  }
  if (value instanceof JsonText) return { 'fn::toJSON': spelled(value.data) };
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [literal(key), spelled(member)]));
}

/** A value that nobody may read; an object member by member. */
export function secret(value: unknown): unknown {
  if (value instanceof JsonText) return { 'fn::secret': spelled(value) };
  const members = Object.entries(Object(spelled(value)));
  return Object.fromEntries(members.map(([key, member]) => [key, { 'fn::secret': member }]));
}

/** Where data has an object of one member that Pulumi YAML would take for the call of a function: the name of that member. */
export function functionIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Interpolation) return undefined;
  const keys = Object.keys(value);
  const [first] = keys;
  if (!Array.isArray(value) && keys.length === 1 && first !== undefined && /^fn::/i.test(first)) return first;
  for (const member of Object.values(value)) {
    const found = functionIn(member);
    if (found !== undefined) return found;
  }
  return undefined;
}

function expression({ name, path }: Access): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^\w+$/.test(step) ? `.${step}` : `["${step.replaceAll('"', '\\"')}"]`;
  });
  return reference(name + steps.join(''));
}
