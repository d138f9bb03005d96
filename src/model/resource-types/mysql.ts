import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../fields.ts';
import { resourceType } from '../resource-type.ts';

/** A MySQL 8.4 database with one user, who owns it. */
export const mysql = resourceType('mysql', {
  inputs: z.strictObject({
    storage: size({ min: Size.gibibytes(1), max: Size.tebibytes(16) })
      .default(Size.gibibytes(20))
      .describe('Disk of the server, rounded up to whole GiB. It can grow later and never shrink.'),
    memory: size({ min: Size.mebibytes(512), max: Size.gibibytes(256) })
      .default(Size.gibibytes(1))
      .describe('Memory of the server; a managed database takes the smallest machine that has as much.'),
    standby: z
      .boolean()
      .optional()
      .describe('Whether a second server in another zone takes over. Default: where the database is managed.'),
  }),
  outputs: {
    host: 'host',
    port: 'port',
    database: 'name',
    user: 'name',
    password: 'secret',
    /** In the words of MySQL's `ssl-mode`. */
    tlsMode: 'string',
    /** Certificates in PEM that the server's own is signed by; a server in the cluster signs its own. */
    ca: { kind: 'string', optional: true },
    url: { kind: 'url', secret: true },
  },
});
