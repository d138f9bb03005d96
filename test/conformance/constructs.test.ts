import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Duration, Size } from 'cdk8s';
import { parse } from 'yaml';
import { Alerts } from '../../constructs/alerts.ts';
import { CronTask } from '../../constructs/cron-task.ts';
import { Dashboards } from '../../constructs/dashboards.ts';
import { WebService } from '../../constructs/web-service.ts';
import { Worker } from '../../constructs/worker.ts';
import { Workload } from '../../constructs/workload.ts';
import type { GoldenPath } from '../../src/model/golden-path.ts';
import { kindKey, type Manifest } from '../../src/model/manifest.ts';
import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import { exampleNeed } from '../constructs/resource-examples.ts';
import { render, shop, siteOf } from '../constructs/support.ts';

const crds = path.resolve(__dirname, '../../../shared/crds');

const aws = [
  'eks.aws.m.upbound.io_podidentityassociations',
  'elasticache.aws.m.upbound.io_replicationgroups',
  'iam.aws.m.upbound.io_accesskeys',
  'iam.aws.m.upbound.io_rolepolicies',
  'iam.aws.m.upbound.io_roles',
  'iam.aws.m.upbound.io_users',
  'rds.aws.m.upbound.io_instances',
  'rds.aws.m.upbound.io_parametergroups',
  's3.aws.m.upbound.io_bucketownershipcontrols',
  's3.aws.m.upbound.io_bucketpolicies',
  's3.aws.m.upbound.io_bucketpublicaccessblocks',
  's3.aws.m.upbound.io_buckets',
  's3.aws.m.upbound.io_bucketserversideencryptionconfigurations',
  's3.aws.m.upbound.io_bucketversionings',
  'sqs.aws.m.upbound.io_queuepolicies',
  'sqs.aws.m.upbound.io_queues',
];

const files = [
  ...aws.map((name) => `crossplane-provider-aws/${name}.yaml`),
  'cloudnative-pg/postgresql.cnpg.io_clusters_v1.yaml',
  'external-dns/externaldns.k8s.io_dnsendpoints_v1alpha1.yaml',
  'external-secrets/external-secrets.io_externalsecrets.yaml',
  'external-secrets/generators.external-secrets.io_passwords.yaml',
  'gateway-api/gateway.networking.k8s.io_httproutes_v1.yaml',
  'grafana-operator/grafana.integreatly.org_grafanadashboards_v1beta1.yaml',
  'prometheus-operator/monitoring.coreos.com_podmonitors.yaml',
  'prometheus-operator/monitoring.coreos.com_prometheusrules.yaml',
  'prometheus-operator/monitoring.coreos.com_servicemonitors.yaml',
];

const tiers = ['development', 'staging', 'production'] as const;

const store = new SchemaStore();
for (const file of files) store.addCrd(parse(readFileSync(path.join(crds, file), 'utf8')), file);

/** What the upstream schemas refuse of the objects; each must have a schema. */
function refused(manifests: readonly Manifest[]): readonly string[] {
  const checker = new StoreChecker(store);
  const found = manifests.flatMap((manifest) => {
    const plain: unknown = JSON.parse(JSON.stringify(manifest));
    const { known, violations } = checker.check(plain);
    const name = `${manifest.kind}/${manifest.metadata.name}`;
    return [
      ...(known ? [] : [`${name}: no schema`]),
      ...violations.map((violation) => `${name} ${violation.path}: ${violation.found}`),
    ];
  });
  return [...found, ...checker.summary().gaps];
}

const image = 'ghcr.io/acme/api:1.4.2';
const probe = { path: '/ready', headers: { Cookie: 'a=b' }, startupSeconds: 90 };
const container = { image, command: ['/bin/api'], args: ['-q'], env: { A: 'no' }, writablePaths: ['/var/cache'] };
const egress = [{ cidr: '203.0.113.0/24', ports: [443] }];

