import type { OutputsOf } from '../../src/model/resource-type.ts';
import type { redis } from '../../src/model/resource-types/redis.ts';
import { type LateValue, url } from '../../src/model/value.ts';

/** Port of every server. */
export const REDIS_PORT = 6379;

/** What every provisioner of the type `redis` says of its server. */
export interface RedisServer {
  readonly host: string | LateValue;
  /** Absent where the server asks for none. */
  readonly password?: LateValue;
  readonly tlsMode: 'require' | 'disable';
}

/** Puts the outputs of the type `redis` together, so that every provisioner gives the same ones. */
export function redisOutputs({ host, password, tlsMode }: RedisServer): OutputsOf<typeof redis> {
  return {
    host,
    port: REDIS_PORT,
    password: password ?? '',
    tlsMode,
    serverName: tlsMode === 'require' ? host : '',
    url: url({ scheme: tlsMode === 'require' ? 'rediss' : 'redis', password, host, port: REDIS_PORT, path: '0' }),
  };
}
