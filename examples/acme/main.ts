import { Application, byEnvironment, Cluster, DistributionRule, Platform, Postgres, Size, WebService } from 'roadbed';

const platform = new Platform({ repository: { url: 'https://github.com/acme/platform', path: 'dist' } });

Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://hub.acme.example:6443', hub: true });
Cluster.existing(platform, 'eu', {
  environment: 'prod',
  server: 'https://eu.acme.example:6443',
  cloud: 'aws',
  region: 'eu-west-1',
  tags: ['edge', 'eu'],
});
Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443', tags: ['edge'] });

const shop = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
const orders = new Postgres(shop, 'orders', { storage: Size.gibibytes(20) });
const api = new WebService(shop, 'api', {
  image: 'ghcr.io/acme/api:1.4.2',
  port: 8080,
  env: { DATABASE_URL: orders.url },
});
const host = byEnvironment({ dev: 'shop.dev.acme.example', prod: 'shop.acme.example' });
new WebService(shop, 'web', { image: 'ghcr.io/acme/web:2.0.0', port: 3000, env: { API_URL: api.url }, host });

new DistributionRule(platform, 'shop-to-edges', { applications: ['shop'], clusters: ['edge'] });

platform.synth();
