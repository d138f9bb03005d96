import { Application, Cluster, DistributionRule, Platform, Postgres, pulumiAws, Size, WebService } from 'roadbed';
import { deploy } from 'roadbed/pulumi';

const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' }, recipes: [pulumiAws] });

Cluster.eksByPulumi(platform, 'eu', {
  environment: 'prod',
  region: 'eu-west-1',
  tags: ['edge'],
  provides: ['HTTPRoute.gateway.networking.k8s.io'],
  nodes: { main: { count: 2 } },
});

const shop = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
const orders = new Postgres(shop, 'orders', { storage: Size.gibibytes(50) });
const api = new WebService(shop, 'api', {
  image: 'ghcr.io/acme/api:1.4.2',
  port: 8080,
  env: { DATABASE_URL: orders.url },
});
new WebService(shop, 'web', {
  image: 'ghcr.io/acme/web:2.0.0',
  port: 3000,
  env: { API_URL: api.url },
  host: 'shop.acme.example',
});

new DistributionRule(platform, 'shop-to-edges', { applications: ['shop'], clusters: ['edge'] });

const deployment = deploy(platform);

/** Where the API server of the cluster is. */
export const endpoint = deployment.output('eu/cluster-eu/eu', 'endpoint');
