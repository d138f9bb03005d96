import { inClusterTopic } from '../../../constructs/provisioners/in-cluster-topic.ts';
import { snsTopic } from '../../../constructs/provisioners/sns-topic.ts';
import { needOf, ofKind, siteOf, yaml } from '../support.ts';

const need = needOf('topic', {});

test('a topic in the cluster in development', () => {
  const { manifests, outputs, endpoint } = inClusterTopic.provision(need, siteOf('development'));
  expect(yaml(manifests.filter(({ kind }) => kind === 'StatefulSet'))).toMatchSnapshot();
  expect(outputs).toMatchObject({
    url: 'nats://orders.shop.svc:4222',
    name: 'orders',
    protocol: 'nats',
    accessKeyId: '',
  });
  expect(endpoint).toMatchObject({ ports: [4222] });
});

describe('a topic of SNS', () => {
  const infrastructure = snsTopic.infrastructure?.(need, siteOf('production')) ?? [];

  test('is made by the control plane', () => {
    expect(yaml(infrastructure)).toMatchSnapshot();
  });

  test('is named to pods as its own ARN, which holds the name of the cluster', () => {
    const name = ofKind(infrastructure, 'Topic')?.metadata.name;
    expect(ofKind(infrastructure, 'ConfigMap')).toMatchObject({
      metadata: { name: 'orders-facts' },
      data: { arn: `arn:aws:sns:eu-west-1:111122223333:${name}` },
    });
    expect(snsTopic.provision(need, siteOf('production')).outputs.name).toMatchObject({
      name: 'orders-facts',
      key: 'arn',
    });
  });
});
