import { Postgres } from '../../constructs/postgres.ts';
import { WebService } from '../../constructs/web-service.ts';
import { Cluster } from '../../src/cluster.ts';
import type { RecipePack } from '../../src/model/recipe-pack.ts';
import { BarePlatform } from '../../src/platform/bare-platform.ts';
import type { PulumiProgram, ResourceEntry } from '../../src/targets/pulumi/program.ts';
import { programOf } from '../../src/targets/pulumi/program-of.ts';
import { yamlProgram } from '../../src/targets/pulumi/yaml-program.ts';
import { pulumiAzure } from '../../stacks/pulumi-azure.ts';
import { pulumiGcp } from '../../stacks/pulumi-gcp.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import { aCluster, anApplication, lines, resolved } from '../support/platforms.ts';

const subscription = '11111111-2222-3333-4444-555555555555';
/** As long as the id of a cluster can be, as its application is named after it. */
const LONG = `a${'-cluster'.repeat(5)}s`;

/** A shop with a database, on a cluster that Pulumi makes, with Argo CD on a hub where that is said. */
function shop(
  pack: RecipePack,
  cluster: (platform: BarePlatform) => Cluster,
  delivery: 'single' | 'mixed' = 'single',
): PulumiProgram {
  const repository = { url: 'https://github.com/acme/platform' };
  const platform = new BarePlatform({ repository, recipes: [pack], delivery }, standardProvisioners);
  if (delivery === 'mixed') aCluster(platform, 'hub', 'operations', { hub: true });
  const application = anApplication(platform, 'shop', { clusters: [cluster(platform)] });
  const orders = new Postgres(application, 'orders', {});
  const env = { DATABASE_URL: orders.url };
  new WebService(application, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, env });
  const { program, problems } = programOf(resolved(platform));
  if (program === undefined || problems.length > 0) throw new Error(lines(problems).join('\n'));
  return program;
}

const gke = (id: string) => (platform: BarePlatform) =>
  Cluster.gkeByPulumi(platform, id, {
    environment: 'prod',
    project: 'acme-prod',
    region: 'europe-west1',
    nodes: { main: { min: 1, max: 5 } },
  });
const aks = (id: string) => (platform: BarePlatform) =>
  Cluster.aksByPulumi(platform, id, {
    environment: 'prod',
    region: 'westeurope',
    subscription,
    nodes: { spot: { spot: true, min: 0, max: 5 } },
  });

