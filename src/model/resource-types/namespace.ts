import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** A namespace besides the application's own. */
export const namespace = resourceType('namespace', {
  inputs: z.strictObject({
    podSecurity: z
      .literal(['restricted', 'baseline', 'privileged'])
      .default('restricted')
      .describe('Pod Security Standard that it enforces.'),
  }),
  outputs: { name: 'name' },
});
