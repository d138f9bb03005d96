import type * as z from 'zod';
import type { LateValue, SecretKey, UrlValue } from './value.ts';

/** What a value is for: a `port` never stands where a `host` is asked for. `string` is any text, also one of another kind. */
export type OutputKind = 'string' | 'name' | 'host' | 'port' | 'number' | 'url';

/** What outputs may be for. */
export const OUTPUT_KINDS = [
  'string',
  'name',
  'host',
  'port',
  'number',
  'url',
] as const satisfies readonly OutputKind[];

/** An output of a resource type, with all that is said of it. */
export interface OutputDescription<K extends OutputKind = OutputKind> {
  /** What the value is for. */
  readonly kind: K;
  /**
   * Whether the value must never stand in plain text: it is a key of a Secret, or a URL made with one.
   * @default false
   */
  readonly secret?: boolean;
  /**
   * Whether a provisioner may leave it out; who takes it then is a problem (RB304).
   * @default false
   */
  readonly optional?: boolean;
}

/** An output of a resource type: its kind, `secret` for a text that is one, or all that is said of it. */
export type OutputSpec = OutputKind | 'secret' | OutputDescription;

/** The outputs of a resource type by their names. */
export type OutputSpecs = Readonly<Record<string, OutputSpec>>;

/** What a need of some type asks for: an object that refuses what it does not know. */
export type InputSchema = z.ZodObject<z.ZodRawShape, z.core.$strict>;

/** A type of resource: what a need of it asks for, and what every provisioner of it gives. */
export interface ResourceType<
  N extends string = string,
  I extends InputSchema = InputSchema,
  O extends OutputSpecs = OutputSpecs,
> {
  /** Name of the type, unique in the platform: `bucket`. */
  readonly name: N;
  /** What a need asks for, with its defaults. */
  readonly inputs: I;
  /** What every provisioner of the type gives. */
  readonly outputs: O;
}

/** What a need of a type asks for, as a golden path writes it. */
export type InputsOf<T extends ResourceType> = z.input<T['inputs']>;

/** What a provisioner of a type is asked for, with the defaults. */
export type ParamsOf<T extends ResourceType> = z.output<T['inputs']>;

/** The kind of an output. */
export type KindOf<S extends OutputSpec> = S extends 'secret'
  ? 'string'
  : S extends OutputKind
    ? S
    : S extends OutputDescription<infer K>
      ? K
      : never;

/** What an output may be given as: a secret only as a key of a Secret, or as a URL made with one. */
export type ValueOf<S extends OutputSpec> = S extends 'secret' | { readonly secret: true }
  ? KindOf<S> extends 'url'
    ? SecretKey | UrlValue
    : SecretKey
  : KindOf<S> extends 'port' | 'number'
    ? number | LateValue
    : KindOf<S> extends 'url'
      ? string | UrlValue | LateValue
      : string | LateValue;

/** What every provisioner of a type gives: each output with a value of its kind. */
export type OutputsOf<T extends ResourceType> = {
  readonly [K in keyof T['outputs'] as T['outputs'][K] extends { readonly optional: true } ? never : K]: ValueOf<
    T['outputs'][K]
  >;
} & {
  readonly [K in keyof T['outputs'] as T['outputs'][K] extends { readonly optional: true } ? K : never]?: ValueOf<
    T['outputs'][K]
  >;
};

/**
 * Describes a type of resource. Needs and provisioners that are made from it are checked against it, by the compiler and again when
 * a platform is resolved.
 *
 * @param name name of the type, in lower case with hyphens, unique in the platform
 * @example
 * const bucket = resourceType('bucket', {
 *   inputs: z.strictObject({ versioned: z.boolean().default(true).describe('Whether former versions are kept.') }),
 *   outputs: { name: 'name', endpoint: 'url', accessKey: 'secret' },
 * });
 */
export function resourceType<const N extends string, I extends InputSchema, const O extends OutputSpecs>(
  name: N,
  { inputs, outputs }: { readonly inputs: I; readonly outputs: O },
): ResourceType<N, I, O> {
  return { name, inputs, outputs };
}

/** All that is said of an output; undefined where the type has none of this name. */
export function outputOf(type: ResourceType, name: string): Required<OutputDescription> | undefined {
  const spec = Object.hasOwn(type.outputs, name) ? type.outputs[name] : undefined;
  if (spec === undefined) return undefined;
  if (spec === 'secret') return { kind: 'string', secret: true, optional: false };
  if (typeof spec === 'string') return { kind: spec, secret: false, optional: false };
  return { kind: spec.kind, secret: spec.secret ?? false, optional: spec.optional ?? false };
}
