import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../fields.ts';
import { resourceType } from '../resource-type.ts';

/** A volume that pods mount by a claim. */
export const volume = resourceType('volume', {
  inputs: z.strictObject({
    size: size({ min: Size.mebibytes(1), max: Size.tebibytes(64) }).describe(
      'Room on it. It can grow later and never shrink.',
    ),
    access: z
      .literal(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'])
      .default('ReadWriteOnce')
      .describe('Who may mount it at a time, in the words of Kubernetes.'),
  }),
  /** Name of the PersistentVolumeClaim. */
  outputs: { claim: 'name' },
});
