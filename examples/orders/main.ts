import {
  Application,
  Bucket,
  byEnvironment,
  Cluster,
  DistributionRule,
  Network,
  Platform,
  Postgres,
  Queue,
  Size,
  WebService,
  Worker,
} from 'roadbed';

const platform = new Platform({
  repository: { url: 'https://github.com/acme/orders-platform' },
  // The Crossplane of the hub makes what AWS manages, and External Secrets carries what it gives to the clusters.
  controlPlane: 'hub',
});

const hub = Cluster.existing(platform, 'hub', {
  environment: 'operations',
  server: 'https://kubernetes.default.svc',
  cloud: 'aws',
  region: 'eu-west-1',
});

// Development: everything on one cluster.
Cluster.existing(platform, 'dev', {
  environment: 'dev',
  server: 'https://dev.orders.example:6443',
  tags: ['front', 'back'],
});

// Staging: two clusters, each with its half.
const stagingFront = Cluster.existing(platform, 'staging-front', {
  environment: 'staging',
  server: 'https://front.staging.orders.example:6443',
  tags: ['front'],
});
const stagingBack = Cluster.existing(platform, 'staging-back', {
  environment: 'staging',
  server: 'https://back.staging.orders.example:6443',
  tags: ['back'],
});

// Production: two edges; what AWS manages in a private network, the database, stands in that of the hub.
const prodFront = Cluster.existing(platform, 'prod-front', {
  environment: 'prod',
  server: 'https://front.orders.example:6443',
  tags: ['front'],
});
const prodBack = Cluster.existing(platform, 'prod-back', {
  environment: 'prod',
  server: 'https://back.orders.example:6443',
  tags: ['back'],
  region: 'eu-west-1',
  labels: { 'aws.roadbed.dev/account': '123456789012' },
  behindHub: true,
});

new Network(platform, 'orders', { hub, edges: [stagingFront, stagingBack, prodFront, prodBack] });

const back = new Application(platform, 'back', { owner: 'team-orders', tags: ['back'] });
const database = new Postgres(back, 'database', { storage: Size.gibibytes(20) });
const invoices = new Bucket(back, 'invoices', {});
const events = new Queue(back, 'events', {});
const api = new WebService(back, 'api', {
  image: 'ghcr.io/acme/orders-api:2.1.0',
  port: 8080,
  env: {
    DATABASE_URL: database.url,
    BUCKET: invoices.bucketName,
    BUCKET_ENDPOINT: invoices.endpointUrl,
    BUCKET_KEY_ID: invoices.accessKeyId,
    BUCKET_SECRET_KEY: invoices.secretAccessKey,
    QUEUE: events.queueName,
    QUEUE_URL: events.url,
  },
});

const front = new Application(platform, 'front', { owner: 'team-orders', tags: ['front'] });
new WebService(front, 'web', {
  image: 'ghcr.io/acme/orders-web:2.1.0',
  port: 3000,
  env: { API_URL: api.url },
  host: byEnvironment({
    dev: 'orders.dev.acme.example',
    staging: 'orders.staging.acme.example',
    prod: 'orders.acme.example',
  }),
});
new Worker(front, 'reports', {
  image: 'ghcr.io/acme/orders-reports:1.4.0',
  env: {
    DATABASE_URL: database.url,
    QUEUE: events.queueName,
    QUEUE_URL: events.url,
    QUEUE_KEY_ID: events.accessKeyId,
    QUEUE_SECRET_KEY: events.secretAccessKey,
  },
});

new DistributionRule(platform, 'front-to-front', { applications: ['front'], clusters: ['front'] });
new DistributionRule(platform, 'back-to-back', { applications: ['back'], clusters: ['back'] });

platform.synth();
