import * as z from 'zod';

/** Where a store stands: one for the whole cluster says of each reference which namespace it is in. */
export interface StorePlace {
  readonly namespace: string;
  readonly isForCluster: boolean;
}

/** A credential by reference: a key of a Secret that is there already, as `fromSecret` names it. */
export const secretReference = z.strictObject({
  name: z.string().min(1).max(253).describe('Name of the Secret, in the namespace of the application.'),
  key: z.string().min(1).max(253).describe('Key within the Secret.'),
});

/** A key of a Secret as a store names it. */
export function keyRef({ name, key }: z.output<typeof secretReference>, place: StorePlace): object {
  return { name, key, ...namespaceOf(place) };
}

/** A ServiceAccount or a ConfigMap as a store names it. */
export function named(name: string, place: StorePlace): object {
  return { name, ...namespaceOf(place) };
}

function namespaceOf({ namespace, isForCluster }: StorePlace): { readonly namespace?: string } {
  return isForCluster ? { namespace } : {};
}
