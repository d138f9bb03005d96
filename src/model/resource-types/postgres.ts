import * as z from 'zod';
import { resourceType } from '../resource-type.ts';
import { databaseMemory, databaseOutputs, databaseStorage } from './database.ts';

/** A PostgreSQL database with one user, who owns it. */
export const postgres = resourceType('postgres', {
  inputs: z.strictObject({
    storage: databaseStorage.describe(
      'Disk of each server, rounded up to whole GiB. It can grow later and never shrink.',
    ),
    instances: z
      .literal([1, 3, 5])
      .optional()
      .describe('Servers, of which one takes writes: 1, 3 or 5. Default: 1 in development, 3 elsewhere.'),
    memory: databaseMemory(256).describe(
      'Memory of each server; a managed database takes the smallest machine that has as much.',
    ),
    version: z
      .literal([15, 16, 17, 18])
      .default(17)
      .describe(
        'Major version of PostgreSQL: 15, 16, 17 or 18. Raising it is an upgrade with a pause; it never goes back.',
      ),
  }),
  outputs: {
    ...databaseOutputs,
    /** Certificates in PEM that the server's own is signed by. */
    ca: 'string',
  },
});
