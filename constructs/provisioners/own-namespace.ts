import { provisioner } from '../../src/model/need.ts';
import { namespace } from '../../src/model/resource-types/namespace.ts';

/** The namespace of the application, which the platform makes: nothing is made here. */
export const ownNamespace = provisioner(namespace, {
  name: 'own-namespace',
  provision: (need) => ({ manifests: [], outputs: { name: need.namespace } }),
});
