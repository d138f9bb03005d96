import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../fields.ts';
import { resourceType } from '../resource-type.ts';

/** A bucket for objects. */
export const bucket = resourceType('bucket', {
  inputs: z.strictObject({
    storage: size({ min: Size.gibibytes(1), max: Size.tebibytes(1) })
      .default(Size.gibibytes(10))
      .describe('Disk of a server in the cluster, rounded up to whole GiB; a managed bucket grows by itself.'),
  }),
  outputs: {
    /** Name of the bucket; of the container on Azure. */
    name: 'name',
    /** URL of the API, without the name of the bucket. */
    endpoint: 'url',
    /** Region that requests are signed for; empty where they are not. */
    region: 'string',
    /** What the endpoint speaks: `s3`, `gcs` or `azblob`. */
    protocol: 'string',
    /** Empty where the cloud knows the pod by its identity, as the next one is. */
    accessKeyId: 'string',
    secretAccessKey: 'string',
  },
});
