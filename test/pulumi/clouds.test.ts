import { Postgres } from '../../constructs/postgres.ts';
import { WebService } from '../../constructs/web-service.ts';
import { Cluster } from '../../src/cluster.ts';
import { BarePlatform, type PlatformProps } from '../../src/platform/bare-platform.ts';
import { deploy } from '../../src/pulumi/index.ts';
import { pulumiAws } from '../../stacks/pulumi-aws.ts';
import { pulumiAzure } from '../../stacks/pulumi-azure.ts';
import { pulumiGcp } from '../../stacks/pulumi-gcp.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import { aCluster, anApplication } from '../support/platforms.ts';
import { type EngineRun, runInline } from '../support/pulumi-engine.ts';
import type { Registration } from '../support/pulumi-monitor.ts';

jest.setTimeout(60_000);

const subscription = '11111111-2222-3333-4444-555555555555';
const argocdRoleArn = 'arn:aws:iam::123456789012:role/argocd';
/** A certificate, in which JSON must write what ends a line otherwise. */
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMII"C\n-----END CERTIFICATE-----\n';

/** A shop with a database on a cluster of each cloud, all of which Pulumi makes. */
function shop(props: Partial<PlatformProps> = {}): BarePlatform {
  const repository = { url: 'https://github.com/acme/platform' };
  const recipes = [pulumiAws, pulumiGcp, pulumiAzure];
  const platform = new BarePlatform({ repository, recipes, ...props }, standardProvisioners);
  if (props.delivery === 'mixed')
    aCluster(platform, 'hub', 'operations', { hub: true, cloud: 'aws', region: 'eu-west-1' });
  const clusters = [
    Cluster.eksByPulumi(platform, 'aws', { environment: 'prod', region: 'eu-west-1', argocdRoleArn }),
    Cluster.gkeByPulumi(platform, 'gcp', { environment: 'prod', project: 'acme-prod', region: 'europe-west1' }),
    Cluster.aksByPulumi(platform, 'azure', { environment: 'prod', region: 'westeurope', subscription }),
  ];
  const application = anApplication(platform, 'shop', { clusters });
  const orders = new Postgres(application, 'orders', {});
  const env = { DATABASE_URL: orders.url };
  new WebService(application, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, env });
  return platform;
}

/** What the clouds make up. */
function state(type: string, name: string): Readonly<Record<string, unknown>> {
  switch (type) {
    case 'aws:eks/cluster:Cluster':
      return {
        endpoint: 'https://aws.example',
        certificateAuthority: { data: 'CA' },
        vpcConfig: { clusterSecurityGroupId: 'sg-nodes' },
      };
    case 'aws:rds/instance:Instance':
      return { address: 'orders.rds.example' };
    case 'gcp:container/cluster:Cluster':
      return { endpoint: 'gcp.example', masterAuth: { clusterCaCertificate: 'CA' } };
    case 'gcp:sql/databaseInstance:DatabaseInstance':
      return { privateIpAddress: '10.0.0.3', serverCaCerts: [{ cert: CERTIFICATE }] };
    case 'azure:containerservice/kubernetesCluster:KubernetesCluster': {
      const certificates = { clusterCaCertificate: 'CA', clientCertificate: 'CERT', clientKey: 'canary' };
      return { kubeConfigs: [{ host: 'https://azure.example', ...certificates }], kubeConfigRaw: { secret: 'canary' } };
    }
    case 'azure:postgresql/flexibleServer:FlexibleServer':
      return { fqdn: 'orders.postgres.example' };
    case 'random:index/randomPassword:RandomPassword':
      return { result: { secret: 'canary' } };
    default:
      return { arn: `arn-of-${name}` };
  }
}

/** Runs a program of the shop, and its preview. */
async function runsOf(props: Partial<PlatformProps>, config: Readonly<Record<string, string>> = {}) {
  const platform = shop(props);
  const program = async () => void deploy(platform, { environment: 'prod' });
  const update = await runInline(program, { state, config });
  const preview = await runInline(program, { preview: true, config });
  return { update, preview };
}

function named(run: EngineRun, name: string): Registration {
  const found = run.registrations.find((one) => one.custom && one.name === name);
  if (found === undefined) throw new Error(`no ${name}, only ${run.registrations.map((one) => one.name).join(', ')}`);
  return found;
}

/** Names of what is written to clusters. */
function written(run: EngineRun): readonly string[] {
  const objects = run.registrations.filter(({ type }) => type.startsWith('kubernetes:'));
  return objects.map(({ name }) => name).sort();
}

