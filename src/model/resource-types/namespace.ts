import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** The namespace of the application, for what must name it. The platform makes it: an application has one, which belongs to its owner. */
export const namespace = resourceType('namespace', {
  inputs: z.strictObject({}),
  outputs: { name: 'name' },
});
