import { Duration } from 'cdk8s';
import * as z from 'zod';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { isDnsLabel } from '../../src/model/names.ts';
import { durationText } from '../../src/model/text-form.ts';
import { discoveryTag, KARPENTER, type KarpenterPool, karpenterNodes, karpenterPools } from './karpenter-plan.ts';
import { eachPool, gibibytes } from './node-pool.ts';

const props = z.strictObject({
  cluster: z
    .string()
    .max(100)
    .refine(isDnsLabel, { error: 'must be a DNS label' })
    .describe('Name of the cluster in EKS.'),
  pools: karpenterPools,
});

/** Props of {@link KarpenterPools}. */
export type KarpenterPoolsProps = z.input<typeof props>;

/**
 * The pools that Karpenter takes nodes for, each with its machines, its limits and when it replaces them; and the share of the API server
 * that the controller has, since it runs outside `kube-system`.
 *
 * `Cluster.eks` and `Cluster.eksByPulumi` make them with the prop `karpenter`.
 *
 * @source `EC2NodeClass.karpenter.k8s.aws`, `NodePool.karpenter.sh`, `FlowSchema`
 * @example
 * const eu = Cluster.existing(platform, 'eu', { environment: 'prod', server: 'https://eu.acme.example:6443' });
 * const pools = new Application(platform, 'pools', { owner: 'platform', namespace: 'karpenter', clusters: [eu] });
 * new KarpenterPools(pools, 'pools', { cluster: 'eu', pools: { batch: { capacity: ['spot'], maxCpus: 500 } } });
 */
export class KarpenterPools extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    const { cluster, pools } = this.props;
    return [
      ...eachPool(pools, (name, pool) => [this.#nodeClass(name, pool, cluster), this.#nodePool(name, pool)]).flat(),
      this.#flow('leader-election', 'leader-election', 200, [
        {
          apiGroups: ['coordination.k8s.io'],
          namespaces: ['*'],
          resources: ['leases'],
          verbs: ['get', 'create', 'update'],
        },
      ]),
      this.#flow('workload', 'workload-high', 1000, [
        { apiGroups: ['*'], clusterScope: true, namespaces: ['*'], resources: ['*'], verbs: ['*'] },
      ]),
    ];
  }

  #nodeClass(name: string, { image, disk }: KarpenterPool, cluster: string): Manifest {
    return {
      apiVersion: 'karpenter.k8s.aws/v1',
      kind: 'EC2NodeClass',
      metadata: { name, labels: this.labels },
      spec: {
        instanceProfile: karpenterNodes(cluster),
        amiSelectorTerms: [{ alias: image }],
        subnetSelectorTerms: [{ tags: discoveryTag(cluster) }],
        // The group that EKS makes for a cluster, and no other, has this tag.
        securityGroupSelectorTerms: [{ tags: { 'aws:eks:cluster-name': cluster } }],
        blockDeviceMappings: [
          {
            deviceName: image.startsWith('bottlerocket') ? '/dev/xvdb' : '/dev/xvda',
            ebs: { volumeSize: `${gibibytes(disk)}Gi`, volumeType: 'gp3', encrypted: true, deleteOnTermination: true },
          },
        ],
      },
    };
  }

  #nodePool(name: string, pool: KarpenterPool): Manifest {
    const { maxCpus, maxMemory, consolidation, consolidateAfter, budget, expireAfter, weight, labels, taints } = pool;
    return {
      apiVersion: 'karpenter.sh/v1',
      kind: 'NodePool',
      metadata: { name, labels: this.labels },
      spec: {
        ...(weight === undefined ? {} : { weight }),
        limits: {
          cpu: String(maxCpus),
          ...(maxMemory === undefined ? {} : { memory: `${gibibytes(maxMemory)}Gi` }),
        },
        disruption: {
          consolidationPolicy: consolidation === 'empty' ? 'WhenEmpty' : 'WhenEmptyOrUnderutilized',
          consolidateAfter: seconds(consolidateAfter),
          budgets: [{ nodes: budget }],
        },
        template: {
          ...(Object.keys(labels).length === 0 ? {} : { metadata: { labels } }),
          spec: {
            nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name },
            requirements: requirements(pool),
            ...(taints.length === 0 ? {} : { taints: taints.map(taint) }),
            expireAfter: seconds(expireAfter),
          },
        },
      },
    };
  }

  #flow(suffix: string, level: string, matchingPrecedence: number, resourceRules: readonly object[]): Manifest {
    const { namespace, serviceAccount: name } = KARPENTER;
    return {
      apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
      kind: 'FlowSchema',
      metadata: { name: `karpenter-${suffix}`, labels: this.labels },
      spec: {
        distinguisherMethod: { type: 'ByUser' },
        matchingPrecedence,
        priorityLevelConfiguration: { name: level },
        rules: [{ resourceRules, subjects: [{ kind: 'ServiceAccount', serviceAccount: { name, namespace } }] }],
      },
    };
  }
}

/** Which machines a pool takes. */
function requirements({ families, architectures, capacity }: KarpenterPool): readonly object[] {
  const one = (key: string, operator: 'In' | 'Gt', values: readonly string[]) => ({ key, operator, values });
  const machines =
    families.length > 0
      ? [one('karpenter.k8s.aws/instance-family', 'In', families)]
      : [
          one('karpenter.k8s.aws/instance-category', 'In', ['c', 'm', 'r']),
          one('karpenter.k8s.aws/instance-generation', 'Gt', ['4']),
        ];
  return [
    one('kubernetes.io/arch', 'In', architectures),
    one('kubernetes.io/os', 'In', ['linux']),
    one('karpenter.sh/capacity-type', 'In', capacity),
    ...machines,
  ];
}

function taint({ key, value, effect }: KarpenterPool['taints'][number]): object {
  return { key, ...(value === '' ? {} : { value }), effect };
}

/** A length of time as Karpenter writes it, in whole seconds, rounded up. */
function seconds(time: Duration): string {
  return durationText(Duration.seconds(Math.ceil(time.toMilliseconds() / 1000)));
}
