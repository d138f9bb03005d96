import { need } from '../../../src/model/need.ts';
import { pulumiClusterValue, pulumiOutput, pulumiResource, pulumiText } from '../../../src/model/pulumi-resource.ts';
import { secretKey, url } from '../../../src/model/value.ts';
import { deploy } from '../../../src/pulumi/index.ts';
import { aCluster, anApplication, aPlatform, aProvisioner, deployment, Piece } from '../../support/platforms.ts';

const cloud = {
  ...aProvisioner('cloud', {}, (name) => {
    const password = secretKey(`${name}-connection`, 'password', { urlSafe: true });
    const host = secretKey(`${name}-connection`, 'host', { urlSafe: true });
    return { manifests: [], outputs: { url: url({ scheme: 'postgresql', user: 'app', password, host }) } };
  }),
  infrastructure: ({ name, namespace }: { name: string; namespace: string }) => {
    const password = pulumiResource({
      name: `${name}-password`,
      type: 'random:index/randomPassword:RandomPassword',
      properties: { length: 32, special: false },
      secretOutputs: ['result'],
    });
    const database = pulumiResource({
      name,
      type: 'aws:rds/instance:Instance',
      properties: {
        password: pulumiOutput(password, 'result'),
        vpcSecurityGroupIds: [pulumiClusterValue('securityGroupId')],
        tags: { price: pulumiText('5 $ a day'), note: `in ${pulumiClusterValue('vpcId')}` },
      },
    });
    const connection = pulumiResource({
      name: `${name}-connection`,
      type: 'kubernetes:core/v1:Secret',
      properties: {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: `${name}-connection`, namespace },
        stringData: {
          host: pulumiOutput(database, 'endpoints[0].address'),
          password: pulumiOutput(password, 'result'),
        },
      },
    });
    return [password, database, connection];
  },
};

const platform = aPlatform({ provisioners: [cloud] });
const clusters = [aCluster(platform, 'eu', 'prod', { cloud: 'aws', region: 'eu-west-1' })];
const shop = anApplication(platform, 'shop', { clusters });
const orders = new Piece(shop, 'orders', { needs: () => [need('store', {})] });
new Piece(shop, 'api', { render: () => [deployment('api', [{ name: 'DATABASE_URL', value: orders.url }])] });

deploy(platform, { clusters: { eu: { context: 'eu', values: { vpcId: 'vpc-1' } } } });
