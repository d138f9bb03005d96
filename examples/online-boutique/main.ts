import { Application, Cluster, DistributionRule, Platform } from 'roadbed';
import { boutique } from './boutique.ts';
import { loadGenerator } from './load-generator.ts';

const platform = new Platform({ repository: { url: 'https://github.com/acme/online-boutique', path: 'dist' } });

Cluster.existing(platform, 'dev', {
  environment: 'dev',
  server: 'https://dev.boutique.example:6443',
  tags: ['shop', 'load-test'],
  provides: ['HTTPRoute.gateway.networking.k8s.io'],
});
Cluster.existing(platform, 'prod', {
  environment: 'prod',
  server: 'https://prod.boutique.example:6443',
  cloud: 'aws',
  region: 'eu-west-1',
  tags: ['shop'],
  provides: ['HTTPRoute.gateway.networking.k8s.io', 'ReplicationGroup.elasticache.aws.m.upbound.io'],
});

const shop = new Application(platform, 'boutique', { owner: 'team-boutique', tags: ['shop'] });
const { frontend } = boutique(shop);

const load = new Application(platform, 'boutique-load', { owner: 'team-boutique', tags: ['load-test'] });
loadGenerator(load, frontend);

new DistributionRule(platform, 'shop', { applications: ['shop'], clusters: ['shop'] });
new DistributionRule(platform, 'load-test', { applications: ['load-test'], clusters: ['load-test'] });

platform.synth();
