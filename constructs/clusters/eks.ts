import * as z from 'zod';
import type { ClusterConnection } from '../../src/model/declarations.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { cidr } from '../../src/model/text-fields.ts';
import { CONNECTION_READER, connectionReader, connectionSecretOf } from './connection-reader.ts';
import { eksAccess, eksRoles, roleNames } from './eks-access.ts';
import { eksNetwork, NODES } from './eks-network.ts';
import { networkRange } from './ipv4.ts';
import { lasting, type ManagedContext, managedFields, replaceable, serving } from './managed.ts';
import { gibibytes, isPoolSize, nodePoolFields, nodesOf, POOL_SIZE, poolName } from './node-pool.ts';

const pool = z
  .strictObject({
    ...nodePoolFields,
    instanceTypes: z
      .array(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, { error: 'must be an instance type, such as m7i.large' }))
      .min(1)
      .max(20)
      .default(['m7i.large'])
      .describe('Instance types, of one architecture and much the same size; several make spot capacity last.'),
    arm: z.boolean().default(false).describe('Whether the instance types are Graviton, such as m7g.large.'),
  })
  .refine(isPoolSize, { error: POOL_SIZE });

const zone = z.string().regex(/^[a-z0-9-]+[a-z]$/, { error: 'must be an availability zone, such as eu-west-1a' });

const props = z.strictObject({
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/, { error: 'must be a region of AWS, such as eu-west-1' })
    .describe('Region of AWS, such as `eu-west-1`.'),
  version: z
    .string()
    .regex(/^1\.[0-9]{2}$/, { error: 'must be a minor version of Kubernetes, such as 1.34' })
    .optional()
    .describe(
      'Minor version of Kubernetes, such as `1.34`; raised by one at a time, and never back. Default: the newest that EKS offers when the cluster is made, which then stays.',
    ),
  nodes: z
    .record(poolName, pool)
    .default({ main: { ...pool.parse({}) } })
    .describe('Managed node groups, by name. Default: `main`, with 3 nodes.'),
  range: networkRange()
    .default('10.0.0.0/16')
    .describe('Addresses of the VPC, /16 to /20; no other network that it is joined to has them.'),
  zones: z
    .array(zone)
    .length(3)
    .optional()
    .describe('The three availability zones. Default: the zones a, b and c of the region.'),
  nat: z
    .enum(['each-zone', 'one'])
    .default('each-zone')
    .describe('NAT gateways: `one` costs a third, and takes the way out of all zones with it when its zone fails.'),
  publicAccess: z
    .array(cidr())
    .max(40)
    .default([])
    .describe(
      'Ranges of addresses that may reach the API server from the internet, at most 40. Default: none, so that it is reached from its own network alone.',
    ),
  encryptionKeyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/\S+$/, { error: 'must be the ARN of a KMS key' })
    .optional()
    .describe('KMS key that encrypts what the API server stores; it can never be taken away. Default: a key of AWS.'),
  argocdRoleArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:role\/\S+$/, { error: 'must be the ARN of an IAM role' })
    .optional()
    .describe(
      "IAM role that Argo CD's pods on the hub have; it becomes an administrator of the cluster. Default: Argo CD uses tokens of Crossplane's own identity, made anew every 10 minutes.",
    ),
  logs: z
    .array(z.enum(['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']))
    .default(['audit', 'authenticator'])
    .describe('Logs of the control plane that CloudWatch keeps, at its price.'),
  ...managedFields,
});

/** Props of {@link EksCluster}. */
export type EksClusterProps = z.input<typeof props>;

const EKS = 'eks.aws.m.upbound.io/v1beta1';

/**
 * An EKS cluster with all that it stands on, as managed resources of Crossplane: a VPC over three zones with private and public
 * subnets, NAT and routes; the roles of the control plane and the nodes; the cluster, with a private endpoint and encryption; managed
 * node groups; pod identity.
 *
 * Everything is linked by reference. Secrets are encrypted by a key of AWS, or by yours. `Cluster.eks` makes one on the hub, and registers it.
 *
 * @source `Cluster.eks.aws.m.upbound.io` of the AWS provider, and what it refers to
 * @example
 * const infrastructure = new Application(platform, 'clusters', { owner: 'platform', onHub: true });
 * new EksCluster(infrastructure, 'eu', { region: 'eu-west-1', nodes: { main: { count: 2 } } });
 */
