import type { Value } from '../model/value.ts';

/** Schemes whose clients hold the host of the URL against the server's certificate, whatever else it says. */
const ALWAYS: ReadonlySet<string> = new Set(['https', 'wss', 'rediss', 'amqps', 'mqtts', 'ldaps', 'grpcs', 'tls']);

/** Parameters of a query by which clients of a scheme hold the host against the certificate. */
const WHERE_ASKED: ReadonlyMap<string, readonly string[]> = new Map([
  ['postgres', ['sslmode=verify-full']],
  ['postgresql', ['sslmode=verify-full']],
  ['mysql', ['ssl-mode=VERIFY_IDENTITY']],
  ['mongodb', ['tls=true', 'ssl=true']],
]);

/** Parameters that switch the check off again. */
const UNCHECKED: readonly string[] = ['tlsAllowInvalidHostnames', 'tlsInsecure'];

/**
 * Whether clients of an address hold its host against the server's certificate.
 *
 * @source libpq: `sslmode`; MySQL: `ssl-mode`; MongoDB: "Connection String Options"
 */
export function checksName(value: Value): boolean {
  const { scheme, query } = addressOf(value);
  if (ALWAYS.has(scheme)) return true;
  const asked = WHERE_ASKED.get(scheme) ?? [];
  const said = Object.entries(query).map(([name, word]) => `${name}=${word}`);
  return said.some((one) => asked.includes(one)) && !UNCHECKED.some((name) => query[name] === 'true');
}

function addressOf(value: Value): { readonly scheme: string; readonly query: Readonly<Record<string, string>> } {
  if (typeof value === 'object') {
    return value.from === 'url' ? { scheme: value.scheme, query: value.query ?? {} } : NONE;
  }
  const [, scheme, query = ''] = /^([a-z][a-z0-9+.-]*):\/\/[^?#]*(?:\?([^#]*))?/.exec(String(value)) ?? [];
  return scheme === undefined ? NONE : { scheme, query: Object.fromEntries(new URLSearchParams(query)) };
}

const NONE = { scheme: '', query: {} };