const paths: Readonly<Record<string, () => GoldenPath>> = {
  'a plain web service': () => new WebService(shop(), 'api', { image, port: 8080 }),
  'a web service with everything': () =>
    new WebService(shop(), 'api', {
      ...container,
      port: 8080,
      servicePort: 80,
      host: 'api.acme.example',
      path: '/v1',
      probe,
      metrics: true,
      metricsPort: 9090,
      egress,
    }),
  'a service that speaks gRPC': () => new WebService(shop(), 'api', { image, port: 8080, protocol: 'grpc' }),
  'a service that speaks TCP': () => new WebService(shop(), 'api', { image, port: 8080, protocol: 'tcp' }),
  'a plain workload': () => new Workload(shop(), 'api', { containers: { api: { image } } }),
  'a workload of several containers': () =>
    new Workload(shop(), 'api', {
      containers: {
        api: {
          image,
          command: ['/bin/api'],
          args: ['-q'],
          env: { A: 'no' },
          files: { '/etc/api/a.yaml': { content: 'a: 1' }, '/etc/api/b': { binaryContent: 'AAEC', mode: '0600' } },
          volumes: { '/data': { claim: 'data', path: 'api', readOnly: true } },
          after: { migrate: 'complete', proxy: 'healthy' },
          limits: { cpuMillicores: 500, memory: Size.mebibytes(128) },
          readinessProbe: {
            http: { path: '/ready', port: 8080, scheme: 'HTTPS', host: 'a', headers: [{ name: 'B', value: 'c' }] },
          },
          livenessProbe: { command: ['/bin/alive'] },
        },
        migrate: { image },
        proxy: { image, readinessProbe: { http: { path: '/', port: 9000 } } },
      },
      ports: { http: { port: 80, targetPort: 8080 }, stats: { port: 8125, protocol: 'UDP' } },
      routes: [{ host: 'api.acme.example', port: 80 }],
      annotations: { team: 'shop' },
      egress,
    }),
  'a plain worker': () => new Worker(shop(), 'mailer', { image }),
  'a worker with everything': () =>
    new Worker(shop(), 'mailer', {
      ...container,
      probe: { ...probe, port: 8081 },
      metrics: true,
      metricsPort: 9090,
      egress,
    }),
  'a service that promises something': () =>
    new WebService(shop(), 'api', {
      image,
      port: 8080,
      metrics: true,
      slo: { availability: 99.9, latency: { within: Duration.millis(300) } },
    }),
  'all alerts': () => new Alerts(shop(), 'alerts', { grafana: 'https://grafana.acme.example' }),
  'all dashboards': () => new Dashboards(shop(), 'dashboards', {}),
  'all dashboards for the operator': () => new Dashboards(shop(), 'dashboards', { delivery: 'grafanaOperator' }),
  'a plain task': () => new CronTask(shop(), 'report', { image, schedule: '0 0 * * *' }),
  'a task with everything': () =>
    new CronTask(shop(), 'report', { ...container, schedule: '*/5 1-3 * JAN MON', egress }),
};

const cases = Object.entries(paths).flatMap(([name, make]) => tiers.map((tier) => [name, tier, make] as const));

test.each(cases)('%s in %s passes the upstream schemas', (_, tier, make) => {
  expect(refused(render(make(), tier))).toEqual([]);
});

/** Kinds of providers whose schemas do not lie beside the repository: their fields were read from the providers' own repositories. */
const withoutSchema = new Set([
  'Account.storage.azure.m.upbound.io',
  'Bucket.storage.gcp.m.upbound.io',
  'BucketIAMMember.storage.gcp.m.upbound.io',
  'Cluster.docdb.aws.m.upbound.io',
  'ClusterInstance.docdb.aws.m.upbound.io',
  'Container.storage.azure.m.upbound.io',
  'Database.sql.gcp.m.upbound.io',
  'DatabaseInstance.sql.gcp.m.upbound.io',
  'FlexibleServer.dbforpostgresql.azure.m.upbound.io',
  'FlexibleServerDatabase.dbforpostgresql.azure.m.upbound.io',
  'Record.route53.aws.m.upbound.io',
  'Topic.sns.aws.m.upbound.io',
  'TopicPolicy.sns.aws.m.upbound.io',
  'User.sql.gcp.m.upbound.io',
]);

const provisions = standardProvisioners.flatMap((provisioner) =>
  tiers.flatMap((tier) =>
    [{}, { 'aws.roadbed.dev/pod-identity': 'true' }].map(
      (labels) => [provisioner.name, tier, labels, provisioner] as const,
    ),
  ),
);

const consumers = [{ paths: ['shop/api'], application: 'shop', namespace: 'shop', serviceAccount: 'api' }];

test.each(provisions)('what %s makes in %s with %j passes the upstream schemas', (_, tier, labels, provisioner) => {
  const need = exampleNeed(provisioner.type);
  const { manifests } = provisioner.provision(need, siteOf(tier, labels));
  const infrastructure = provisioner.infrastructure?.(need, siteOf(tier, labels)) ?? [];
  const policies = provisioner.dependantInfrastructure?.(need, siteOf(tier, labels), consumers) ?? [];
  const known = [...manifests, ...infrastructure, ...policies].filter(
    ({ apiVersion, kind }) => !withoutSchema.has(kindKey(apiVersion, kind)),
  );
  expect(refused(known)).toEqual([]);
});

test('a database in a cluster without a region is refused, never made in a region that nobody chose', () => {
  const [rds] = standardProvisioners.filter(({ name }) => name === 'rds-postgres');
  const site = siteOf('production', { 'topology.kubernetes.io/region': '' });
  const manifests = rds?.infrastructure?.(exampleNeed('postgres'), site) ?? [];
  expect(refused(manifests).join()).toMatch(/spec\.forProvider.*region/);
});

test('the check sees what is wrong', () => {
  const [first] = render(new WebService(shop(), 'api', { image, port: 8080 })).filter(({ kind }) => kind === 'Service');
  expect(first && refused([{ ...first, spec: { ports: [{ port: 'x' }], typo: 1 } }])).toHaveLength(2);
});
