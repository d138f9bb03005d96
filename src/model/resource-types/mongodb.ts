import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../fields.ts';
import { resourceType } from '../resource-type.ts';

/** A database that speaks the protocol of MongoDB, with one user, who owns it. */
export const mongodb = resourceType('mongodb', {
  inputs: z.strictObject({
    storage: size({ min: Size.gibibytes(1), max: Size.tebibytes(16) })
      .default(Size.gibibytes(20))
      .describe('Disk of a server in the cluster, rounded up to whole GiB; a managed database grows by itself.'),
    memory: size({ min: Size.mebibytes(512), max: Size.gibibytes(256) })
      .default(Size.gibibytes(1))
      .describe('Memory of each server; a managed database takes the smallest machine that has as much.'),
    instances: z
      .literal([1, 3, 5])
      .optional()
      .describe('Servers, of which one takes writes: 1, 3 or 5. Default: 3 where the database is managed, else 1.'),
  }),
  outputs: {
    host: 'host',
    port: 'port',
    database: 'name',
    user: 'name',
    password: 'secret',
    /** `require`, or `disable` within the cluster. */
    tlsMode: 'string',
    /** Certificates in PEM that the server's own is signed by, where there is one. */
    ca: { kind: 'string', optional: true },
    url: { kind: 'url', secret: true },
  },
});
