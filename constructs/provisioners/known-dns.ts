import { provisioner } from '../../src/model/need.ts';
import { dns } from '../../src/model/resource-types/dns.ts';
import type { Site } from '../../src/model/site.ts';
import { type DnsNeed, hostOf } from './dns-host.ts';

/**
 * A name for development, where nothing is made: the one that was asked for or that the zone of the cluster gives, which a wildcard of the
 * platform leads to its Gateway; where there is neither, one under the namespace, which is known in the cluster.
 */
export const knownDns = provisioner(dns, {
  name: 'known-dns',
  when: { tier: 'development' },
  provision: (need: DnsNeed, site: Site) => ({
    manifests: [],
    outputs: { host: hostOf(need, site) ?? `${need.name}.${need.namespace}.svc` },
  }),
});
