import * as z from 'zod';
import { resourceType } from '../resource-type.ts';
import { databaseMemory, databaseOutputs, databaseStorage } from './database.ts';

/** A database that speaks the protocol of MongoDB, with one user, who owns it. */
export const mongodb = resourceType('mongodb', {
  inputs: z.strictObject({
    storage: databaseStorage.describe(
      'Disk of a server in the cluster, rounded up to whole GiB; a managed database grows by itself.',
    ),
    memory: databaseMemory(512).describe(
      'Memory of each server; a managed database takes the smallest machine that has as much.',
    ),
    instances: z
      .literal([1, 3, 5])
      .optional()
      .describe('Servers, of which one takes writes: 1, 3 or 5. Default: 3 where the database is managed, else 1.'),
  }),
  outputs: {
    ...databaseOutputs,
    /** Certificates in PEM that the server's own is signed by, where there is one. */
    ca: { kind: 'string', optional: true },
  },
});
