import { Duration } from 'cdk8s';
import * as z from 'zod';
import { duration, text } from '../fields.ts';
import { resourceType } from '../resource-type.ts';
import { host } from '../text-fields.ts';

/** A name in the DNS that leads to an address. */
export const dns = resourceType('dns', {
  inputs: z.strictObject({
    host: host()
      .optional()
      .describe(
        'The name, fully qualified. Default: one made of name and namespace, under the zone of the cluster in its label `dns.roadbed.dev/zone`.',
      ),
    record: z
      .literal(['A', 'AAAA', 'CNAME'])
      .default('CNAME')
      .describe('What it leads to: an IPv4 address (A), an IPv6 address (AAAA) or another name (CNAME).'),
    target: text(z.string(), 'host')
      .optional()
      .describe(
        'The address or name that it leads to. Default: that of the Gateway of the cluster, in its label `dns.roadbed.dev/target`.',
      ),
    ttl: duration({ min: Duration.seconds(30), max: Duration.days(1) })
      .default(Duration.minutes(5))
      .describe('How long resolvers may keep it, in whole seconds.'),
  }),
  outputs: { host: 'host' },
});
