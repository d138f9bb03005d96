import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { topic } from '../../src/model/resource-types/topic.ts';
import type { Site } from '../../src/model/site.ts';
import type { TopicParams } from '../topic.ts';
import { accessKey, accessUser, awsEndpoint, grants, onlyTls, resourcePolicy, type Statement } from './aws-access.ts';
import { accountOf, awsDomain, awsPartition, awsTags, otherCloud } from './aws-resource.ts';
import { regionOf, resourceFact, resourceFacts } from './cluster-facts.ts';
import { managedResource } from './managed-resource.ts';
import { resourceName } from './resource-name.ts';
import { topicOutputs } from './topic-outputs.ts';

/** Longest name of a topic that a name of Kubernetes can hold. */
const LONGEST_NAME = 63;

type TopicNeed = NeedContext<TopicParams>;

/**
 * A topic of Amazon SNS, by managed resources of Crossplane that the control plane holds.
 *
 * It refuses publishers without TLS and is encrypted by the key of SNS. Management policies without `Delete` keep it. Pods sign with the key of a user that may
 * use this topic and nothing else; where the cluster's label `aws.roadbed.dev/pod-identity` is `true` there is no key, and the role of each service
 * account whose pods refer to the topic gets a policy: a `CloudIdentity` makes the role. Subscribers are queues or HTTPS addresses, which they subscribe themselves.
 *
 * The cluster needs the labels `topology.kubernetes.io/region` and `aws.roadbed.dev/account`.
 *
 * @source `Topic`, `TopicPolicy` of `sns.aws.m.upbound.io`; `User`, `AccessKey` and `RolePolicy` of `iam.aws.m.upbound.io`; ConfigMap
 */
export const snsTopic = provisioner(topic, {
  name: 'sns-topic',
  when: { tier: 'production' },
  refuses: otherCloud,
  provision(need: TopicNeed, site: Site) {
    const region = regionOf(site);
    return {
      manifests: [],
      outputs: topicOutputs({
        url: `https://sns.${region}.${awsDomain(region)}`,
        name: resourceFact(need, 'arn'),
        protocol: 'sns',
        region,
        key: accessKey(need, site),
      }),
      endpoint: awsEndpoint(site),
    };
  },
  infrastructure: (need: TopicNeed, site: Site) => [
    ...topicParts(need, site),
    ...accessUser(need, site),
    resourceFacts(need, { arn: arnOf(need, site) }),
  ],
  ...grants((need: TopicNeed, site) => statements(arnOf(need, site))),
});

function topicParts(need: TopicNeed, site: Site): readonly Manifest[] {
  const name = resourceName(need, site, LONGEST_NAME);
  const region = regionOf(site) || undefined;
  const arn = arnOf(need, site);
  return [
    stateful(
      managedResource(need, {
        apiVersion: 'sns.aws.m.upbound.io/v1beta1',
        kind: 'Topic',
        name,
        externalName: name,
        forProvider: { region, kmsMasterKeyId: 'alias/aws/sns', tags: awsTags(need, site) },
      }),
    ),
    managedResource(need, {
      apiVersion: 'sns.aws.m.upbound.io/v1beta1',
      kind: 'TopicPolicy',
      name,
      forProvider: {
        region,
        arnRef: { name },
        policy: resourcePolicy(need, site, { ...onlyTls('sns', [arn]), Action: 'sns:Publish' }, statements(arn)),
      },
    }),
  ];
}

/** What pods do with a topic; its settings are the platform's. */
function statements(arn: string): readonly Statement[] {
  return [
    {
      Sid: 'Messages',
      Effect: 'Allow',
      Action: ['sns:Publish', 'sns:Subscribe', 'sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'],
      Resource: arn,
    },
  ];
}

function arnOf(need: TopicNeed, site: Site): string {
  const region = regionOf(site);
  return `${awsPartition(region)}:sns:${region}:${accountOf(site)}:${resourceName(need, site, LONGEST_NAME)}`;
}
