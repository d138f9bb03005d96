import { closest } from '../../model/closest.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { show } from '../../model/props.ts';
import type { DeliveredObject } from './delivery.ts';
import { type Access, Interpolation, mapTexts, parseText } from './expression.ts';

/** Where values come from. */
export interface ValueScope {
  /** Names of the resources that are there. */
  readonly names: ReadonlySet<string>;
  /** A value of the object's cluster, such as `vpcId`: plain data with interpolations. */
  clusterValue(object: DeliveredObject, name: string): unknown;
}

/** The values in the properties of one resource, brought to names that hold in the whole program. */
export class Values {
  readonly problems: Problem[] = [];
  readonly #object: DeliveredObject;
  readonly #scope: ValueScope;

  constructor(object: DeliveredObject, scope: ValueScope) {
    this.#object = object;
    this.#scope = scope;
  }

  inputs(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, this.value(value)]));
  }

  /** Plain data whose texts are read. */
  value(value: unknown): unknown {
    return mapTexts(value, (text) => {
      const parsed = parseText(text);
      if (parsed === undefined) this.#refuse(`no value of a resource, got ${show(text)}`, 'write "$$" for a "$"');
      return parsed instanceof Interpolation ? this.#interpolated(parsed, text) : parsed;
    });
  }

  #interpolated({ only, parts }: Interpolation, text: string): unknown {
    if (only !== undefined) return this.#access(only);
    const found: (string | Access)[] = [];
    for (const part of parts) {
      const value = typeof part === 'string' ? part : this.#access(part);
      if (value instanceof Interpolation) found.push(...value.parts);
      else if (typeof value === 'object') this.#refuse(`a list within a text, got ${show(text)}`, 'take it alone');
      else found.push(String(value));
    }
    return new Interpolation(found);
  }

  #access(access: Access): unknown {
    const [first, ...rest] = access.path;
    if (access.name === 'cluster' && typeof first === 'string') {
      return walk(this.#scope.clusterValue(this.#object, first), rest);
    }
    if (access.path.length === 0) this.#refuse(`a resource without one of its values, got ${show(access.name)}`);
    return new Interpolation([{ ...access, name: this.resource(access.name) }]);
  }

  /** Name in the whole program of a resource of the namespace. */
  resource(own: string): string {
    const { cluster, resolved } = this.#object;
    const { namespace } = resolved.manifest.metadata;
    const prefix = namespace === undefined ? `${cluster.name}/` : `${cluster.name}/${namespace}/`;
    const name = `${prefix}${own}`;
    if (!this.#scope.names.has(name)) {
      const names = [...this.#scope.names].filter((one) => one.startsWith(prefix));
      const near = closest(
        own,
        names.map((one) => one.slice(prefix.length)),
      );
      const hint = near === undefined ? undefined : `did you mean "${near}"?`;
      this.#refuse(`the namespace has no resource ${show(own)} of Pulumi on "${cluster.name}"`, hint);
    }
    return name;
  }

  #refuse(found: string, hint?: string): void {
    const { manifest, path } = this.#object.resolved;
    this.problems.push(problem('RB652', { path, prop: `Resource "${manifest.metadata.name}"`, found, hint }));
  }
}

/** A value within another: of what is known later, the same is known later. */
function walk(value: unknown, path: readonly (string | number)[]): unknown {
  if (path.length === 0) return value;
  if (!(value instanceof Interpolation)) {
    const [key, ...rest] = path;
    return walk(Reflect.get(Object(value), key ?? ''), rest);
  }
  const { only } = value;
  return only === undefined ? undefined : new Interpolation([{ ...only, path: [...only.path, ...path] }]);
}
