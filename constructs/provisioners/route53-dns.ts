import type { Manifest } from '../../src/model/manifest.ts';
import { provisioner } from '../../src/model/need.ts';
import { dns } from '../../src/model/resource-types/dns.ts';
import type { Site } from '../../src/model/site.ts';
import { type DnsNeed, hostOf, recordOf, recordProblems } from './dns-host.ts';
import { inNetwork } from './network-selector.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of an object of Kubernetes that labels can hold too. */
const LONGEST_NAME = 63;

/**
 * A record of Amazon Route 53, by a managed resource of Crossplane that the control plane holds.
 *
 * The zone is the managed resource that bears the labels `network.roadbed.dev/cluster: <cluster>` and `network.roadbed.dev/serves: dns`.
 * The cluster needs the labels `dns.roadbed.dev/zone` and `dns.roadbed.dev/target` where the need names neither host nor target.
 *
 * @source `Record.route53.aws.m.upbound.io` of the AWS provider
 */
export const route53Dns = provisioner(dns, {
  name: 'route53-dns',
  when: { tier: 'production', cloud: 'aws' },
  problems: recordProblems,
  provision: (need: DnsNeed, site: Site) => ({ manifests: [], outputs: { host: hostOf(need, site) ?? '' } }),
  infrastructure: (need: DnsNeed, site: Site) => [record(need, site)],
});

function record(need: DnsNeed, site: Site): Manifest {
  const { host, type, target, ttlSeconds } = recordOf(need, site);
  return {
    apiVersion: 'route53.aws.m.upbound.io/v1beta1',
    kind: 'Record',
    metadata: { name: resourceName(need, site, LONGEST_NAME), namespace: need.namespace, labels: need.labels },
    spec: {
      forProvider: {
        name: host,
        type,
        ttl: ttlSeconds,
        records: [target],
        zoneIdSelector: inNetwork(site, 'dns'),
      },
    },
  };
}
