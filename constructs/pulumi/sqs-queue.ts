import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { queue as queueType } from '../../src/model/resource-types/queue.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import { onlyTls, policy } from '../provisioners/aws-access.ts';
import { awsDomain, awsTags } from '../provisioners/aws-resource.ts';
import { needsRegion, regionOf } from '../provisioners/cluster-facts.ts';
import { queueOutputs } from '../provisioners/queue-outputs.ts';
import { resourceName } from '../provisioners/resource-name.ts';
import type { QueueParams } from '../queue.ts';
import type { AwsTypes } from './aws-types.ts';
import { accessUser } from './aws-user.ts';
import { connectionOf, connectionSecret, part } from './resource.ts';

/** Longest name of a queue, less what the name of its dead-letter queue adds. */
const LONGEST_NAME = 60;
/** How long a dead-letter queue keeps what is in it, in seconds: as long as SQS can. */
const DEAD_LETTER_SECONDS = 14 * 86_400;

type QueueNeed = NeedContext<QueueParams>;
type QueueProperties = AwsTypes['aws:sqs/queue:Queue'];

/**
 * A queue of Amazon SQS and its dead-letter queue that Pulumi makes, as `sqs-queue` makes them by Crossplane: encrypted, refusing
 * connections without TLS. Pods sign with the key of a user that may use these queues alone.
 *
 * The cluster gives its region by the label `topology.kubernetes.io/region`.
 *
 * @source `aws:sqs/queue:Queue`, `aws:sqs/queuePolicy:QueuePolicy`
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/sqs/queue/
 */
export const pulumiSqsQueue = provisioner(queueType, {
  name: 'pulumi-sqs-queue',
  when: { tier: 'production', cloud: 'aws' },
  problems: needsRegion,
  provision(need: QueueNeed, site: Site) {
    const region = regionOf(site);
    const from = connectionOf(need);
    return {
      manifests: [],
      outputs: queueOutputs({
        url: `https://sqs.${region}.${awsDomain(region)}`,
        name: secretKey(from, 'url'),
        deadLetterName: secretKey(from, 'deadLetterUrl'),
        protocol: 'sqs',
        region,
        key: {
          id: secretKey(from, 'accessKeyId', { urlSafe: true }),
          secret: secretKey(from, 'secretAccessKey'),
        },
      }),
      endpoint: { outside: true, ports: [443] },
    };
  },
  infrastructure(need: QueueNeed, site: Site): readonly Manifest[] {
    const { visibilityTimeout, retention, maxReceives } = need.params;
    const { user, key } = accessUser(need, site);
    const dead = queue(need, site, 'dead-letter', { messageRetentionSeconds: DEAD_LETTER_SECONDS });
    const deadLetterTargetArn = pulumiOutput(dead, 'arn');
    const main = queue(need, site, '', {
      visibilityTimeoutSeconds: seconds(visibilityTimeout),
      messageRetentionSeconds: seconds(retention),
      redrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: maxReceives }),
    });
    const connection = connectionSecret(need, {
      url: [main, 'url'],
      deadLetterUrl: [dead, 'url'],
      accessKeyId: [key, 'id'],
      secretAccessKey: [key, 'secret'],
    });
    return [
      stateful(dead),
      stateful(main),
      queuePolicy(need, 'policy', main, user),
      queuePolicy(need, 'dead-letter-policy', dead, user),
      user,
      key,
      connection,
    ];
  },
});

function queue(
  need: QueueNeed,
  site: Site,
  suffix: string,
  settings: Pick<QueueProperties, 'messageRetentionSeconds' | 'visibilityTimeoutSeconds' | 'redrivePolicy'>,
): Manifest {
  const name = resourceName(need, site, LONGEST_NAME);
  return part(need, 'aws:sqs/queue:Queue', suffix, {
    name: suffix === '' ? name : `${name}-dl`,
    sqsManagedSseEnabled: true,
    receiveWaitTimeSeconds: 20,
    ...settings,
    tags: awsTags(need, site),
  });
}

function queuePolicy(need: QueueNeed, suffix: string, of: Manifest, user: Manifest): Manifest {
  const arn = pulumiOutput(of, 'arn');
  const actions = ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];
  return part(need, 'aws:sqs/queuePolicy:QueuePolicy', suffix, {
    queueUrl: pulumiOutput(of, 'url'),
    policy: policy([
      onlyTls('sqs', [arn]),
      {
        Sid: 'Messages',
        Effect: 'Allow',
        Principal: { AWS: pulumiOutput(user, 'arn') },
        Action: [...actions, 'GetQueueUrl'].map((action) => `sqs:${action}`),
        Resource: arn,
      },
    ]),
  });
}

function seconds(time: QueueParams['retention']): number {
  return Math.floor(time.toMilliseconds() / 1000);
}
