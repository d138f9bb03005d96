import { Postgres } from '../../constructs/postgres.ts';
import { WebService } from '../../constructs/web-service.ts';
import { Cluster } from '../../src/cluster.ts';
import { isPulumiResource } from '../../src/model/pulumi-resource.ts';
import { BarePlatform } from '../../src/platform/bare-platform.ts';
import { ComponentSet } from '../../src/platform/component-set.ts';
import { argocd } from '../../src/targets/argocd/argocd.ts';
import type { PulumiProgram } from '../../src/targets/pulumi/program.ts';
import { programOf } from '../../src/targets/pulumi/program-of.ts';
import { standardComponents } from '../../stacks/components.ts';
import { pulumiAws } from '../../stacks/pulumi-aws.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import { aCluster, anApplication, aPlatform, lines, resolved } from '../support/platforms.ts';

const role = 'arn:aws:iam::123456789012:role/argocd';

/** A shop on a cluster that Pulumi makes, with a database that Pulumi makes, delivered by Argo CD on a hub. */
function shop(making: { readonly hub?: boolean; readonly argocdRoleArn?: string } = {}): BarePlatform {
  const { hub = true, argocdRoleArn = role } = making;
  const repository = { url: 'https://github.com/acme/platform' };
  const platform = new BarePlatform({ repository, recipes: [pulumiAws], delivery: 'mixed' }, standardProvisioners);
  aCluster(platform, 'hub', 'operations', { hub });
  const props = argocdRoleArn === '' ? {} : { argocdRoleArn };
  const eu = Cluster.eksByPulumi(platform, 'eu', { environment: 'prod', region: 'eu-west-1', ...props });
  const application = anApplication(platform, 'shop', { clusters: [eu] });
  const orders = new Postgres(application, 'orders', {});
  const env = { DATABASE_URL: orders.url };
  new WebService(application, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, env });
  return platform;
}

function made(platform: BarePlatform): PulumiProgram {
  const { program, problems } = programOf(resolved(platform), { environment: 'prod' });
  if (program === undefined || problems.length > 0) throw new Error(lines(problems).join('\n'));
  return program;
}

function emitted(platform: BarePlatform): ReadonlyMap<string, readonly unknown[]> {
  const { files, problems } = argocd.emit(resolved(platform));
  expect(lines(problems)).toEqual([]);
  return new Map([...files].map(({ path, documents }) => [path, documents]));
}

test('everything is delivered by one of the two, and nothing by both', () => {
  const platform = shop();
  const byArgocd = [...emitted(platform)]
    .filter(([path]) => path.startsWith('prod/'))
    .flatMap(([, documents]) => documents);
  const byPulumi = made(platform).resources.map(({ inputs }) => inputs);
  const graph = resolved(platform);
  const all = graph.applications.flatMap(({ variants }) => variants.flatMap(({ objects }) => objects));
  const ofPulumi = all.filter(({ manifest }) => isPulumiResource(manifest));
  // The namespace of the cluster's maker has nothing in it, the namespace of the shop is Argo CD's, and Pulumi adds its handover.
  expect(byArgocd).toHaveLength(all.length - ofPulumi.length - 1);
  expect(byPulumi).toHaveLength(ofPulumi.length + 2);
  expect(JSON.stringify(byArgocd)).not.toContain('pulumi.roadbed.dev');
});

test('what Pulumi makes brings no provider of Crossplane', () => {
  const names = (platform: BarePlatform) => {
    new ComponentSet(platform, 'components', { crossplane: standardComponents.crossplane }, {});
    return resolved(platform)
      .applications.map(({ name }) => name)
      .filter((name) => name.startsWith('crossplane'));
  };
  expect(names(shop())).toEqual(['crossplane']);
  const byCrossplane = aPlatform();
  aCluster(byCrossplane, 'hub', 'operations', { hub: true });
  Cluster.eks(byCrossplane, 'eu', { environment: 'prod', region: 'eu-west-1' });
  expect(names(byCrossplane)).toEqual(['crossplane', 'crossplane-accounts', 'crossplane-providers']);
});

