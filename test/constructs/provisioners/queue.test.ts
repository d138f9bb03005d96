import { Duration } from 'cdk8s';
import { inClusterQueue } from '../../../constructs/provisioners/in-cluster-queue.ts';
import { sqsQueue } from '../../../constructs/provisioners/sqs-queue.ts';
import { needOf, ofKind, siteOf, yaml } from '../support.ts';

const need = needOf('queue', { visibilityTimeout: Duration.minutes(5), retention: Duration.days(4), maxReceives: 3 });

describe('a queue in the cluster', () => {
  test('in development', () => {
    expect(yaml(inClusterQueue.provision(need, siteOf('development')).manifests)).toMatchSnapshot();
  });

  test('begins with the queue and its dead-letter queue, in words that RabbitMQ reads', () => {
    const { manifests } = inClusterQueue.provision(need, siteOf('development'));
    const data = Object(ofKind(manifests, 'ExternalSecret')).spec.target.template.data;
    const { queues, users } = JSON.parse(data['definitions.json']);
    expect(users).toEqual([{ name: 'app', password: '{{ .password }}', tags: [] }]);
    expect(Object(queues).map(({ name }: { name: string }) => name)).toEqual(['orders', 'orders-dead-letter']);
    expect(queues[0].arguments).toMatchObject({
      'x-delivery-limit': 2,
      'x-consumer-timeout': 300_000,
      'x-message-ttl': 345_600_000,
      'x-dead-letter-routing-key': 'orders-dead-letter',
    });
  });

  test('gives its address, which is known but for the password', () => {
    expect(inClusterQueue.provision(need, siteOf('development')).outputs).toMatchSnapshot();
  });

  test('keeps its volume in staging', () => {
    expect(ofKind(inClusterQueue.provision(need, siteOf('staging')).manifests, 'StatefulSet')).toMatchObject({
      metadata: { annotations: { 'roadbed.dev/stateful': 'true' } },
    });
  });
});

describe('a queue of SQS', () => {
  const infrastructure = (labels = {}) => sqsQueue.infrastructure?.(need, siteOf('production', labels)) ?? [];

  test('is made by the control plane', () => {
    expect(yaml(infrastructure())).toMatchSnapshot();
    expect(sqsQueue.provision(need, siteOf('production')).manifests).toEqual([]);
  });

  test('gives what the provider writes, and what is known already', () => {
    expect(sqsQueue.provision(need, siteOf('production')).outputs).toMatchSnapshot();
  });

  test('names its dead-letter queue as that one is named', () => {
    const [queue, , dead] = infrastructure();
    const { redrivePolicy } = Object(queue).spec.forProvider;
    expect(JSON.parse(redrivePolicy)).toEqual({
      deadLetterTargetArn: `arn:aws:sqs:eu-west-1:111122223333:${dead?.metadata.name}`,
      maxReceiveCount: 3,
    });
  });

  test('has a name of at most 80 characters, its dead-letter queue too', () => {
    const long = { ...need, namespace: 'n'.repeat(63), name: 'o'.repeat(50) };
    const names = (sqsQueue.infrastructure?.(long, siteOf('production')) ?? []).map(({ metadata }) => metadata.name);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(80);
  });
});
