import { type LateValue, type UrlValue, url } from '../../src/model/value.ts';

/** Port of every server. */
export const REDIS_PORT = 6379;

/** What every provisioner of the type `redis` says of its server. */
export interface RedisServer {
  readonly host: string | LateValue;
  /** Absent where the server asks for none. */
  readonly password?: LateValue;
  readonly tlsMode: 'require' | 'disable';
}

/** The outputs of the type `redis`. */
export type RedisOutputs = Readonly<
  Record<'host' | 'port' | 'password' | 'tlsMode' | 'url', string | number | LateValue | UrlValue>
>;

/** Puts the outputs of the type `redis` together, so that every provisioner gives the same ones. */
export function redisOutputs({ host, password, tlsMode }: RedisServer): RedisOutputs {
  return {
    host,
    port: REDIS_PORT,
    password: password ?? '',
    tlsMode,
    url: url({ scheme: tlsMode === 'require' ? 'rediss' : 'redis', password, host, port: REDIS_PORT, path: '0' }),
  };
}
