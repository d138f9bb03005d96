import {
  Application,
  Bucket,
  CloudIdentity,
  Cluster,
  DnsName,
  Mongodb,
  Mysql,
  Platform,
  Postgres,
  Queue,
  Redis,
  Route,
  Size,
  StoredSecret,
  Topic,
  Volume,
  WebService,
} from '../../src/index.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { resolveForTest } from '../../src/testing/resolve-for-test.ts';
import { clusterLabels } from '../constructs/support.ts';

const regions = { aws: 'eu-west-1', gcp: 'europe-west1', azure: 'westeurope' } as const;

type Cloud = keyof typeof regions;

/** A program that uses every type of resource that its cloud has, on one cluster of an environment. */
function program(
  environment: string,
  cloud: Cloud,
  labels: Readonly<Record<string, string>> = {},
  onHub = false,
): Platform {
  const platform = new Platform({
    repository: { url: 'https://github.com/acme/platform' },
    ...(onHub ? { controlPlane: 'hub' as const } : {}),
  });
  if (onHub) Cluster.existing(platform, 'hub', { environment: 'ops', server: 'https://kubernetes.default.svc' });
  const { 'topology.kubernetes.io/region': _, ...own } = clusterLabels;
  const cluster = Cluster.existing(platform, 'eu', {
    environment,
    server: 'https://eu.acme.example:6443',
    cloud,
    region: regions[cloud],
    labels: { ...own, ...labels },
  });
  const shop = new Application(platform, 'shop', { owner: 'team-shop', clusters: [cluster] });
  const host = new DnsName(shop, 'www', {}).host;
  const env = {
    POSTGRES: new Postgres(shop, 'orders', {}).url,
    BUCKET: new Bucket(shop, 'pictures', {}).bucketName,
    ...(cloud === 'aws' ? ofAws(shop) : {}),
    STRIPE: new StoredSecret(shop, 'stripe', { key: 'shop/stripe' }).value,
    VOLUME: new Volume(shop, 'uploads', { size: Size.gibibytes(1) }).claim,
    IDENTITY: new CloudIdentity(shop, 'api-identity', { serviceAccount: 'api' }).identity,
    HOST: host,
    URL: new Route(shop, 'way-in', { host, service: 'api', port: 8080 }).url,
  };
  new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, env });
  return platform;
}

/** Types that no other cloud's provisioners make in production. */
function ofAws(shop: Application) {
  return {
    MYSQL: new Mysql(shop, 'stock', {}).url,
    MONGODB: new Mongodb(shop, 'carts', {}).url,
    REDIS: new Redis(shop, 'sessions', {}).url,
    QUEUE: new Queue(shop, 'jobs', {}).queueName,
    TOPIC: new Topic(shop, 'events', {}).topicName,
  };
}

const resolved = (...given: Parameters<typeof program>) => resolveForTest(program(...given), { schemas: 'none' });

