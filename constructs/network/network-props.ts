import * as z from 'zod';
import { isDnsLabel } from '../../src/model/names.ts';
import { host } from '../../src/model/text-fields.ts';

const label = z.string().refine(isDnsLabel, { error: 'must be a DNS label' });

/** Props that both ends of a network have. */
export const networkFields = {
  network: label.describe('Name of the network.'),
  host: host()
    .refine((name) => !/^[0-9.]+$/.test(String(name)), {
      error: 'must be a name, not an address: the router looks for names alone in certificates',
    })
    .optional()
    .describe(
      'DNS name of the hub that edges connect to, which stays. Default: none; then each edge is linked by a token of Skupper, which `roadbed join` hands over once.',
    ),
  expose: z
    .enum(['ingress', 'loadBalancer', 'nodePort'])
    .default('loadBalancer')
    .describe(
      'How the hub is reached: through its Gateway on port 443, which passes TLS on; by a load balancer of its own on port 443; or by a port of its nodes.',
    ),
  nodePort: z
    .int()
    .min(30000)
    .max(32767)
    .default(30671)
    .describe('Port of the nodes, 30000 to 32767, where `expose` is `nodePort`.'),
  manage: z
    .boolean()
    .default(true)
    .describe('Whether Argo CD on the hub reaches the API servers of the edges through the network.'),
  store: z
    .strictObject({
      kind: z.string().describe('Kind of the store: `ClusterSecretStore` or `SecretStore`.'),
      name: z.string().describe('Name of the store.'),
      cloud: z
        .enum(['aws', 'azure', 'gcp'])
        .optional()
        .describe('Cloud that keeps it, by which names in it are spelt. Default: names are paths.'),
    })
    .describe('Store of External Secrets through which renewed certificates reach the edges.'),
};

/** Whether the network can be reached in the way that is said. */
export function isReachable(given: { readonly host?: unknown; readonly expose?: unknown }): boolean {
  return given.expose === undefined || given.expose === 'loadBalancer' || given.host !== undefined;
}

/** What is said where {@link isReachable} is false. */
export const NEEDS_HOST = { path: ['host'], error: 'must be said, unless the hub is reached by a load balancer' };

/** Names of clusters. */
export const clusterNames = z.array(label);
