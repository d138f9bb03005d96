import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** A bucket for objects that speaks the protocol of S3. */
export const bucket = resourceType('bucket', {
  inputs: z.strictObject({
    versioned: z.boolean().default(false).describe('Whether former versions of objects are kept.'),
  }),
  outputs: {
    name: 'name',
    /** URL of the service, without the name of the bucket. */
    endpoint: 'url',
    /** Region that requests are signed for. */
    region: 'string',
    accessKey: 'secret',
    secretKey: 'secret',
  },
});
