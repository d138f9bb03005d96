import type { OutputsOf } from '../../src/model/resource-type.ts';
import type { mysql } from '../../src/model/resource-types/mysql.ts';
import { type LateValue, type SecretKey, url } from '../../src/model/value.ts';

/** Name of the database and of the user that owns it: the same in every environment, as the server is the application's own. */
export const MYSQL_NAME = 'app';

/** Port of every server. */
export const MYSQL_PORT = 3306;

/** What every provisioner of the type `mysql` says of its server. */
export interface MysqlServer {
  readonly host: string | LateValue;
  readonly password: SecretKey;
  /** Absent where the server signs its own certificate. */
  readonly ca?: LateValue;
}

/** Puts the outputs of the type `mysql` together, so that every provisioner gives the same ones. */
export function mysqlOutputs({ host, password, ca }: MysqlServer): OutputsOf<typeof mysql> {
  return {
    host,
    port: MYSQL_PORT,
    database: MYSQL_NAME,
    user: MYSQL_NAME,
    password,
    tlsMode: 'REQUIRED',
    serverName: ca === undefined ? '' : host,
    ...(ca === undefined ? {} : { ca }),
    url: url({ scheme: 'mysql', user: MYSQL_NAME, password, host, port: MYSQL_PORT, path: MYSQL_NAME }),
  };
}