function expectWhole({ update, preview }: { readonly update: EngineRun; readonly preview: EngineRun }): void {
  expect({ status: update.status, errors: update.errors, text: update.text }).toEqual({
    status: 0,
    errors: [],
    text: '',
  });
  expect({ status: preview.status, errors: preview.errors }).toEqual({ status: 0, errors: [] });
  expect(preview.registrations.map(({ urn }) => urn)).toEqual(update.registrations.map(({ urn }) => urn));
}

/** Everything that the engine was told, without what it was told is a secret. */
function plainText({ registrations, text }: EngineRun): string {
  return JSON.stringify(registrations).replace(/\{"secret":(?:"(?:[^"\\]|\\.)*"|\{[^{}]*\})\}/g, '"hidden"') + text;
}

describe('clusters of three clouds with a database each, all by Pulumi', () => {
  let runs: Awaited<ReturnType<typeof runsOf>>;
  beforeAll(async () => {
    runs = await runsOf({});
  });

  test('go through, and a preview knows the same', () => expectWhole(runs));

  test('are reached by what each gives itself, and by nothing of the configuration', () => {
    for (const cluster of ['aws', 'gcp', 'azure']) {
      const provider = named(runs.update, cluster);
      expect(provider.dependencies).toContain(`${cluster}/cluster-${cluster}/${cluster}`);
      expect(named(runs.update, `${cluster}/shop/Deployment/api`).provider).toBe(provider.urn);
      expect(named(runs.preview, cluster).inputs).toMatchObject({ kubeconfig: 'unknown' });
    }
  });

  test('hand the certificate of a server over as it is, with address and password', () => {
    expect(named(runs.update, 'gcp/shop/orders-connection').inputs).toMatchObject({
      stringData: { ca: { secret: CERTIFICATE }, host: { secret: '10.0.0.3' }, password: { secret: 'canary' } },
    });
  });
});

describe('the same with applications by Argo CD, and Secrets for what is handed over', () => {
  test('writes to clusters those Secrets alone, with the namespaces that they stand in', async () => {
    const config = { 'shop:kubeconfig-hub': 'of the hub' };
    const platform = shop({ delivery: 'mixed' });
    const run = await runInline(async () => void deploy(platform, { environment: 'prod' }), { state, config });
    expect(run).toMatchObject({ status: 0, errors: [] });
    const clusters = ['aws', 'azure', 'gcp'];
    expect(written(run)).toEqual(
      clusters.flatMap((one) => [
        `${one}/Namespace/shop`,
        `${one}/argocd/cluster-${one}`,
        `${one}/shop/orders-connection`,
      ]),
    );
    const registration = named(run, 'azure/argocd/cluster-azure');
    expect(registration.provider).toBe(named(run, 'hub').urn);
    expect(plainText(run)).not.toContain('canary');
  });
});

describe('the same with what is handed over in the stores of the clouds', () => {
  let runs: Awaited<ReturnType<typeof runsOf>>;
  beforeAll(async () => {
    runs = await runsOf({ delivery: 'mixed', handover: 'external-secret' }, { 'shop:keyVaultId-azure': 'vault-1' });
  });

  test('goes through, and reaches no API server', () => {
    expectWhole(runs);
    expect(written(runs.update)).toEqual([]);
    expect(runs.update.registrations.map(({ type }) => type)).not.toContain('pulumi:providers:kubernetes');
  });

  test('writes JSON that is right whatever the values are, as a secret', () => {
    const { inputs, secretOutputs, dependencies } = named(runs.update, 'gcp/shop/orders-connection');
    expect(inputs).toMatchObject({
      secret: 'id-of-gcp/shop/orders-connection/secret',
      secretData: { secret: JSON.stringify({ host: '10.0.0.3', password: 'canary', ca: CERTIFICATE }) },
    });
    expect(secretOutputs).toContain('secretData');
    expect(dependencies).toEqual(expect.arrayContaining(['gcp/shop/orders', 'gcp/shop/orders-password']));
  });

  test('writes to the store of each cloud, in the place that the cluster is in', () => {
    expect(named(runs.update, 'aws/shop/orders-connection').inputs).toMatchObject({
      secretId: 'id-of-aws/shop/orders-connection/secret',
      secretString: { secret: JSON.stringify({ host: 'orders.rds.example', password: 'canary' }) },
    });
    expect(named(runs.update, 'azure/shop/orders-connection').inputs).toMatchObject({ keyVaultId: 'vault-1' });
    expect(named(runs.update, 'azure/argocd/cluster-azure').provider).toContain('aws-eu-west-1');
  });

  test('shows in a preview that there is a value, and not which', () => {
    expect(named(runs.preview, 'gcp/shop/orders-connection').inputs).toMatchObject({ secretData: 'unknown' });
  });

  test('shows no credential in plain text, not even that of a cluster', () => {
    expect(plainText(runs.update)).not.toContain('canary');
  });
});
