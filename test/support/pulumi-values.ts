import type { JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';

/** Plain data of Pulumi as tests read it: a secret is `{ secret: value }`, a value that is not known yet `unknown`. */
export type Plain = unknown;

/** What stands on the wire for a value that is not known yet. */
export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';
const OUTPUT = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';

/** Reads what stands on the wire. */
export function plain(value: unknown): Plain {
  if (value === UNKNOWN) return 'unknown';
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const signature: unknown = Reflect.get(value, SIGNATURE);
  if (signature === SECRET) return { secret: plain(Reflect.get(value, 'value')) };
  if (signature === OUTPUT) {
    const inner: unknown = Reflect.get(value, 'value');
    const shown = inner === undefined ? 'unknown' : plain(inner);
    return Reflect.get(value, 'secret') === true ? { secret: shown } : shown;
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

/** Reads what stands on the wire as a provider does, who gets to see secrets. */
export function opened(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== 'object' || value === null) return value;
  if (Reflect.get(value, SIGNATURE) === SECRET) return opened(Reflect.get(value, 'value'));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, opened(member)]));
}

/** Writes plain data: what tests say of the state of a resource, in which secrets become envelopes. */
export function wire(value: unknown): Record<string, JavaScriptValue> {
  return Object.fromEntries(Object.entries(Object(value)).map(([key, member]) => [key, wired(member)]));
}

function wired(value: unknown): JavaScriptValue {
  if (Array.isArray(value)) return value.map(wired);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  const members = Object.entries(value);
  const [first] = members;
  if (members.length === 1 && first?.[0] === 'secret') return { [SIGNATURE]: SECRET, value: wired(first[1]) };
  return wire(value);
}
