import * as z from 'zod';

/** The prop that chooses among the platform's provisioners of a type. */
export function needClass() {
  return z
    .string()
    .max(63)
    .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, { error: 'must be a word in lower case' })
    .default('default')
    .describe("Class, a word of the platform team's: its provisioners say which classes there are.");
}

/** The prop by which golden paths share one resource. */
export function needId() {
  return z
    .string()
    .max(40)
    .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, { error: 'must be a word in lower case' })
    .optional()
    .describe(
      'Name of the resource, by which it is shared: all on a cluster who give the same class and id have one, made by the first of them by path. Default: its own, shared with nobody.',
    );
}

/** The prop by which clusters share one resource. */
export function needShared() {
  return z
    .enum(['cluster', 'environment', 'once'])
    .default('cluster')
    .describe(
      'How many there are: one for each `cluster`, one for each `environment`, or one in all, `once`. One that clusters share is made on the cluster among them that is the `home`, and its outputs travel to the others.',
    );
}
