import type { OutputsOf } from '../../src/model/resource-type.ts';
import type { postgres } from '../../src/model/resource-types/postgres.ts';
import { type LateValue, type SecretKey, url } from '../../src/model/value.ts';

/** Name of the database and of the user that owns it: the same in every environment, as the server is the application's own. */
export const POSTGRES_NAME = 'app';

/** Port of every server. */
export const POSTGRES_PORT = 5432;

/** What every provisioner of the type `postgres` says of its server. */
export interface PostgresServer {
  readonly host: string | LateValue;
  readonly password: SecretKey;
  readonly ca: LateValue;
  /**
   * Name in its certificate; empty where that is none of a host.
   * @default - the host
   */
  readonly serverName?: string;
}

/** Puts the outputs of the type `postgres` together, so that every provisioner gives the same ones. */
export function postgresOutputs({ host, password, ca, serverName }: PostgresServer): OutputsOf<typeof postgres> {
  const tlsMode = 'require';
  return {
    host,
    port: POSTGRES_PORT,
    database: POSTGRES_NAME,
    user: POSTGRES_NAME,
    password,
    tlsMode,
    serverName: serverName ?? host,
    ca,
    url: url({
      scheme: 'postgresql',
      user: POSTGRES_NAME,
      password,
      host,
      port: POSTGRES_PORT,
      path: POSTGRES_NAME,
      query: { sslmode: tlsMode },
    }),
  };
}
