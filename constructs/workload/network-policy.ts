import * as z from 'zod';
import { port } from '../../src/model/fields.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { cidr } from '../../src/model/text-fields.ts';
import type { Workload } from './workload.ts';

const egressSchema = z
  .array(
    z.strictObject({
      cidr: cidr().describe('Range of addresses, such as `203.0.113.0/24`; `0.0.0.0/0` is every address.'),
      ports: z.array(port()).min(1).max(50).describe('TCP ports that may be reached there, 1 to 65535 each.'),
    }),
  )
  .max(50)
  .default([])
  .describe('Addresses outside the platform that may be reached. What `env` refers to is open without it.');

/** Addresses outside the platform that a workload may reach. */
export const egressProps = { egress: egressSchema };

/** Addresses outside the platform that a workload may reach, checked. */
export type Egress = z.output<typeof egressSchema>;

/** Pods of a namespace that may reach a port of the workload; without a namespace any address may. */
export interface Ingress {
  readonly namespace: string | undefined;
  readonly port: number;
}

/**
 * The workload's one NetworkPolicy: all is closed but DNS, what is given here, and what linking opens for references.
 *
 * @source https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkPolicy(
  { name, labels, pods }: Workload,
  ingress: readonly Ingress[],
  egress: Egress,
  udp: readonly number[] = [],
): Manifest {
  const rules = [
    ...ingress.map(({ namespace, port }) => ({
      ...(namespace === undefined ? {} : { from: [{ namespaceSelector: named(namespace) }] }),
      ports: tcp([port]),
    })),
    // References open TCP alone, so UDP is open to all pods of the cluster.
    ...udp.map((port) => ({ from: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP', port }] })),
  ];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, labels },
    spec: {
      podSelector: { matchLabels: pods },
      policyTypes: ['Ingress', 'Egress'],
      // The API server keeps no empty list, so that each apply of one would change the object.
      ...(rules.length === 0 ? {} : { ingress: rules }),
      egress: [dns, ...egress.map(({ cidr, ports }) => ({ to: [{ ipBlock: { cidr } }], ports: tcp(ports) }))],
    },
  };
}

/** Selects a namespace by the label that Kubernetes itself puts on it. */
export function named(namespace: string): object {
  return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}

/** TCP ports as a NetworkPolicy names them. */
export function tcp(ports: readonly number[]): readonly object[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}

/**
 * The cluster's name servers, and two addresses that no selector of pods matches: the one that a node's own DNS cache always has, and that
 * of Google's Cloud DNS on GKE. Where a cluster has neither, nothing answers on port 53 there.
 */
const dns = {
  to: [
    { namespaceSelector: named('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
    { ipBlock: { cidr: '169.254.20.10/32' } },
    { ipBlock: { cidr: '169.254.169.254/32' } },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
