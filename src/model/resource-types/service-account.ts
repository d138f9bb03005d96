import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** An identity at the cloud for the pods of a service account. */
export const serviceAccount = resourceType('service-account', {
  inputs: z.strictObject({
    name: z.string().min(1).max(63).describe('Name of the ServiceAccount, in the namespace of the application.'),
  }),
  /** What the cloud calls it: the ARN of a role, the address of an account, or the id of a client. */
  outputs: { identity: 'string' },
});
