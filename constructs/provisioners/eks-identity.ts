import { EKS_NAME_LABEL } from '../../src/model/labels.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import type { ParamsOf } from '../../src/model/resource-type.ts';
import { serviceAccount } from '../../src/model/resource-types/service-account.ts';
import type { Site } from '../../src/model/site.ts';
import { hasPodIdentity, identityLabels } from './aws-access.ts';
import { accountOf, awsPartition, awsTags, needsAccount } from './aws-resource.ts';
import { regionOf, resourceFact, resourceFacts } from './cluster-facts.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of a role that a name of Kubernetes can hold too. */
const LONGEST_NAME = 63;

type IdentityNeed = NeedContext<ParamsOf<typeof serviceAccount>>;

/** Lets the agent of EKS Pod Identity take on the role for a pod. */
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  ],
});

/**
 * A role of IAM for a service account, by EKS Pod Identity: it may do nothing until a policy says so. Nothing stands at the service
 * account itself, so that no name is copied to it.
 *
 * The cluster needs the add-on `eks-pod-identity-agent`, the label `aws.roadbed.dev/pod-identity: "true"`, the labels
 * `topology.kubernetes.io/region` and `aws.roadbed.dev/account`, and `aws.roadbed.dev/eks-name` where EKS knows it by another name.
 *
 * @source `Role.iam.aws.m.upbound.io`, `PodIdentityAssociation.eks.aws.m.upbound.io`, ConfigMap
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export const eksIdentity = provisioner(serviceAccount, {
  name: 'eks-identity',
  when: { cloud: 'aws' },
  refuses: (_need: IdentityNeed, site: Site) =>
    hasPodIdentity(site) ? undefined : 'the label "aws.roadbed.dev/pod-identity" of the cluster is not "true"',
  problems: needsAccount,
  provision: (need: IdentityNeed) => ({ manifests: [], outputs: { identity: resourceFact(need, 'role') } }),
  infrastructure: (need: IdentityNeed, site: Site) => [
    ...identity(need, site),
    resourceFacts(need, {
      role: `${awsPartition(regionOf(site))}:iam::${accountOf(site)}:role/${resourceName(need, site, LONGEST_NAME)}`,
    }),
  ],
});

function identity(need: IdentityNeed, site: Site): readonly Manifest[] {
  const { namespace, labels, params } = need;
  const name = resourceName(need, site, LONGEST_NAME);
  return [
    {
      apiVersion: 'iam.aws.m.upbound.io/v1beta1',
      kind: 'Role',
      metadata: {
        name,
        namespace,
        labels: { ...labels, ...identityLabels(namespace, params.serviceAccount) },
        annotations: { 'crossplane.io/external-name': name },
      },
      spec: { forProvider: { assumeRolePolicy: trust, tags: awsTags(need, site) } },
    },
    {
      apiVersion: 'eks.aws.m.upbound.io/v1beta1',
      kind: 'PodIdentityAssociation',
      metadata: { name, namespace, labels },
      spec: {
        forProvider: {
          region: regionOf(site) || undefined,
          clusterName: site.label(EKS_NAME_LABEL) ?? site.name,
          namespace,
          serviceAccount: params.serviceAccount,
          roleArnRef: { name },
          tags: awsTags(need, site),
        },
      },
    },
  ];
}
