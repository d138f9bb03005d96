import { member } from './member.ts';
import { isPulumiResource } from './pulumi-resource.ts';

/** Type token of a Secret that Pulumi writes to a cluster. */
const SECRET_TOKEN = 'kubernetes:core/v1:Secret';

/** A Secret that Pulumi writes to a cluster, or hands over otherwise. */
export interface PulumiSecret {
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly immutable: boolean;
  /** Its keys, in code unit order; those of `data` hold Base64. */
  readonly keys: readonly { readonly key: string; readonly isEncoded: boolean }[];
  /** Whether nothing but its values is known only when Pulumi runs. */
  readonly isKnown: boolean;
}

/** The object as such a Secret, or undefined where it is none. */
export function pulumiSecretOf(object: {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: unknown;
}): PulumiSecret | undefined {
  if (!isPulumiResource(object) || member(object.spec, 'type') !== SECRET_TOKEN) return undefined;
  const properties = member(object.spec, 'properties');
  const metadata = member(properties, 'metadata');
  const [encoded, texts] = [membersOf(properties, 'data'), membersOf(properties, 'stringData')];
  const keys = [...new Set([...Object.keys(encoded), ...Object.keys(texts)])].sort();
  const type = member(properties, 'type');
  return {
    name: textOr(member(metadata, 'name'), object.metadata.name),
    namespace: textOr(member(metadata, 'namespace'), 'default'),
    type: textOr(type, 'Opaque'),
    labels: textsOf(metadata, 'labels'),
    annotations: textsOf(metadata, 'annotations'),
    immutable: member(properties, 'immutable') === true,
    keys: keys.map((key) => ({ key, isEncoded: !Object.hasOwn(texts, key) })),
    isKnown: !JSON.stringify([metadata ?? null, type ?? null, keys]).includes('$'),
  };
}

function membersOf(value: unknown, key: string): Record<string, unknown> {
  return { ...Object(member(value, key)) };
}

function textsOf(value: unknown, key: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(membersOf(value, key)).map(([name, text]) => [name, String(text)]));
}

function textOr(value: unknown, other: string): string {
  return typeof value === 'string' ? value : other;
}
