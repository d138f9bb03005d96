import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../fields.ts';
import { resourceType } from '../resource-type.ts';

/** A PostgreSQL database with one user, who owns it. */
export const postgres = resourceType('postgres', {
  inputs: z.strictObject({
    storage: size({ min: Size.gibibytes(1), max: Size.tebibytes(16) })
      .default(Size.gibibytes(20))
      .describe('Disk of each server, rounded up to whole GiB. It can grow later and never shrink.'),
    instances: z
      .literal([1, 3, 5])
      .optional()
      .describe('Servers, of which one takes writes: 1, 3 or 5. Default: 1 in development, 3 elsewhere.'),
    memory: size({ min: Size.mebibytes(256), max: Size.gibibytes(256) })
      .default(Size.gibibytes(1))
      .describe('Memory of each server; a managed database takes the smallest machine that has as much.'),
    version: z
      .literal([15, 16, 17, 18])
      .default(17)
      .describe(
        'Major version of PostgreSQL: 15, 16, 17 or 18. Raising it is an upgrade with a pause; it never goes back.',
      ),
  }),
  outputs: {
    host: 'host',
    port: 'port',
    database: 'name',
    user: 'name',
    password: 'secret',
    /** In the words of libpq's `sslmode`. */
    tlsMode: 'string',
    /** Certificates in PEM that the server's own is signed by. */
    ca: 'string',
    url: { kind: 'url', secret: true },
  },
});
