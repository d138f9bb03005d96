import * as z from 'zod';
import { port } from '../fields.ts';
import { resourceType } from '../resource-type.ts';
import { host } from '../text-fields.ts';

/** A way in from outside: a host, and a path under it, that leads to a service of the application. */
export const route = resourceType('route', {
  inputs: z.strictObject({
    host: host().describe('Host that clients ask for.'),
    path: z.string().startsWith('/').default('/').describe('Path under which the service answers.'),
    service: z.string().min(1).max(63).describe('Name of the Service, in the namespace of the application.'),
    port: port().describe('Port of the Service, 1 to 65535.'),
  }),
  outputs: { host: 'host', url: 'url' },
});
