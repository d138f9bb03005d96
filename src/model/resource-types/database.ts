import { Size } from 'cdk8s';
import { size } from '../fields.ts';

/** Outputs of every database with one user, who owns it; each type adds `ca`, as it has one always or not. */
export const databaseOutputs = {
  host: 'host',
  port: 'port',
  database: 'name',
  user: 'name',
  password: 'secret',
  /** In the words of the database's own clients, such as libpq's `sslmode` and MySQL's `ssl-mode`. */
  tlsMode: 'string',
  /** Name that a client checks in the server's certificate: `host`, but where a listener stands for it. Empty where there is none to check. */
  serverName: { kind: 'string', optional: true },
  url: { kind: 'url', secret: true },
} as const;

/** Disk of a database. */
export const databaseStorage = size({ min: Size.gibibytes(1), max: Size.tebibytes(16) }).default(Size.gibibytes(20));

/** Memory of a database, from `mebibytes` on. */
export function databaseMemory(mebibytes: number) {
  return size({ min: Size.mebibytes(mebibytes), max: Size.gibibytes(256) }).default(Size.gibibytes(1));
}
