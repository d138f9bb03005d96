import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** A secret that a person or another system keeps in the platform's store. */
export const secret = resourceType('secret', {
  inputs: z.strictObject({
    key: z.string().min(1).describe('Where the store keeps it, such as `shop/stripe`.'),
    property: z.string().min(1).optional().describe('Member of what is kept there. Default: all of it.'),
  }),
  outputs: { value: 'secret' },
});
