import { deploy } from '../../../src/pulumi/index.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  configMap,
  deployment,
  Piece,
  rawObject,
} from '../../support/platforms.ts';

const platform = aPlatform({
  owners: { team: { clusterKinds: ['CustomResourceDefinition.apiextensions.k8s.io'] } },
});
const eu = aCluster(platform, 'eu', 'prod');
const dev = aCluster(platform, 'dev', 'dev');
const shop = anApplication(platform, 'shop', { clusters: [eu, dev] });
const api = new Piece(shop, 'api', { render: () => [deployment('api'), configMap('api')] });
const web = new Piece(shop, 'web', { render: () => [deployment('web')] });
web.node.addDependency(api);
rawObject(shop, 'definition', {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'tables.acme.example' },
  spec: {
    group: 'acme.example',
    names: { kind: 'Table', plural: 'tables', singular: 'table' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
});
rawObject(shop, 'table', { apiVersion: 'acme.example/v1', kind: 'Table', metadata: { name: 'guests' } });

deploy(platform, { environment: 'prod' });

export const answer = 42;