export class EksCluster extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    const { region, zones, range, nat, protect, providerConfig, argocdRoleArn } = this.props;
    const context = { cluster: this.name, labels: this.labels, protect, providerConfig };
    const { namespace } = this.application;
    return [
      ...eksNetwork({ ...context, region, range, nat, zones: zones ?? zonesOf(region) }),
      ...eksRoles({ ...context, region }),
      this.#cluster(context),
      ...Object.keys(this.props.nodes)
        .sort()
        .flatMap((name) => this.#nodeGroup(name, context)),
      ...eksAccess({ ...context, region, argocdRoleArn }),
      replaceable(context, {
        apiVersion: EKS,
        kind: 'ClusterAuth',
        name: this.name,
        forProvider: { region, clusterNameRef: { name: this.name }, refreshPeriod: '10m' },
        connectionSecret: connectionSecretOf(this.name),
      }),
      ...connectionReader(connectionSecretOf(this.name), { namespace, labels: this.labels }),
    ];
  }

  #cluster(context: ManagedContext): Manifest {
    const { region, version, publicAccess, encryptionKeyArn, logs, protect } = this.props;
    const isPublic = publicAccess.length > 0;
    return lasting(context, {
      apiVersion: EKS,
      kind: 'Cluster',
      name: this.name,
      forProvider: {
        region,
        ...(version === undefined ? {} : { version }),
        roleArnRef: { name: roleNames(this.name).controlPlane },
        vpcConfig: {
          subnetIdSelector: serving(context, NODES),
          endpointPrivateAccess: true,
          endpointPublicAccess: isPublic,
          ...(isPublic ? { publicAccessCidrs: publicAccess } : {}),
        },
        accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: true },
        ...(encryptionKeyArn === undefined
          ? {}
          : { encryptionConfig: { provider: { keyArn: encryptionKeyArn }, resources: ['secrets'] } }),
        enabledClusterLogTypes: logs,
        upgradePolicy: { supportType: 'STANDARD' },
        deletionProtection: protect,
      },
    });
  }

  #nodeGroup(name: string, context: ManagedContext): readonly Manifest[] {
    const { region, version, nodes } = this.props;
    const group = nodes[name];
    if (group === undefined) return [];
    const size = nodesOf(group);
    return [
      replaceable(context, {
        apiVersion: EKS,
        kind: 'NodeGroup',
        name: `${this.name}-${name}`,
        forProvider: {
          region,
          ...(version === undefined ? {} : { version }),
          clusterNameRef: { name: this.name },
          nodeRoleArnRef: { name: roleNames(this.name).nodes },
          subnetIdSelector: serving(context, NODES),
          amiType: group.arm ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD',
          capacityType: group.spot ? 'SPOT' : 'ON_DEMAND',
          instanceTypes: group.instanceTypes,
          diskSize: gibibytes(group.disk),
          labels: group.labels,
          taint: group.taints.map(({ key, value, effect }) => ({ key, value, effect: EFFECTS[effect] })),
          scalingConfig:
            'fixed' in size
              ? { desiredSize: size.fixed, minSize: size.fixed, maxSize: Math.max(size.fixed, 1) }
              : { minSize: size.min, maxSize: size.max },
          updateConfig: { maxUnavailablePercentage: 33 },
          nodeRepairConfig: { enabled: true },
        },
        // The autoscaler sets the number from then on: Crossplane gives the first one and never looks at it again.
        initProvider: 'fixed' in size ? undefined : { scalingConfig: { desiredSize: size.min } },
      }),
    ];
  }
}

const EFFECTS = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
} as const;

/** Regions whose three zones for everybody are not a, b and c. */
const ZONES: Readonly<Record<string, string>> = { 'ap-northeast-1': 'acd', 'ca-central-1': 'abd' };

function zonesOf(region: string): readonly string[] {
  return [...(ZONES[region] ?? 'abc')].map((letter) => region + letter);
}

/** How Argo CD learns to reach the cluster `id` that is made in a namespace of the hub. */
export function eksConnection(
  id: string,
  namespace: string,
  { argocdRoleArn }: Pick<EksClusterProps, 'argocdRoleArn'>,
): ClusterConnection {
  return {
    namespace,
    secret: connectionSecretOf(id),
    reader: CONNECTION_READER,
    keys: { kubeconfig: 'kubeconfig' },
    // With a role of its own Argo CD makes the tokens itself, and its Secret never changes.
    identity: argocdRoleArn === undefined ? { kind: 'secret', shortLived: true } : { kind: 'aws', clusterName: id },
  };
}
