import type { Manifest } from '../../src/model/manifest.ts';
import { provisioner } from '../../src/model/need.ts';
import { pulumiClusterValue } from '../../src/model/pulumi-resource.ts';
import { dns } from '../../src/model/resource-types/dns.ts';
import type { Site } from '../../src/model/site.ts';
import { type DnsNeed, hostOf, recordOf, recordProblems } from '../provisioners/dns-host.ts';
import { part } from './resource.ts';

/**
 * A record of Amazon Route 53 that Pulumi makes. The cluster gives `zoneId`, the id of the hosted zone, and the labels
 * `dns.roadbed.dev/zone` and `dns.roadbed.dev/target` where the need names neither host nor target.
 *
 * @source `aws:route53/record:Record`
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/route53/record/
 */
export const pulumiRoute53Dns = provisioner(dns, {
  name: 'pulumi-route53-dns',
  when: { tier: 'production', cloud: 'aws' },
  problems: recordProblems,
  provision: (need: DnsNeed, site: Site) => ({ manifests: [], outputs: { host: hostOf(need, site) ?? '' } }),
  infrastructure: (need: DnsNeed, site: Site): readonly Manifest[] => {
    const { host, type, target, ttlSeconds } = recordOf(need, site);
    return [
      part(need, 'aws:route53/record:Record', '', {
        zoneId: pulumiClusterValue('zoneId'),
        name: host,
        type,
        ttl: ttlSeconds,
        records: [target],
      }),
    ];
  },
});
