import type { Manifest } from '../../src/model/manifest.ts';
import { provisioner } from '../../src/model/need.ts';
import { dns } from '../../src/model/resource-types/dns.ts';
import type { Site } from '../../src/model/site.ts';
import { type DnsNeed, hostOf, recordOf, recordProblems } from './dns-host.ts';

/**
 * A record that external-dns makes at whatever serves the zone, from an object at the cluster; it answers wherever no other provisioner is meant.
 *
 * The cluster needs external-dns with the source `crd`, and the labels `dns.roadbed.dev/zone` and `dns.roadbed.dev/target` where the need
 * names neither host nor target.
 *
 * @source `DNSEndpoint.externaldns.k8s.io`
 */
export const externalDns = provisioner(dns, {
  name: 'external-dns',
  problems: recordProblems,
  provision: (need: DnsNeed, site: Site) => ({
    manifests: [endpoint(need, site)],
    outputs: { host: hostOf(need, site) ?? '' },
  }),
});

function endpoint(need: DnsNeed, site: Site): Manifest {
  const { host, type, target, ttlSeconds } = recordOf(need, site);
  return {
    apiVersion: 'externaldns.k8s.io/v1alpha1',
    kind: 'DNSEndpoint',
    metadata: { name: need.name, labels: need.labels },
    spec: { endpoints: [{ dnsName: host, recordType: type, recordTTL: ttlSeconds, targets: [target] }] },
  };
}
