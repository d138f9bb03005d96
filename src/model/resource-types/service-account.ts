import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** An identity at the cloud for the pods of a service account. */
export const serviceAccount = resourceType('service-account', {
  inputs: z.strictObject({
    serviceAccount: z
      .string()
      .max(253)
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, { error: 'must be the name of a ServiceAccount' })
      .describe('Name of the ServiceAccount, in the namespace of the application. It need not be made by Roadbed.'),
  }),
  /** What policies of the cloud call it: the ARN of a role, or a principal; empty where there is no cloud. */
  outputs: { identity: 'string' },
});
