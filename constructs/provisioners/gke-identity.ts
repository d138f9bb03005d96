import { GCP_PROJECT_LABEL, GCP_PROJECT_NUMBER_LABEL } from '../../src/model/labels.ts';
import { provisioner } from '../../src/model/need.ts';
import { serviceAccount } from '../../src/model/resource-types/service-account.ts';
import { lackingLabels } from './cluster-facts.ts';
import { principalOf } from './gcp-resource.ts';

/**
 * The identity that each service account of GKE has by Workload Identity Federation: nothing is made, and policies name it as it is.
 *
 * The cluster needs the labels `gcp.roadbed.dev/project` and `gcp.roadbed.dev/project-number`.
 */
export const gkeIdentity = provisioner(serviceAccount, {
  name: 'gke-identity',
  when: { cloud: 'gcp' },
  problems: (_need, site) => lackingLabels(site, GCP_PROJECT_LABEL, GCP_PROJECT_NUMBER_LABEL),
  provision: ({ namespace, params }, site) => ({
    manifests: [],
    outputs: { identity: principalOf(site, namespace, params.serviceAccount) },
  }),
});
