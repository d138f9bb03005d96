import {
  Application,
  Bucket,
  CloudIdentity,
  Cluster,
  CronTask,
  DistributionRule,
  DnsName,
  Duration,
  fromSecret,
  Mongodb,
  Mysql,
  Platform,
  Postgres,
  Queue,
  Redis,
  Route,
  Secret,
  SecretStore,
  Size,
  StoredSecret,
  Topic,
  Volume,
  WebService,
  Worker,
} from 'roadbed';
import { Alerts, Dashboards } from 'roadbed/observability';

const image = 'ghcr.io/acme/api:1.4.2';
const egress = [{ cidr: '203.0.113.0/24', ports: [443, 8443] }];
const container = {
  image,
  command: ['/bin/api'],
  args: ['--quiet'],
  cpuMillicores: 250,
  memory: Size.mebibytes(512),
  writablePaths: ['/var/cache/api', '/tmp'],
  runAsUser: 65532,
  egress,
};

/** A platform that has each golden path, with the required props and with all of them, in every tier and on a cluster of every kind. */
export function everything(): Platform {
  const platform = new Platform({
    repository: { url: 'https://github.com/acme/platform' },
    sharedHosts: ['api.acme.example', 'door.acme.example'],
  });
  Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc', hub: true });
  const names = { 'dns.roadbed.dev/zone': 'acme.example', 'dns.roadbed.dev/target': 'gateway.acme.example' };
  const account = { 'aws.roadbed.dev/account': '123456789012', 'aws.roadbed.dev/docdb-subnets': 'documents' };
  const shop = { tags: ['shop'], labels: names };
  const aws = { region: 'eu-west-1', tags: ['shop'], labels: { ...names, ...account } };
  Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example', ...shop });
  Cluster.existing(platform, 'stage', { environment: 'staging', server: 'https://stage.acme.example', ...shop });
  Cluster.existing(platform, 'prod', {
    environment: 'prod',
    server: 'https://prod.acme.example',
    cloud: 'aws',
    ...aws,
  });
  Cluster.eks(platform, 'eks', { environment: 'prod', ...aws });
  services(new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] }));
  backends(new Application(platform, 'office', { owner: 'team-office', tags: ['shop'] }));
  resources(new Application(platform, 'vault', { owner: 'team-vault', tags: ['shop'] }));
  const watch = new Application(platform, 'watch', { owner: 'team-platform', tags: ['shop'] });
  new Alerts(watch, 'alerts', { runbooks: 'https://runbooks.acme.example', grafana: 'https://grafana.acme.example' });
  new Dashboards(watch, 'dashboards', {});
  new Dashboards(watch, 'operated', { delivery: 'grafanaOperator' });
  new DistributionRule(platform, 'everywhere', { applications: ['shop'], clusters: ['shop'] });
  return platform;
}

function services(shop: Application): void {
  const orders = new Postgres(shop, 'orders', { storage: Size.gibibytes(20) });
  const cart = new Redis(shop, 'cart', {});
  const api = new WebService(shop, 'api', {
    ...container,
    port: 8080,
    servicePort: 80,
    host: 'api.acme.example',
    path: '/v1',
    env: { DATABASE_URL: orders.url, CART: cart.url, KEY: fromSecret('stripe', 'api-key') },
    probe: { type: 'http', path: '/ready', headers: { Cookie: 'session=probe' }, periodSeconds: 5, startupSeconds: 90 },
    terminationGraceSeconds: 60,
    minReplicas: 2,
    maxReplicas: 20,
    targetCpuPercent: 60,
    metrics: true,
    metricsPath: '/internal/metrics',
    metricsPort: 9090,
    slo: { availability: 99.9, latency: { percent: 95, within: Duration.millis(300) }, metrics: 'prometheus' },
  });
  new WebService(shop, 'rpc', {
    image,
    port: 9000,
    protocol: 'grpc',
    metrics: true,
    metricsPort: 9090,
    slo: { availability: 99, latency: { percent: 90, within: Duration.seconds(1) } },
  });
  new WebService(shop, 'raw', { image, port: 7000, protocol: 'tcp' });
  new WebService(shop, 'web', {
    image,
    port: 3000,
    env: { API_URL: api.url },
    metrics: true,
    slo: { latency: { within: Duration.millis(250) } },
  });
}

function backends(office: Application): void {
  const files = new Bucket(office, 'files', {});
  const jobs = new Queue(office, 'jobs', {});
  new Worker(office, 'mailer', {
    ...container,
    env: { QUEUE: jobs.url, BUCKET: files.bucketName, ENDPOINT: files.endpointUrl, KEY: files.secretAccessKey },
    probe: { type: 'http', path: '/ready', port: 8081, startupSeconds: 90 },
    metrics: true,
    metricsPort: 9090,
  });
  new Worker(office, 'least', { image });
  new CronTask(office, 'nightly', { image, schedule: '0 0 * * *' });
  new CronTask(office, 'report', {
    ...container,
    schedule: '*/15 6-18 1,15 JAN-NOV/2 *',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Replace',
    timeLimit: Duration.minutes(20),
    startingDeadline: Duration.seconds(90),
    retries: 0,
  });
}

function resources(vault: Application): void {
  const mysql = new Mysql(vault, 'ledger', {});
  const mongodb = new Mongodb(vault, 'papers', {});
  const events = new Topic(vault, 'events', {});
  const store = new SecretStore(vault, 'store', { aws: { region: 'eu-west-1' } });
  const stripe = Secret.external(vault, 'stripe', { store, extract: ['prod/stripe'] });
  new WebService(vault, 'api', {
    image,
    port: 8080,
    env: { LEDGER: mysql.url, PAPERS: mongodb.url, EVENTS: events.url, STRIPE: stripe.key('api-key') },
  });
  new Route(vault, 'door', { host: 'door.acme.example', service: 'api', port: 8080 });
  new DnsName(vault, 'name', {});
  new StoredSecret(vault, 'stored', { key: 'vault/stored' });
  new CloudIdentity(vault, 'identity', { serviceAccount: 'api' });
  new Volume(vault, 'disk', { size: Size.gibibytes(5) });
}
