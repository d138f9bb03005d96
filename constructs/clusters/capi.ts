import * as z from 'zod';
import type { ClusterConnection } from '../../src/model/declarations.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { isDnsSubdomain } from '../../src/model/names.ts';
import { cidr } from '../../src/model/text-fields.ts';
import { CONNECTION_READER, connectionReader } from './connection-reader.ts';
import { isPoolSize, nodePoolFields, nodesOf, POOL_SIZE, poolName } from './node-pool.ts';

const name = z.string().refine(isDnsSubdomain, { error: 'must be the name of an object' });

const variables = z
  .record(
    z.string().min(1).max(256),
    z.string().refine(isJson, { error: 'must be JSON, such as 3 or "m7i.large" in quotes' }),
  )
  .default({})
  .describe(
    'Values of the variables that the ClusterClass defines, each as JSON: `3`, `"eu-west-1"` in quotes, `{"a":1}`.',
  );

const { count, min, max, labels, taints } = nodePoolFields;

const pool = z
  .strictObject({
    class: z.string().min(1).max(256).describe('Class of machines of the ClusterClass, such as `default-worker`.'),
    count,
    min,
    max,
    labels: labels.describe(
      'Labels of the machines; those of `node.cluster.x-k8s.io`, `node-role.kubernetes.io` and `node-restriction.kubernetes.io` come to the nodes.',
    ),
    taints,
  })
  .refine(isPoolSize, { error: POOL_SIZE });

const props = z.strictObject({
  class: name.describe('Name of the ClusterClass, which knows the infrastructure: vSphere, OpenStack, metal, a cloud.'),
  classNamespace: name.default('default').describe('Namespace of the ClusterClass.'),
  version: z
    .string()
    .regex(/^v1\.[0-9]{2}\.[0-9]+$/, { error: 'must be a version of Kubernetes, such as v1.34.2' })
    .describe('Version of Kubernetes, such as `v1.34.2`; raised by one minor version at a time, and never back.'),
  controlPlane: z.literal([1, 3, 5]).default(3).describe('Machines of the control plane: 1, 3 or 5.'),
  nodes: z.record(poolName, pool).default({}).describe('Pools of workers, by name. Default: none.'),
  podRange: cidr().default('192.168.0.0/16').describe('Addresses of pods.'),
  serviceRange: cidr().default('10.128.0.0/12').describe('Addresses of services.'),
  variables,
  protect: z
    .boolean()
    .default(true)
    .describe('Whether its removal here waits until a person confirms it: Cluster API deletes the machines with it.'),
});

/** Props of {@link CapiCluster}. */
export type CapiClusterProps = z.input<typeof props>;

/** Annotations by which the autoscaler knows how many machines there may be. */
const LEAST = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size';
const MOST = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size';

/**
 * A cluster of Cluster API, by a ClusterClass of yours: on vSphere, OpenStack, metal or any cloud that has a provider.
 *
 * `Cluster.capi` makes one on the hub, and registers it.
 *
 * @source `Cluster.cluster.x-k8s.io` with a topology
 * @example
 * const infrastructure = new Application(platform, 'clusters', { owner: 'platform', onHub: true });
 * new CapiCluster(infrastructure, 'factory', {
 *   class: 'vsphere',
 *   version: 'v1.34.2',
 *   nodes: { main: { class: 'default-worker', count: 3 } },
 *   variables: { datacenter: '"hall-2"' },
 * });
 */
export class CapiCluster extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    const { namespace } = this.application;
    const cluster = this.#cluster();
    return [
      this.props.protect ? stateful(cluster) : cluster,
      ...connectionReader(kubeconfigOf(this.name), { namespace, labels: this.labels }),
    ];
  }

  #cluster(): Manifest {
    const { class: clusterClass, classNamespace, version, controlPlane, nodes, podRange, serviceRange } = this.props;
    const pools = Object.keys(nodes).sort();
    const values = Object.entries(this.props.variables).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      apiVersion: 'cluster.x-k8s.io/v1beta2',
      kind: 'Cluster',
      metadata: { name: this.name, labels: this.labels },
      spec: {
        clusterNetwork: { pods: { cidrBlocks: [podRange] }, services: { cidrBlocks: [serviceRange] } },
        topology: {
          classRef: { name: clusterClass, namespace: classNamespace },
          version,
          controlPlane: { replicas: controlPlane },
          ...(pools.length === 0
            ? {}
            : { workers: { machineDeployments: pools.flatMap((one) => this.#workers(one)) } }),
          ...(values.length === 0
            ? {}
            : { variables: values.map(([key, value]) => ({ name: key, value: parsed(value) })) }),
        },
      },
    };
  }

  #workers(poolOf: string): readonly object[] {
    const own = this.props.nodes[poolOf];
    if (own === undefined) return [];
    const size = nodesOf(own);
    const annotations = 'fixed' in size ? undefined : { [LEAST]: String(size.min), [MOST]: String(size.max) };
    const hasLabels = Object.keys(own.labels).length > 0;
    return [
      {
        class: own.class,
        name: poolOf,
        // Where an autoscaler sets the number, nobody else says one.
        ...('fixed' in size ? { replicas: size.fixed } : {}),
        ...(hasLabels || annotations !== undefined
          ? { metadata: { ...(hasLabels ? { labels: own.labels } : {}), ...(annotations ? { annotations } : {}) } }
          : {}),
        ...(own.taints.length === 0
          ? {}
          : {
              taints: own.taints.map(({ key, value, effect }) => ({
                key,
                ...(value === '' ? {} : { value }),
                effect,
                propagation: 'Always',
              })),
            }),
      },
    ];
  }
}

/** The Secret that Cluster API writes a kubeconfig to. */
function kubeconfigOf(cluster: string): string {
  return `${cluster}-kubeconfig`;
}

function parsed(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

function isJson(text: unknown): boolean {
  try {
    JSON.parse(String(text));
    return true;
  } catch {
    return false;
  }
}

/** How Argo CD learns to reach the cluster `id` that is made in a namespace of the hub: by the client certificate in its kubeconfig. */
export function capiConnection(id: string, namespace: string): ClusterConnection {
  return {
    namespace,
    secret: kubeconfigOf(id),
    reader: CONNECTION_READER,
    keys: { kubeconfig: 'value' },
    identity: { kind: 'secret', shortLived: false },
  };
}
