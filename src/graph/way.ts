import { listed } from '../model/listed.ts';
import type { PlatformDeclaration } from '../model/platform-declaration.ts';
import type { Offered } from './draft.ts';
import type { ClusterNode } from './graph.ts';

/** How a value travels, for people: each hop from where it is made, and the last step at the consumer. */
export function wayOf(
  offered: Offered | undefined,
  { last, output, isLate, isHandedOver, clusters, platform }: Travel,
): string {
  if (offered === undefined) return last;
  const { from, crossing, origins } = offered;
  const names = listed(from.map(({ name }) => name));
  const hops: string[] = [];
  if (crossing?.outputs.has(output) === true) {
    const behind = from.length === 0 || (typeof crossing.host !== 'string' && from[0]?.behindHub === true);
    const where = behind ? 'on the hub' : `on ${names}`;
    hops.push(`connector ${where}, network "${crossing.network}", listener "${crossing.listener}"`);
    if (crossing.serverName !== undefined) hops.push(`TLS name ${crossing.serverName}`);
  } else if (from.length > 0 && !isLate) hops.push(`as on ${names}`);
  const travels = () => offered.mirrored || clusters.some(({ plane }) => plane === 'hub');
  if (isLate && origins.size > 0 && travels()) {
    const home = from.length > 0 ? names : offered.mirrored ? 'another program' : 'the hub';
    hops.push(`from ${home} ${carrier(platform)}`);
  }
  if (isHandedOver) hops.push(`from Pulumi through the store "${platform.secretStore.name}"`);
  return [...hops, last].join(', ');
}

/** What is known of a value that is taken. */
export interface Travel {
  /** The step at the consumer. */
  readonly last: string;
  readonly output: string;
  readonly isLate: boolean;
  /** Whether Pulumi puts it into the store of the cluster's cloud. */
  readonly isHandedOver: boolean;
  /** Clusters of the consumer. */
  readonly clusters: readonly ClusterNode[];
  readonly platform: PlatformDeclaration;
}

function carrier({ transport, secretStore }: PlatformDeclaration): string {
  return transport === 'store' ? `through the store "${secretStore.name}"` : 'by an Object of provider-kubernetes';
}
