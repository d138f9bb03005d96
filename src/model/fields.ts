import { type Duration, type Size, SizeRoundingBehavior } from 'cdk8s';
import * as z from 'zod';
import { isRef, type Ref } from './ref.ts';
import type { OutputKind } from './resource-type.ts';
import { isSecretRef, type SecretRef } from './secret-ref.ts';

/** What a custom field says of itself to the exports; it stands in the schema's metadata under this key. */
export const FIELD = 'roadbed';

/** A field whose values are no plain JSON: how its text form looks. */
export type FieldKind =
  | { readonly kind: 'size'; readonly min?: Size | undefined; readonly max?: Size | undefined }
  | { readonly kind: 'duration'; readonly min?: Duration | undefined; readonly max?: Duration | undefined }
  | { readonly kind: 'ref' };

/** A quantity of storage or memory, a cdk8s `Size`; its text form is a Kubernetes quantity in binary units, such as `20Gi`. */
export function size(limits: { readonly min?: Size; readonly max?: Size } = {}): z.ZodType<Size, Size> {
  const { min, max } = limits;
  return z
    .custom<Size>(isSize, { error: 'must be a Size, such as Size.gibibytes(20)' })
    .refine((value) => !isSize(value) || min === undefined || kibibytes(value) >= kibibytes(min), {
      error: `must be at least ${min?.asString() ?? ''}`,
    })
    .refine((value) => !isSize(value) || max === undefined || kibibytes(value) <= kibibytes(max), {
      error: `must be at most ${max?.asString() ?? ''}`,
    })
    .meta({ [FIELD]: { kind: 'size', min, max } });
}

/** A length of time, a cdk8s `Duration`; its text form is a Go duration, such as `30s`. */
export function duration(
  limits: { readonly min?: Duration; readonly max?: Duration } = {},
): z.ZodType<Duration, Duration> {
  const { min, max } = limits;
  return z
    .custom<Duration>(isDuration, { error: 'must be a Duration, such as Duration.seconds(30)' })
    .refine((value) => !isDuration(value) || min === undefined || value.toMilliseconds() >= min.toMilliseconds(), {
      error: `must be at least ${min?.toHumanString() ?? ''}`,
    })
    .refine((value) => !isDuration(value) || max === undefined || value.toMilliseconds() <= max.toMilliseconds(), {
      error: `must be at most ${max?.toHumanString() ?? ''}`,
    })
    .meta({ [FIELD]: { kind: 'duration', min, max } });
}

/** A text, or a reference that becomes one. With a kind, it takes references of that kind and those that are any text. */
export function text(schema?: z.ZodString): z.ZodUnion<[z.ZodString, z.ZodType<Ref, Ref>]>;
export function text<K extends OutputKind>(
  schema: z.ZodString,
  kind: K,
): z.ZodUnion<[z.ZodString, z.ZodType<Ref<K | 'string'>, Ref<K | 'string'>>]>;
export function text(
  schema: z.ZodString = z.string(),
  kind?: OutputKind,
): z.ZodUnion<[z.ZodString, z.ZodType<Ref, Ref>]> {
  const error = ({ input }: { readonly input?: unknown }) => {
    if (typeof input === 'string') return undefined;
    return isRef(input) && kind !== undefined ? kindError(kind) : 'must be a text, or a reference such as api.host';
  };
  return z.union([schema, kind === undefined ? reference() : reference(kind)], { error });
}

/**
 * A reference; it disappears from exports. With a kind, it takes references of that kind and those that are any text.
 *
 * @example
 * const props = z.strictObject({ upstream: reference('host').describe('Server that requests are passed on to.') });
 */
export function reference(): z.ZodType<Ref, Ref>;
export function reference<K extends OutputKind>(kind: K): z.ZodType<Ref<K | 'string'>, Ref<K | 'string'>>;
export function reference(kind?: OutputKind): z.ZodType<Ref, Ref> {
  const fits = (value: unknown) =>
    isRef(value) && (kind === undefined || value.kind === kind || value.kind === 'string');
  const error = kind === undefined ? 'must be a reference' : kindError(kind);
  return z.custom<Ref>(fits, { error }).meta({ [FIELD]: { kind: 'ref' } });
}

function kindError(kind: OutputKind): string {
  return `must be a reference to a value of the kind "${kind}"`;
}

/** The value of an environment variable: a text, a reference, or a key of a Secret that exists already. */
export function envValue(): z.ZodUnion<[z.ZodString, z.ZodType<Ref, Ref>, z.ZodType<SecretRef, SecretRef>]> {
  const fromSecret = z
    .custom<SecretRef>(isSecretRef, { error: "must be fromSecret('name', 'key')" })
    .meta({ [FIELD]: { kind: 'ref' } });
  return z.union([z.string(), reference(), fromSecret], {
    error: "must be a text, a reference such as api.url, or fromSecret('name', 'key')",
  });
}

/** A TCP port, 1 to 65535. */
export function port(): z.ZodInt {
  return z.int().min(1).max(65535);
}

/** Whether the value is a cdk8s `Size`, of any copy of cdk8s. */
export function isSize(value: unknown): value is Size {
  return hasMethods(value, ['toKibibytes', 'asString']);
}

/** Whether the value is a cdk8s `Duration`, of any copy of cdk8s. */
export function isDuration(value: unknown): value is Duration {
  return hasMethods(value, ['toMilliseconds', 'toIsoString']);
}

/** A size in kibibytes, rounded down. */
export function kibibytes(value: Size): number {
  return value.toKibibytes({ rounding: SizeRoundingBehavior.FLOOR });
}

/** A size as a Kubernetes quantity in the largest whole binary unit: `20Gi`, `512Mi`. */
export function quantity(value: Size): string {
  const units = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
  let amount = kibibytes(value);
  let unit = 0;
  while (unit < units.length - 1 && amount !== 0 && amount % 1024 === 0) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount}${units[unit] ?? 'Ki'}`;
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => name in value && typeof Reflect.get(value, name) === 'function');
}
