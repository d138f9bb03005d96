import type { PlatformDeclaration } from '../model/declarations.ts';
import { listed } from '../model/listed.ts';
import type { Offered } from './draft.ts';
import type { ClusterNode } from './graph.ts';

/** How a value travels, for people: each hop from where it is made, and the last step at the consumer. */
export function wayOf(
  offered: Offered | undefined,
  last: string,
  where: {
    readonly platform: PlatformDeclaration;
    readonly isLate: boolean;
    readonly clusters: readonly ClusterNode[];
  },
): string {
  if (offered === undefined) return last;
  const { from, crossing, origins } = offered;
  const names = listed(from.map(({ name }) => name));
  const hops: string[] = [];
  if (crossing !== undefined) {
    const where = from.length > 0 ? `on ${names}` : 'on the hub';
    hops.push(`connector ${where}, network "${crossing.network}", listener "${crossing.listener}"`);
  } else if (from.length > 0 && !where.isLate) hops.push(`as on ${names}`);
  const travels = from.length > 0 || where.clusters.some(({ plane }) => plane === 'hub');
  if (where.isLate && origins.size > 0 && travels)
    hops.push(`from ${from.length > 0 ? names : 'the hub'} ${carrier(where.platform)}`);
  return [...hops, last].join(', ');
}

function carrier({ transport, secretStore }: PlatformDeclaration): string {
  return transport === 'store' ? `through the store "${secretStore.name}"` : 'by an Object of provider-kubernetes';
}
