import { Postgres } from '../../constructs/postgres.ts';
import { WebService } from '../../constructs/web-service.ts';
import { Cluster } from '../../src/cluster.ts';
import { need, type Provisioner } from '../../src/model/need.ts';
import { pulumiResource } from '../../src/model/pulumi-resource.ts';
import type { RecipePack } from '../../src/model/recipe-pack.ts';
import { secretKey } from '../../src/model/value.ts';
import { BarePlatform, type PlatformProps } from '../../src/platform/bare-platform.ts';
import type { ExistingClusterProps } from '../../src/platform/cluster.ts';
import { argocd } from '../../src/targets/argocd/argocd.ts';
import { Interpolation, JsonText } from '../../src/targets/pulumi/expression.ts';
import type { PulumiProgram, ResourceEntry } from '../../src/targets/pulumi/program.ts';
import { programOf } from '../../src/targets/pulumi/program-of.ts';
import { yamlProgram } from '../../src/targets/pulumi/yaml-program.ts';
import { pulumiAws } from '../../stacks/pulumi-aws.ts';
import { pulumiAzure } from '../../stacks/pulumi-azure.ts';
import { pulumiGcp } from '../../stacks/pulumi-gcp.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aProvisioner,
  delivered,
  lines,
  Piece,
  problemsOf,
  resolved,
} from '../support/platforms.ts';

const argocdRoleArn = 'arn:aws:iam::123456789012:role/argocd';
const subscription = '11111111-2222-3333-4444-555555555555';

const aws = { cloud: 'aws', region: 'eu-central-1' } as const;
const eks = (platform: BarePlatform) =>
  Cluster.eksByPulumi(platform, 'eu', { environment: 'prod', region: 'eu-west-1', argocdRoleArn });
const gke = (platform: BarePlatform) =>
  Cluster.gkeByPulumi(platform, 'eu', { environment: 'prod', project: 'acme-prod', region: 'europe-west1' });
const aks = (platform: BarePlatform) =>
  Cluster.aksByPulumi(platform, 'eu', { environment: 'prod', region: 'westeurope', subscription });

interface Choice {
  readonly pack?: RecipePack;
  readonly hub?: Partial<ExistingClusterProps>;
  readonly props?: Partial<PlatformProps>;
}

/** A shop with a database, on a cluster that Pulumi makes, whose values reach what Argo CD delivers through the clouds' stores. */
function shop(cluster: (platform: BarePlatform) => Cluster, choice: Choice = {}): BarePlatform {
  const { pack = pulumiAws, hub = aws, props = {} } = choice;
  const repository = { url: 'https://github.com/acme/platform' };
  const mixed = { delivery: 'mixed', handover: 'external-secret' } as const;
  const platform = new BarePlatform({ repository, recipes: [pack], ...mixed, ...props }, standardProvisioners);
  aCluster(platform, 'hub', 'operations', { hub: true, ...hub });
  const application = anApplication(platform, 'shop', { clusters: [cluster(platform)] });
  const orders = new Postgres(application, 'orders', {});
  const env = { DATABASE_URL: orders.url };
  new WebService(application, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, env });
  return platform;
}

function made(platform: BarePlatform): PulumiProgram {
  const { program, problems } = programOf(resolved(platform));
  if (program === undefined || problems.length > 0) throw new Error(lines(problems).join('\n'));
  return program;
}