function named({ resources }: PulumiProgram, name: string): ResourceEntry {
  const found = resources.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}, only ${resources.map((one) => one.name).join(', ')}`);
  return found;
}

function ofType({ resources }: PulumiProgram, type: string): readonly ResourceEntry[] {
  return resources.filter((one) => one.type === type);
}

/** A value as the file writes it. */
const of = (path: string) => `\${${path}}`;

/** The program as a file, in which values stand as texts. */
function spelled(program: PulumiProgram): string {
  return JSON.stringify(yamlProgram('shop', program));
}

describe('on Google Cloud', () => {
  const program = shop(pulumiGcp, gke('eu'));

  test('the cluster has the namespace of the shop, and none by which only resources of the cloud are known', () => {
    const namespaces = ofType(program, 'kubernetes:core/v1:Namespace').map(({ name }) => name);
    expect(namespaces).toEqual(['eu/Namespace/shop']);
  });

  test('everything is made in the project and the region of the cluster, and no configuration is needed', () => {
    const google = program.resources.filter(({ type }) => type.startsWith('gcp:'));
    expect(new Set(google.map(({ provider }) => provider))).toEqual(new Set(['gcp gcp-acme-prod-europe-west1']));
    expect(program.providers.find((one) => one.package === 'gcp')).toMatchObject({
      inputs: { project: 'acme-prod', region: 'europe-west1' },
    });
    expect(program.config).toEqual([]);
  });

  test('the cluster is complete: its network, a way out, a way to databases, and pools', () => {
    const counts = new Map<string, number>();
    for (const { type } of program.resources) counts.set(type, (counts.get(type) ?? 0) + 1);
    expect(Object.fromEntries([...counts].filter(([type]) => type.startsWith('gcp:')))).toEqual({
      'gcp:compute/network:Network': 1,
      'gcp:compute/subnetwork:Subnetwork': 1,
      'gcp:compute/globalAddress:GlobalAddress': 1,
      'gcp:servicenetworking/connection:Connection': 1,
      'gcp:compute/router:Router': 1,
      'gcp:compute/routerNat:RouterNat': 1,
      'gcp:container/cluster:Cluster': 1,
      'gcp:container/nodePool:NodePool': 1,
      'gcp:sql/databaseInstance:DatabaseInstance': 1,
      'gcp:sql/database:Database': 1,
      'gcp:sql/user:User': 1,
    });
    const pool = named(program, 'eu/cluster-eu/eu-nodes-main');
    expect(pool.dependsOn).toEqual(expect.arrayContaining(['eu/cluster-eu/eu', 'eu/cluster-eu/eu-nat']));
    expect(pool).toMatchObject({ ignoreChanges: ['initialNodeCount'], inputs: { initialNodeCount: 1 } });
  });

  test('the database is private, waits for the peering of its network, and its password is a secret', () => {
    const instance = named(program, 'eu/shop/orders');
    expect(instance.dependsOn).toContain('eu/cluster-eu/eu-database-access');
    expect(instance).toMatchObject({
      protect: true,
      secretOutputs: ['serverCaCerts', 'rootPassword'],
      inputs: { settings: { ipConfiguration: { ipv4Enabled: false, sslMode: 'ENCRYPTED_ONLY' } } },
    });
    expect(named(program, 'eu/shop/orders-connection')).toMatchObject({
      secretInputs: ['stringData'],
      dependsOn: expect.arrayContaining(['eu/shop/orders', 'eu/shop/orders-password', 'eu/Namespace/shop']),
    });
    const text = spelled(program);
    expect(text).toContain(`{"fn::secret":"${of('eu/shop/orders.privateIpAddress')}"}`);
    expect(text).toContain(of('eu/shop/orders.serverCaCerts[0].cert'));
  });

  test('Argo CD is let in without a credential, by the identity of its own pods', () => {
    const text = spelled(shop(pulumiGcp, gke('eu'), 'mixed'));
    expect(text).toContain('argocd-k8s-auth');
    expect(text).toContain(`"https://${of('eu/cluster-eu/eu.endpoint')}"`);
  });
});

describe('on Azure', () => {
  const program = shop(pulumiAzure, aks('eu'));

  test('everything is made in the subscription of the cluster, and no configuration is needed', () => {
    const azure = program.resources.filter(({ type }) => type.startsWith('azure:'));
    expect(new Set(azure.map(({ provider }) => provider))).toEqual(new Set([`azure azure-${subscription}`]));
    expect(program.config).toEqual([]);
  });

  test('the cluster is complete: its network, a role on it, subnets and a zone of databases, and pools', () => {
    const counts = new Map<string, number>();
    for (const { type } of program.resources) counts.set(type, (counts.get(type) ?? 0) + 1);
    expect(Object.fromEntries([...counts].filter(([type]) => type.startsWith('azure:')))).toEqual({
      'azure:core/resourceGroup:ResourceGroup': 1,
      'azure:network/virtualNetwork:VirtualNetwork': 1,
      'azure:network/subnet:Subnet': 2,
      'azure:privatedns/zone:Zone': 1,
      'azure:privatedns/zoneVirtualNetworkLink:ZoneVirtualNetworkLink': 1,
      'azure:containerservice/kubernetesCluster:KubernetesCluster': 1,
      'azure:containerservice/kubernetesClusterNodePool:KubernetesClusterNodePool': 1,
      'azure:authorization/assignment:Assignment': 1,
      'azure:postgresql/flexibleServer:FlexibleServer': 1,
      'azure:postgresql/flexibleServerDatabase:FlexibleServerDatabase': 1,
    });
    expect(named(program, 'eu/cluster-eu/eu-nodes-spot')).toMatchObject({
      ignoreChanges: ['nodeCount'],
      inputs: { priority: 'Spot', nodeTaints: ['kubernetes.azure.com/scalesetpriority=spot:NoSchedule'] },
    });
  });

  test('the kubeconfig is a secret output, and the database waits until its name is known in the network', () => {
    expect(named(program, 'eu/cluster-eu/eu').secretOutputs).toContain('kubeConfigRaw');
    const server = named(program, 'eu/shop/orders');
    expect(server.dependsOn).toEqual(
      expect.arrayContaining(['eu/cluster-eu/eu-databases', 'eu/cluster-eu/eu-postgres-zone-link']),
    );
    expect(server).toMatchObject({ protect: true, inputs: { publicNetworkAccessEnabled: false } });
  });

  test('Argo CD gets the client certificate of the cluster, as a secret', () => {
    const mixed = shop(pulumiAzure, aks('eu'), 'mixed');
    expect(named(mixed, 'eu/argocd/cluster-eu').secretInputs).toEqual(['stringData']);
    expect(spelled(mixed)).toContain('kubeConfigs[0].clientCertificate');
  });
});

test('names keep the limits of each cloud, however long those of the program are', () => {
  const long = { gcp: shop(pulumiGcp, gke(LONG)), azure: shop(pulumiAzure, aks(LONG)) };
  const most = (program: PulumiProgram, type: string, input: string) =>
    Math.max(...ofType(program, type).map(({ inputs }) => String(inputs[input]).length));
  expect(most(long.gcp, 'gcp:container/cluster:Cluster', 'name')).toBeLessThanOrEqual(40);
  for (const type of ['network:Network', 'subnetwork:Subnetwork', 'globalAddress:GlobalAddress', 'router:Router']) {
    expect(most(long.gcp, `gcp:compute/${type}`, 'name')).toBeLessThanOrEqual(63);
  }
  expect(most(long.gcp, 'gcp:sql/databaseInstance:DatabaseInstance', 'name')).toBeLessThanOrEqual(80);
  const cluster = 'azure:containerservice/kubernetesCluster:KubernetesCluster';
  expect(most(long.azure, cluster, 'name')).toBeLessThanOrEqual(63);
  expect(most(long.azure, cluster, 'dnsPrefix')).toBeLessThanOrEqual(54);
  expect(most(long.azure, 'azure:postgresql/flexibleServer:FlexibleServer', 'name')).toBeLessThanOrEqual(63);
});
