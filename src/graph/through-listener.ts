import { show } from '../model/props.ts';
import { isLate, type LateValue, type UrlValue, type Value } from '../model/value.ts';
import { lateKey } from './draft.ts';
import { checksName } from './name-checks.ts';

type Values = Readonly<Record<string, Value>>;

/** Output that says the name in the server's certificate. */
const SERVER_NAME = 'serverName';

/** Parameters by which a URL says the name in the certificate, where that is not its host. @source RabbitMQ: "URI Query Parameters" */
const NAMED_BY: ReadonlyMap<string, string> = new Map([['amqps', 'server_name_indication']]);

/** The values of a server where a listener stands for it. */
export interface ThroughListener {
  readonly values: Values;
  /** Outputs in which the listener stands for the host. */
  readonly outputs: ReadonlySet<string>;
  /** Outputs whose client would hold the listener against a certificate that has another name. */
  readonly unproven: ReadonlySet<string>;
  /** The name in the certificate, for people; undefined where nothing is known of one. */
  readonly serverName: string | undefined;
}

/**
 * The values of a server as they are where a listener stands for it: its host is that of the listener, and nothing else changes but the
 * name in its certificate, where that gets the name of the listener too.
 *
 * @param isNamed whether the certificate gets the name of the listener
 */
export function throughListener(
  values: Values,
  host: string | LateValue,
  listener: string,
  isNamed = false,
): ThroughListener {
  const changed: Record<string, Value> = {};
  const outputs = new Set<string>();
  const unproven = new Set<string>();
  for (const [name, value] of Object.entries(values)) {
    const other = name === SERVER_NAME && !isNamed ? value : through(value, host, listener);
    changed[name] = other;
    if (other === value) continue;
    changed[name] = isNamed ? other : withName(other, host);
    outputs.add(name);
    if (!isNamed && checksName(other) && changed[name] === other) unproven.add(name);
  }
  return { values: changed, outputs, unproven, serverName: nameWords(changed[SERVER_NAME]) };
}

function through(value: Value, host: string | LateValue, listener: string): Value {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return typeof host === 'string' ? replaced(value, host, listener) : value;
  if (isLate(value)) return isSame(value, host) ? listener : value;
  return isSame(value.host, host) ? withHost(value, listener) : value;
}

/** The URL with the name in the certificate, where its scheme has a word for it and the name is known. */
function withName(value: Value, host: string | LateValue): Value {
  if (typeof host !== 'string' || typeof value !== 'object' || value.from !== 'url') return value;
  const parameter = NAMED_BY.get(value.scheme);
  return parameter === undefined ? value : { ...value, query: { [parameter]: host, ...value.query } };
}

function nameWords(name: Value | undefined): string | undefined {
  if (name === undefined || name === '') return undefined;
  if (typeof name === 'object') return isLate(name) ? `in the key ${show(name.key)} of ${show(name.name)}` : undefined;
  return show(name);
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
