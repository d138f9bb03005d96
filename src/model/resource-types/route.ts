import * as z from 'zod';
import { port, text } from '../fields.ts';
import { resourceType } from '../resource-type.ts';
import { host } from '../text-fields.ts';

/** A way in from outside: a host, and a path under it, that leads to a service of the application. */
export const route = resourceType('route', {
  inputs: z.strictObject({
    host: text(host(), 'host').describe('DNS name that clients ask for: a text, or the `host` of a DNS name.'),
    path: z
      .string()
      .regex(/^\/[^\s?#]*$/, { error: 'must be an absolute path, such as /api' })
      .max(1024)
      .default('/')
      .describe('Beginning of the paths that lead to the service.'),
    service: z
      .string()
      .max(63)
      .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, { error: 'must be the name of a Service' })
      .describe('Name of the Service, in the namespace of the application.'),
    port: port().describe('Port of the Service, 1 to 65535.'),
  }),
  outputs: { host: 'host', url: 'url' },
});