test('an address of a database goes by a Secret that Pulumi writes to the pod that Argo CD delivers', () => {
  const platform = shop();
  const { resources } = made(platform);
  const named = (name: string) => resources.find((one) => one.name === name);
  const connection = named('eu/shop/orders-connection');
  expect(connection).toMatchObject({
    provider: 'kubernetes eu',
    inputs: { kind: 'Secret', metadata: { name: 'orders-connection', namespace: 'shop' } },
    secretInputs: ['stringData'],
    dependsOn: expect.arrayContaining(['eu/shop/orders', 'eu/Namespace/shop']),
  });
  const keys = Object.keys(Object(connection?.inputs.stringData));
  const api = JSON.stringify(emitted(platform).get('prod/shop/prod/api.yaml'));
  const taken = [...api.matchAll(/"secretKeyRef":\{"name":"orders-connection","key":"(\w+)"/g)].map(([, key]) => key);
  expect(taken.sort()).toEqual(['host', 'password']);
  expect(keys).toEqual(expect.arrayContaining(taken));
});

test('the namespace of that Secret is patched, so that Pulumi neither deletes it nor takes a field of it from Argo CD', () => {
  const platform = shop();
  expect(made(platform).resources.find(({ name }) => name === 'eu/Namespace/shop')).toMatchObject({
    type: 'kubernetes:core/v1:NamespacePatch',
    inputs: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    protect: false,
  });
  expect([...emitted(platform).keys()]).toContain('prod/namespace-shop/prod/namespace.yaml');
});

test('Pulumi tells Argo CD of the cluster when it is there, by a Secret on the hub with the labels that rules choose by', () => {
  const platform = shop();
  const registration = made(platform).resources.find(({ name }) => name === 'eu/argocd/cluster-eu');
  expect(registration).toMatchObject({
    type: 'kubernetes:core/v1:Secret',
    provider: 'kubernetes hub',
    protect: true,
    dependsOnComponents: ['eu/cluster-eu/eu'],
    inputs: {
      metadata: {
        name: 'cluster-eu',
        namespace: 'argocd',
        labels: { 'argocd.argoproj.io/secret-type': 'cluster', 'roadbed.dev/environment': 'prod' },
      },
      stringData: { name: 'eu' },
    },
  });
  const selector = JSON.stringify(emitted(platform).get('hub/applicationsets/shop.yaml'));
  expect(selector).toContain('roadbed.dev/environment');
  expect([...emitted(platform).keys()].filter((path) => path.startsWith('hub/clusters/'))).toEqual([
    'hub/clusters/hub.yaml',
  ]);
});

test('a cluster that nobody could register is a problem of both', () => {
  const found = [
    'RB656 at eu: nobody tells Argo CD of the cluster "eu"; declare the cluster that Argo CD runs on: Cluster.existing(platform, \'hub\', { hub: true, ... })',
  ];
  expect(lines(argocd.emit(resolved(shop({ hub: false }))).problems)).toEqual(found);
  expect(lines(programOf(resolved(shop({ hub: false }))).problems)).toEqual(found);
});

test('a cluster that lets Argo CD in by no way is a problem', () => {
  expect(lines(programOf(resolved(shop({ argocdRoleArn: '' }))).problems)).toEqual([
    expect.stringMatching(/^RB657 at eu: the maker of "eu" does not give "argocdConfig"; /),
  ]);
});

test("Pulumi makes infrastructure by itself, so what would stand at the hub's control plane is a problem", () => {
  const repository = { url: 'https://github.com/acme/platform' };
  const platform = new BarePlatform({ repository, recipes: [pulumiAws], controlPlane: 'hub' }, standardProvisioners);
  aCluster(platform, 'hub', 'operations', { hub: true });
  const eu = aCluster(platform, 'eu', 'prod', { cloud: 'aws', region: 'eu-west-1' });
  new Postgres(anApplication(platform, 'shop', { clusters: [eu] }), 'orders', {});
  const [first] = lines(programOf(resolved(platform)).problems);
  expect(first).toMatch(
    /^RB658 at shop\/orders: "orders-password" would be made by the control plane of the hub; leave/,
  );
});
