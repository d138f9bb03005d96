import {
  BEHIND_LABEL,
  NETWORK_CLUSTER_LABEL,
  NETWORK_NAMESPACE_LABEL,
  NETWORK_SERVES_LABEL,
} from '../../src/model/labels.ts';
import type { Site } from '../../src/model/site.ts';

/**
 * Chooses a resource of the cluster's network, so that no id is copied: the platform labels the managed resources of a network
 * (a subnet group, a security group that lets the cluster's nodes in) with `network.roadbed.dev/cluster: <cluster>` and
 * `network.roadbed.dev/serves: <what it serves>`, such as `postgres`, and keeps them in the namespace `crossplane-system`, or in the one
 * that the cluster's label `network.roadbed.dev/namespace` says. A cluster behind the hub takes the network of the hub.
 */
export function inNetwork(site: Site, serves: string): object {
  return {
    matchLabels: { [NETWORK_CLUSTER_LABEL]: site.label(BEHIND_LABEL) ?? site.name, [NETWORK_SERVES_LABEL]: serves },
    namespace: site.label(NETWORK_NAMESPACE_LABEL) ?? 'crossplane-system',
  };
}
