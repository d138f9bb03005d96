import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { queue as queueType } from '../../src/model/resource-types/queue.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import type { QueueParams } from '../queue.ts';
import { accessKey, accessUser, awsEndpoint, grants, onlyTls, resourcePolicy, type Statement } from './aws-access.ts';
import { accountOf, awsDomain, awsPartition, awsTags, otherCloud } from './aws-resource.ts';
import { regionOf } from './cluster-facts.ts';
import { connectionOf, managedResource } from './managed-resource.ts';
import { queueOutputs } from './queue-outputs.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of a queue, less what the name of its dead-letter queue adds. */
const LONGEST_NAME = 60;
/** How long a dead-letter queue keeps what is in it, in seconds: as long as SQS can. */
const DEAD_LETTER_SECONDS = 14 * 86_400;

type QueueNeed = NeedContext<QueueParams>;

/**
 * A queue of Amazon SQS and its dead-letter queue, by managed resources of Crossplane that the control plane holds.
 *
 * Both are encrypted and refuse connections without TLS. Management policies without `Delete` keep them. Pods sign with the key of a
 * user that may use these queues and nothing else; where the cluster's label `aws.roadbed.dev/pod-identity` is `true` there is no key, and the
 * role of each service account whose pods refer to the queue gets a policy: a `CloudIdentity` makes the role. Clients wait for messages up to 20 seconds at a time, unless they say otherwise.
 *
 * The cluster needs the labels `topology.kubernetes.io/region` and `aws.roadbed.dev/account`: a queue names its dead-letter queue by
 * account, and no reference of Crossplane reaches into that text.
 *
 * @source `Queue` and `QueuePolicy` of `sqs.aws.m.upbound.io`; `User`, `AccessKey` and `RolePolicy` of `iam.aws.m.upbound.io`
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export const sqsQueue = provisioner(queueType, {
  name: 'sqs-queue',
  when: { tier: 'production' },
  refuses: otherCloud,
  provision(need: QueueNeed, site: Site) {
    const region = regionOf(site);
    return {
      manifests: [],
      outputs: queueOutputs({
        url: `https://sqs.${region}.${awsDomain(region)}`,
        name: secretKey(connectionOf(need, ''), 'url'),
        deadLetterName: secretKey(connectionOf(need, DEAD_LETTER), 'url'),
        protocol: 'sqs',
        region,
        key: accessKey(need, site),
      }),
      endpoint: awsEndpoint(site),
    };
  },
  infrastructure(need: QueueNeed, site: Site): readonly Manifest[] {
    const { visibilityTimeout, retention, maxReceives } = need.params;
    const dead = arnOf(need, site, DEAD_LETTER);
    return [
      ...queue(need, site, '', {
        visibilityTimeoutSeconds: seconds(visibilityTimeout),
        messageRetentionSeconds: seconds(retention),
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: maxReceives }),
      }),
      ...queue(need, site, DEAD_LETTER, {
        messageRetentionSeconds: DEAD_LETTER_SECONDS,
        redriveAllowPolicy: JSON.stringify({
          redrivePermission: 'byQueue',
          sourceQueueArns: [arnOf(need, site, '')],
        }),
      }),
      ...accessUser(need, site),
    ];
  },
  ...grants((need: QueueNeed, site) => statements(['', DEAD_LETTER].map((suffix) => arnOf(need, site, suffix)))),
});

const DEAD_LETTER = '-dead-letter';

function queue(need: QueueNeed, site: Site, suffix: string, settings: object): readonly Manifest[] {
  const name = nameOf(need, site, suffix);
  const region = regionOf(site);
  const arn = arnOf(need, site, suffix);
  return [
    stateful(
      managedResource(need, {
        apiVersion: 'sqs.aws.m.upbound.io/v1beta1',
        kind: 'Queue',
        name,
        forProvider: {
          region,
          name,
          sqsManagedSseEnabled: true,
          receiveWaitTimeSeconds: 20,
          ...settings,
          tags: awsTags(need, site),
        },
        connection: connectionOf(need, suffix),
      }),
    ),
    managedResource(need, {
      apiVersion: 'sqs.aws.m.upbound.io/v1beta1',
      kind: 'QueuePolicy',
      name,
      forProvider: {
        region,
        queueUrlRef: { name },
        policy: resourcePolicy(need, site, onlyTls('sqs', [arn]), statements(arn)),
      },
    }),
  ];
}

/** What pods do with a queue and with its dead-letter queue. */
function statements(queues: string | readonly string[]): readonly Statement[] {
  return [
    {
      Sid: 'Messages',
      Effect: 'Allow',
      Action: [
        'sqs:SendMessage',
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
      ],
      Resource: queues,
    },
  ];
}

function nameOf(need: QueueNeed, site: Site, suffix: string): string {
  return `${resourceName(need, site, LONGEST_NAME)}${suffix}`;
}

function arnOf(need: QueueNeed, site: Site, suffix: string): string {
  const region = regionOf(site);
  return `${awsPartition(region)}:sqs:${region}:${accountOf(site)}:${nameOf(need, site, suffix)}`;
}

function seconds(time: QueueParams['retention']): number {
  return Math.floor(time.toMilliseconds() / 1000);
}
