import * as z from 'zod';
import { resourceType } from '../resource-type.ts';
import { databaseMemory, databaseOutputs, databaseStorage } from './database.ts';

/** A MySQL 8.4 database with one user, who owns it. */
export const mysql = resourceType('mysql', {
  inputs: z.strictObject({
    storage: databaseStorage.describe(
      'Disk of the server, rounded up to whole GiB. It can grow later and never shrink.',
    ),
    memory: databaseMemory(512).describe(
      'Memory of the server; a managed database takes the smallest machine that has as much.',
    ),
    standby: z
      .boolean()
      .optional()
      .describe('Whether a second server in another zone takes over. Default: where the database is managed.'),
  }),
  outputs: {
    ...databaseOutputs,
    /** Certificates in PEM that the server's own is signed by; a server in the cluster signs its own. */
    ca: { kind: 'string', optional: true },
  },
});