function named({ resources }: PulumiProgram, name: string): ResourceEntry {
  const found = resources.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}, only ${resources.map((one) => one.name).join(', ')}`);
  return found;
}

function emitted(platform: BarePlatform): ReadonlyMap<string, readonly unknown[]> {
  const { files, problems } = argocd.emit(resolved(platform));
  expect(lines(problems)).toEqual([]);
  return new Map([...files].map(({ path, documents }) => [path, documents]));
}

/** A value as Pulumi writes it. */
const of = (path: string) => `\${${path}}`;

/** Where a resource takes each key of a JSON text from. */
function taken(value: unknown): Readonly<Record<string, unknown>> {
  if (!(value instanceof JsonText)) throw new Error('it is no JSON');
  return Object.fromEntries(
    Object.entries(value.data).map(([key, one]) => [
      key,
      one instanceof Interpolation ? one.parts.map((part) => (typeof part === 'string' ? part : part.name)) : one,
    ]),
  );
}

describe('values that are handed over through AWS Secrets Manager', () => {
  const platform = shop(eks);
  const program = made(platform);

  test('are one entry of the store of the region that their cluster is in, under a name that says whose they are', () => {
    expect(named(program, 'eu/shop/orders-connection/secret')).toMatchObject({
      type: 'aws:secretsmanager/secret:Secret',
      provider: 'aws aws-eu-west-1',
      protect: false,
      inputs: { name: 'roadbed/prod/eu/shop/orders-connection', recoveryWindowInDays: 0 },
    });
  });

  test('are a secret of Pulumi, and written when what gives them is there', () => {
    const version = named(program, 'eu/shop/orders-connection');
    expect(version).toMatchObject({
      type: 'aws:secretsmanager/secretVersion:SecretVersion',
      secretInputs: ['secretString'],
      secretOutputs: ['secretString'],
      dependsOn: expect.arrayContaining([
        'eu/shop/orders',
        'eu/shop/orders-password',
        'eu/shop/orders-connection/secret',
      ]),
    });
    expect(taken(version.inputs.secretString)).toEqual({
      host: ['eu/shop/orders'],
      password: ['eu/shop/orders-password'],
    });
  });

  test('are taken there by an ExternalSecret that Argo CD delivers, under the name that the pods take them by', () => {
    const files = emitted(platform);
    const api = JSON.stringify(files.get('prod/shop/prod/api.yaml'));
    const keys = [...api.matchAll(/"secretKeyRef":\{"name":"orders-connection","key":"(\w+)"/g)].map(([, key]) => key);
    expect(keys.sort()).toEqual(['host', 'password']);
    const remote = (property: string) => ({
      secretKey: property,
      remoteRef: expect.objectContaining({ key: 'roadbed/prod/eu/shop/orders-connection', property }),
    });
    expect(files.get('prod/shop-link/prod/orders.yaml')).toEqual([
      expect.objectContaining({
        kind: 'ExternalSecret',
        metadata: expect.objectContaining({ name: 'orders-connection', namespace: 'shop' }),
        spec: expect.objectContaining({
          refreshInterval: '1h',
          secretStoreRef: { kind: 'ClusterSecretStore', name: 'platform' },
          target: expect.objectContaining({
            name: 'orders-connection',
            template: expect.objectContaining({ type: 'Opaque' }),
          }),
          data: [remote('host'), remote('password')],
        }),
      }),
    ]);
  });

  test('need nothing of Pulumi on a cluster: no object, no namespace, no kubeconfig', () => {
    expect(program.resources.filter(({ type }) => type.startsWith('kubernetes:'))).toEqual([]);
    expect(program.providers.map((one) => one.package)).toEqual(expect.not.arrayContaining(['kubernetes']));
    expect(program.config).toEqual([]);
  });

  test('are JSON in Pulumi YAML that is written when they are known, and a secret', () => {
    const { resources } = yamlProgram('shop', program);
    expect(Reflect.get(Object(resources), 'eu/shop/orders-connection')).toMatchObject({
      properties: {
        secretId: of('eu/shop/orders-connection/secret.id'),
        secretString: {
          'fn::secret': {
            'fn::toJSON': { host: of('eu/shop/orders.address'), password: of('eu/shop/orders-password.result') },
          },
        },
      },
    });
  });

  test('are told of by who takes them', () => {
    const ways = resolved(platform).references.map(({ way }) => way);
    expect(ways).toEqual(
      expect.arrayContaining([expect.stringContaining('from Pulumi through the store "platform", ')]),
    );
  });
});

describe('a cluster that Pulumi makes', () => {
  const platform = shop(eks);

  test("is known to Argo CD by the store of the hub's cloud", () => {
    const program = made(platform);
    expect(named(program, 'eu/argocd/cluster-eu/secret')).toMatchObject({
      provider: 'aws aws-eu-central-1',
      inputs: { name: 'roadbed/operations/hub/argocd/cluster-eu' },
    });
    expect(Object.keys(taken(named(program, 'eu/argocd/cluster-eu').inputs.secretString))).toEqual([
      'name',
      'server',
      'config',
    ]);
  });

  test('has the labels of its Secret by the ExternalSecret, so that ApplicationSets choose it', () => {
    expect(emitted(platform).get('hub/clusters/eu.yaml')).toMatchObject([
      {
        kind: 'ExternalSecret',
        metadata: { name: 'cluster-eu', namespace: 'argocd' },
        spec: {
          secretStoreRef: { kind: 'ClusterSecretStore', name: 'platform' },
          target: {
            creationPolicy: 'Orphan',
            template: {
              metadata: { labels: { 'argocd.argoproj.io/secret-type': 'cluster', 'roadbed.dev/environment': 'prod' } },
              data: { name: 'eu', server: '{{ .server }}', config: '{{ .config }}' },
            },
          },
          data: [
            { secretKey: 'server', remoteRef: { key: 'roadbed/operations/hub/argocd/cluster-eu', property: 'server' } },
            { secretKey: 'config', remoteRef: { key: 'roadbed/operations/hub/argocd/cluster-eu', property: 'config' } },
          ],
        },
      },
    ]);
  });

  test('is a problem of both where the hub says no place at a cloud', () => {
    const found = [
      expect.stringMatching(/^RB659 at hub: it is to know of "eu" through the store of its cloud, and says/),
    ];
    const homeless = shop(eks, { hub: {} });
    expect(lines(argocd.emit(resolved(homeless)).problems)).toEqual(found);
    expect(lines(programOf(resolved(homeless)).problems)).toEqual(found);
  });
});

describe('values that are handed over through Google Cloud Secret Manager', () => {
  test('stay in the region of their cluster, under a name that the store takes', () => {
    const program = made(shop(gke, { pack: pulumiGcp }));
    expect(named(program, 'eu/shop/orders-connection/secret')).toMatchObject({
      type: 'gcp:secretmanager/secret:Secret',
      inputs: {
        secretId: 'roadbed_prod_eu_shop_orders-connection',
        project: 'acme-prod',
        replication: { userManaged: { replicas: [{ location: 'europe-west1' }] } },
      },
    });
    expect(named(program, 'eu/shop/orders-connection')).toMatchObject({
      type: 'gcp:secretmanager/secretVersion:SecretVersion',
      secretInputs: ['secretData'],
    });
  });
});

describe('values that are handed over through Azure Key Vault', () => {
  const platform = shop(aks, { pack: pulumiAzure });
  const program = made(platform);

  test('are in the vault that the cluster gives, under a name of letters, digits and hyphens', () => {
    const secret = named(program, 'eu/shop/orders-connection');
    expect(secret).toMatchObject({ type: 'azure:keyvault/secret:Secret', secretInputs: ['value'] });
    expect(secret.inputs.name).toMatch(/^roadbed-prod-eu-shop-orders-connection-[0-9a-v]{8}$/);
    expect(program.config.map(({ key }) => key)).toEqual(['keyVaultId-eu']);
    const [taker] = emitted(platform).get('prod/shop-link/prod/orders.yaml') ?? [];
    expect(JSON.stringify(taker)).toContain(`"key":"${secret.inputs.name}"`);
  });
});

/** A provisioner that writes Secrets of its own making. */
function writing(properties: object): Provisioner {
  return {
    ...aProvisioner('own', {}, () => ({ manifests: [], outputs: { url: secretKey('own', 'url') } })),
    infrastructure: () => [
      pulumiResource({ name: 'own', type: 'kubernetes:core/v1:Secret', properties: { kind: 'Secret', ...properties } }),
    ],
  };
}

function ownShop(properties: object): BarePlatform {
  const mixed = { delivery: 'mixed', handover: 'external-secret' } as const;
  const platform = aPlatform({ ...mixed, provisioners: [writing(properties)] });
  const eu = aCluster(platform, 'eu', 'prod', aws);
  new Piece(anApplication(platform, 'shop', { clusters: [eu] }), 'own', { needs: () => [need('store', {})] });
  return platform;
}

describe('a Secret that is of another making', () => {
  test('comes out with its type, its labels and its binary values', () => {
    const metadata = { name: 'own', namespace: 'shop', annotations: { note: 'kept' } };
    const properties = {
      metadata,
      type: 'kubernetes.io/tls',
      immutable: true,
      data: { 'tls.key': of('own.x'), ca: 'Q0E=' },
      stringData: { ca: 'CA' },
    };
    const { variants } = delivered(resolved(ownShop(properties)), 'shop-link');
    const [taker] = variants.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
    expect(taker?.spec).toMatchObject({
      target: {
        immutable: true,
        template: { type: 'kubernetes.io/tls', metadata: { annotations: { note: 'kept' } } },
      },
      data: [
        { secretKey: 'ca', remoteRef: { property: 'ca', decodingStrategy: 'None' } },
        { secretKey: 'tls.key', remoteRef: { property: 'tls.key', decodingStrategy: 'Base64' } },
      ],
    });
    expect(JSON.stringify(taker)).not.toContain('"labels":{}');
  });

  test('is a problem where its name is known only when Pulumi runs', () => {
    expect(problemsOf(ownShop({ metadata: { name: of('other.id'), namespace: 'shop' } }))).toEqual([
      expect.stringMatching(/^RB651 at shop\/own.Resource "own": what it is called is known only when Pulumi runs/),
    ]);
  });
});

describe('what cannot be handed over so', () => {
  test('is what is for a cluster of no cloud', () => {
    const cluster = (platform: BarePlatform) => aCluster(platform, 'eu', 'prod', { cloud: 'aws' });
    const found = problemsOf(shop(cluster)).filter((line) => line.startsWith('RB659'));
    expect(found).toEqual([
      expect.stringMatching(/^RB659 at shop\/orders: "orders-connection" is for the cluster "eu", which says no place/),
    ]);
  });

  test('is anything where the store is for one namespace', () => {
    const props = { secretStore: { name: 'platform', kind: 'SecretStore' } } as const;
    expect(problemsOf(shop(eks, { props }))).toEqual([
      'RB518 at secretStore: values are handed over through "platform", a SecretStore; give the platform a ClusterSecretStore',
    ]);
  });

  test('is anything where one engine delivers everything', () => {
    const found = problemsOf(shop(eks, { props: { delivery: 'single' } }));
    expect(found).toEqual([
      expect.stringMatching(/^RB108.*handover: there is nothing to hand over .* got "external-secret"; give delivery/),
    ]);
  });
});
