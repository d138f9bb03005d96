import { brand, hasBrand } from './brand.ts';

const BY_ENVIRONMENT = brand('ByEnvironment');

/** A prop that has another value in each environment; made by {@link byEnvironment}. */
export class ByEnvironment<T> {
  readonly #values: ReadonlyMap<string, T>;

  constructor(values: Readonly<Record<string, T>>) {
    this.#values = new Map(Object.entries(values));
    Object.defineProperty(this, BY_ENVIRONMENT, { value: true });
  }

  /** The environments that have a value. */
  get environments(): readonly string[] {
    return [...this.#values.keys()].sort();
  }

  /** Whether this environment has a value of its own. */
  has(environment: string): boolean {
    return this.#values.has(environment);
  }

  /** The value in this environment. */
  in(environment: string): T | undefined {
    return this.#values.get(environment);
  }
}

/**
 * Gives a prop another value in each environment.
 *
 * An environment that is not named has no value: the prop's default applies there, and a required prop is a problem.
 *
 * @example
 * new WebService(shop, 'web', { image, port: 3000, host: byEnvironment({ dev: 'dev.acme.example', prod: 'acme.example' }) });
 */
export function byEnvironment<T>(values: Readonly<Record<string, T>>): ByEnvironment<T> {
  return new ByEnvironment(values);
}

/** Whether the value was made by {@link byEnvironment}, of this copy of the package or another. */
export function isByEnvironment(value: unknown): value is ByEnvironment<unknown> {
  return hasBrand(value, BY_ENVIRONMENT);
}

/** The props as a user may write them: each value, or a value for each environment. */
export type EnvironmentProps<P> = { [K in keyof P]: P[K] | ByEnvironment<Exclude<P[K], undefined>> };

/** The environments that props name, or undefined where no prop depends on the environment. */
export function environmentsNamed(props: unknown): readonly string[] | undefined {
  const found = new Set<string>();
  let any = false;
  visit(props, (value) => {
    any = true;
    for (const name of value.environments) found.add(name);
  });
  return any ? [...found].sort() : undefined;
}

/** The environments that each prop names, of those props that depend on the environment. */
export function environmentsByProp(props: unknown): ReadonlyMap<string, readonly string[]> {
  const members = typeof props === 'object' && props !== null ? Object.entries(props) : [];
  return new Map(
    members.flatMap(([prop, value]) => {
      const names = environmentsNamed(value);
      return names === undefined ? [] : [[prop, names] as const];
    }),
  );
}

/** The props as they are in one environment. A member without a value there is left out. */
export function propsIn(props: unknown, environment: string): unknown {
  return resolved(props, environment, new Set());
}

/** What stands within itself is left as it is: the schema refuses it. */
function resolved(value: unknown, environment: string, around: Set<unknown>): unknown {
  if (isByEnvironment(value)) return resolved(value.in(environment), environment, around);
  if (around.has(value) || !(Array.isArray(value) || isPlain(value))) return value;
  around.add(value);
  const inside = Array.isArray(value) ? itemsIn(value, environment, around) : membersIn(value, environment, around);
  around.delete(value);
  return inside;
}

function itemsIn(items: readonly unknown[], environment: string, around: Set<unknown>): unknown[] {
  return items
    .filter((item) => !isByEnvironment(item) || item.in(environment) !== undefined)
    .map((item) => resolved(item, environment, around));
}

/** Made of entries, so that a member called __proto__ is a member as any other. */
function membersIn(members: object, environment: string, around: Set<unknown>): Record<string, unknown> {
  const inside = Object.entries(members).map(([key, value]) => [key, resolved(value, environment, around)] as const);
  return Object.fromEntries(inside.filter(([, value]) => value !== undefined));
}

function visit(value: unknown, found: (value: ByEnvironment<unknown>) => void, seen = new Set<unknown>()): void {
  if (isByEnvironment(value)) found(value);
  if (seen.has(value) || !(Array.isArray(value) || isPlain(value))) return;
  seen.add(value);
  for (const item of Object.values(value)) visit(item, found, seen);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
