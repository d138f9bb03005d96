import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../fields.ts';
import { resourceType } from '../resource-type.ts';

/** A MongoDB database with one user, who owns it. */
export const mongodb = resourceType('mongodb', {
  inputs: z.strictObject({
    storage: size({ min: Size.gibibytes(1), max: Size.tebibytes(16) })
      .default(Size.gibibytes(20))
      .describe('Disk of each member, rounded up to whole GiB. It can grow later and never shrink.'),
    instances: z
      .literal([1, 3, 5])
      .optional()
      .describe('Members of the replica set: 1, 3 or 5. Default: 1 in development, 3 elsewhere.'),
    memory: size({ min: Size.mebibytes(512), max: Size.gibibytes(256) })
      .default(Size.gibibytes(1))
      .describe('Memory of each member; a managed database takes the smallest machine that has as much.'),
    version: z.literal(['7.0', '8.0']).default('8.0').describe('Release series of MongoDB: 7.0 or 8.0.'),
  }),
  outputs: {
    host: 'host',
    port: 'port',
    database: 'name',
    user: 'name',
    password: 'secret',
    url: { kind: 'url', secret: true },
  },
});
