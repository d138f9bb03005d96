import { provisioner } from '../../src/model/need.ts';
import { serviceAccount } from '../../src/model/resource-types/service-account.ts';

/** No identity: what answers where no cloud knows the cluster, as every other provisioner of the type is more specific. */
export const noIdentity = provisioner(serviceAccount, {
  name: 'no-identity',
  provision: () => ({ manifests: [], outputs: { identity: '' } }),
});