/** The Secrets and ConfigMaps that the variables of the program are taken from, and those that somebody makes. */
function namesOf(objects: readonly object[]) {
  const text = JSON.stringify(objects.filter((object) => Object(object).kind === 'Deployment'));
  const taken = [...text.matchAll(/"(?:secretKeyRef|configMapKeyRef)":\{"name":"([^"]+)"/g)].map(([, name]) => name);
  const made = objects.flatMap((object) => {
    const { kind, metadata, spec = {} } = Object(object);
    const provider = spec.forProvider ?? {};
    const passwords = [provider.passwordSecretRef, provider.authTokenSecretRef, provider.masterPasswordSecretRef];
    return [
      ...(kind === 'ConfigMap' ? [metadata.name] : []),
      ...(kind === 'ExternalSecret' ? [spec.target.name] : []),
      ...(kind === 'Cluster' && spec.bootstrap !== undefined ? [`${metadata.name}-app`, `${metadata.name}-ca`] : []),
      ...[spec.writeConnectionSecretToRef, provider.administratorPasswordSecretRef, ...passwords].map(
        (ref) => ref?.name,
      ),
    ];
  });
  return { taken: [...new Set(taken)], made: new Set(made) };
}

const places = [
  ['dev', 'aws', {}],
  ['staging', 'aws', {}],
  ['prod', 'aws', {}],
  ['prod', 'aws', { 'aws.roadbed.dev/pod-identity': 'true' }],
  ['prod', 'gcp', {}],
  ['prod', 'azure', {}],
] as const;

describe.each(places)('every type of resource in %s on %s with %j', (environment, cloud, labels) => {
  const platform = resolved(environment, cloud, labels);

  test('is made without a problem', () => {
    expect(platform.problems.map(formatProblem)).toEqual([]);
  });

  test('gives nothing that nobody makes: every Secret and ConfigMap that a pod reads has a maker', () => {
    const { taken, made } = namesOf(platform.objects('eu'));
    expect(taken.length).toBeGreaterThan(2);
    expect(taken.filter((name) => !made.has(name))).toEqual([]);
  });

  test('leaves no marker behind', () => {
    for (const [file, text] of platform.files()) {
      if (!file.startsWith('.roadbed')) expect(text).not.toContain('roadbedref');
    }
  });
});

test.each(['gcp', 'azure'] as const)('nothing of AWS is made for a cluster on %s', (cloud) => {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const server = 'https://eu.acme.example:6443';
  const eu = Cluster.existing(platform, 'eu', { environment: 'prod', server, cloud, region: regions[cloud] });
  ofAws(new Application(platform, 'shop', { owner: 'team-shop', clusters: [eu] }));
  const problems = resolveForTest(platform, { schemas: 'none' }).problems.map(formatProblem);
  expect(problems).toHaveLength(5);
  for (const text of problems)
    expect(text).toContain(`refuses: it makes what AWS has, and the cluster is on "${cloud}"`);
});

test('where the hub makes what the clouds manage, an identity is still of the namespace that the pods are in', () => {
  const platform = resolved('prod', 'aws', { 'aws.roadbed.dev/pod-identity': 'true' }, true);
  expect(platform.problems.map(formatProblem)).toEqual([]);
  const [association] = platform.objects('hub').filter(({ kind }) => kind === 'PodIdentityAssociation');
  expect(association).toMatchObject({
    metadata: { namespace: 'shop-eu' },
    spec: { forProvider: { namespace: 'shop', serviceAccount: 'api', clusterName: 'eu' } },
  });
});

test('each resource that a pod refers to has a policy for its role, and no other', () => {
  const platform = resolved('prod', 'aws', { 'aws.roadbed.dev/pod-identity': 'true' });
  const policies = platform.objects('eu').filter(({ kind }) => kind === 'RolePolicy');
  const services = policies.map((policy) => JSON.parse(Object(policy).spec.forProvider.policy).Statement[0].Action[0]);
  expect(services.sort()).toEqual(['s3:ListBucket', 'sns:Publish', 'sqs:SendMessage']);
});

test('clusters of development that only differ in their cloud share one rendering', () => {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const clusters = (['aws', 'gcp', 'none'] as const).map((cloud) =>
    Cluster.existing(platform, cloud, { environment: 'dev', server: `https://${cloud}.acme.example:6443`, cloud }),
  );
  const shop = new Application(platform, 'shop', { owner: 'team-shop', clusters });
  const orders = new Postgres(shop, 'orders', {});
  const pictures = new Bucket(shop, 'pictures', {});
  new WebService(shop, 'api', {
    image: 'ghcr.io/acme/api:1.4.2',
    port: 8080,
    env: { DATABASE_URL: orders.url, BUCKET: pictures.bucketName },
  });
  const resolved = resolveForTest(platform, { schemas: 'none' });
  expect(resolved.problems.map(formatProblem)).toEqual([]);
  const folders = [...resolved.files().keys()].filter((file) => file.startsWith('dev/shop/'));
  expect(new Set(folders.map((file) => file.split('/')[2]))).toEqual(new Set(['dev']));
});
