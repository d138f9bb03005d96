import { isLate, type LateValue, type UrlValue, type Value } from '../model/value.ts';
import { lateKey } from './draft.ts';

type Values = Readonly<Record<string, Value>>;

/** Schemes whose clients hold the host of the URL against the server's certificate. */
const PROVEN: ReadonlySet<string> = new Set(['https', 'wss', 'rediss', 'amqps', 'mqtts', 'ldaps', 'grpcs', 'tls']);

/** The values of a server as they are where a listener stands for it: its host is that of the listener, and nothing else changes. */
export function throughListener(
  values: Values,
  host: string | LateValue,
  listener: string,
): { readonly values: Values; readonly outputs: ReadonlySet<string>; readonly unproven: ReadonlySet<string> } {
  const changed: Record<string, Value> = {};
  const outputs = new Set<string>();
  const unproven = new Set<string>();
  for (const [name, value] of Object.entries(values)) {
    const other = through(value, host, listener);
    changed[name] = other;
    if (other === value) continue;
    outputs.add(name);
    const scheme = typeof other === 'string' ? /^([a-z][a-z0-9+.-]*):\/\//.exec(other)?.[1] : schemeOf(other);
    if (scheme !== undefined && PROVEN.has(scheme)) unproven.add(name);
  }
  return { values: changed, outputs, unproven };
}

function schemeOf(value: Value): string | undefined {
  return typeof value === 'object' && value.from === 'url' ? value.scheme : undefined;
}

function through(value: Value, host: string | LateValue, listener: string): Value {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return typeof host === 'string' ? replaced(value, host, listener) : value;
  if (isLate(value)) return isSame(value, host) ? listener : value;
  return isSame(value.host, host) ? withHost(value, listener) : value;
}

function withHost(value: UrlValue, host: string): UrlValue {
  return { ...value, host };
}

function isSame(a: string | LateValue, b: string | LateValue): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return lateKey(a) === lateKey(b);
}

/** The text with the host replaced wherever it stands alone, not as a part of a longer name. */
function replaced(text: string, host: string, listener: string): string {
  let found = '';
  let from = 0;
  for (let at = text.indexOf(host); at !== -1; at = text.indexOf(host, from)) {
    const end = at + host.length;
    const alone = !NAME.test(text[at - 1] ?? '') && !NAME.test(text[end] ?? '');
    found += text.slice(from, at) + (alone ? listener : host);
    from = end;
  }
  return found + text.slice(from);
}

const NAME = /[A-Za-z0-9.-]/;
