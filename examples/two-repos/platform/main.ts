import { Application, Bucket, Cluster, DistributionRule, Export, Platform, WebService } from 'roadbed';

// The platform team's program. It has clusters, policies and what all use; the shop's own program makes the shop.
const platform = new Platform({
  repository: { url: 'https://github.com/acme/platform', path: 'dist' },
  // The Crossplane of the hub makes what AWS manages, and External Secrets carries what it gives to the clusters.
  controlPlane: 'hub',
  owners: {
    'team-shop': {
      namespacedKinds: ['*'],
      // What the shop's own program may have made at the hub: databases, and what carries their Secrets to the clusters.
      controlKinds: [
        'Instance.rds.aws.m.upbound.io',
        'PushSecret.external-secrets.io',
        'ExternalSecret.external-secrets.io',
      ],
    },
    'team-platform': {},
  },
});

Cluster.existing(platform, 'hub', { environment: 'operations', server: 'https://kubernetes.default.svc' });
Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443', tags: ['apps'] });
Cluster.existing(platform, 'eu', {
  environment: 'prod',
  server: 'https://eu.acme.example:6443',
  tags: ['apps', 'eu'],
  region: 'eu-west-1',
  labels: { 'aws.roadbed.dev/account': '111122223333' },
  // What production shares is made here.
  home: 'environment',
});
Cluster.existing(platform, 'us', {
  environment: 'prod',
  server: 'https://us.acme.example:6443',
  tags: ['apps'],
  region: 'us-east-1',
  labels: { 'aws.roadbed.dev/account': '111122223333' },
});

// What the shop's program writes to its repository is delivered from there, a folder for each cluster.
const program = { url: 'https://github.com/acme/shop', path: 'dist', program: true };
new Application(platform, 'shop', { owner: 'team-shop', tags: ['app'], source: { git: program } });

// What the platform team makes itself stands beside it.
const status = new Application(platform, 'status', { owner: 'team-platform', tags: ['app'] });
const page = new WebService(status, 'page', { image: 'ghcr.io/acme/status:1.0.0', port: 8080 });

// The shop may know the address of the status page: the page takes connections from its namespace, and from no other.
new Export(platform, 'status-page', { values: { url: page.url }, to: ['shop'] });

// One bucket for each environment holds the texts of its mails; its key reaches each cluster through the store.
const texts = new Bucket(status, 'texts', { shared: 'environment' });
const values = {
  bucket: texts.bucketName,
  endpoint: texts.endpointUrl,
  keyId: texts.accessKeyId,
  key: texts.secretAccessKey,
};
new Export(platform, 'texts', { values, to: ['shop'] });

new DistributionRule(platform, 'apps', { applications: ['app'], clusters: ['apps'] });

platform.synth();
