import { DNS_TARGET_LABEL, DNS_ZONE_LABEL } from '../../src/model/labels.ts';
import { shortName } from '../../src/model/names.ts';
import type { NeedContext, ProvisionProblem } from '../../src/model/need.ts';
import type { ParamsOf } from '../../src/model/resource-type.ts';
import type { dns } from '../../src/model/resource-types/dns.ts';
import type { Site } from '../../src/model/site.ts';
import { lackingLabels } from './cluster-facts.ts';

/** A need of a name in the DNS, as a provisioner sees it. */
export type DnsNeed = NeedContext<ParamsOf<typeof dns>>;

/** The name: as it was asked for, else one of its own under the zone of the cluster; undefined where the cluster has none. */
export function hostOf({ params, name, namespace }: DnsNeed, site: Site): string | undefined {
  if (params.host !== undefined) return params.host;
  const zone = site.label(DNS_ZONE_LABEL) ?? '';
  return zone === '' ? undefined : `${shortName(`${name}-${namespace}`, 63)}.${zone}`;
}

/** What a record holds. */
export interface DnsRecord {
  readonly host: string;
  readonly type: 'A' | 'AAAA' | 'CNAME';
  readonly target: unknown;
  readonly ttlSeconds: number;
}

/** The record, where the cluster says what {@link recordProblems} asks for. */
export function recordOf(need: DnsNeed, site: Site): DnsRecord {
  const { record, target, ttl } = need.params;
  return {
    host: hostOf(need, site) ?? '',
    type: record,
    target: target ?? site.label(DNS_TARGET_LABEL) ?? '',
    ttlSeconds: Math.floor(ttl.toMilliseconds() / 1000),
  };
}

/** Problems of a cluster that does not say what the need leaves to it. */
export function recordProblems({ params }: DnsNeed, site: Site): readonly ProvisionProblem[] {
  return lackingLabels(
    site,
    ...(params.host === undefined ? [DNS_ZONE_LABEL] : []),
    ...(params.target === undefined ? [DNS_TARGET_LABEL] : []),
  );
}
