import { isLate, type LateValue, type Value } from '../model/value.ts';

/** The server that outputs lead to. */
export interface Server {
  readonly host: string | LateValue;
  readonly port: number;
}

/** Ports of schemes that a URL may leave out. */
const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ws: 80, wss: 443 };

/** The server of a unit: as its outputs `host` and `port` say, or the first of its outputs that is a URL, in the order of names. */
export function serverOf(values: Readonly<Record<string, Value>>): Server | undefined {
  const { host, port } = values;
  if ((typeof host === 'string' || isLate(host)) && typeof port === 'number') return { host, port };
  for (const name of Object.keys(values).sort()) {
    const server = serverIn(values[name]);
    if (server !== undefined) return server;
  }
  return undefined;
}

function serverIn(value: Value | undefined): Server | undefined {
  if (typeof value === 'string') {
    const [, scheme = '', host, port] = URL_TEXT.exec(value) ?? [];
    const number = port === undefined ? PORTS[scheme] : Number(port);
    return host === undefined || number === undefined ? undefined : { host, port: number };
  }
  if (typeof value !== 'object' || value.from !== 'url') return undefined;
  const port = value.port ?? PORTS[value.scheme];
  return typeof port === 'number' ? { host: value.host, port } : undefined;
}

/** Scheme, host and port of a URL; the host of an IPv6 address is none that a listener can take the place of. */
const URL_TEXT = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/@]*@)?([A-Za-z0-9.-]+)(?::(\d+))?(?:[/?#]|$)/;
