import { Bucket } from '../../constructs/bucket.ts';
import { crossplane } from '../../constructs/components/crossplane.ts';
import { externalSecrets } from '../../constructs/components/external-secrets.ts';
import { Cluster, type EksProps } from '../../src/cluster.ts';
import type { PlatformProps } from '../../src/platform/bare-platform.ts';
import { ComponentSet } from '../../src/platform/component-set.ts';
import { Platform } from '../../src/platform.ts';
import { aCluster, anApplication, problemsOf } from '../support/platforms.ts';

type Components = ConstructorParameters<typeof ComponentSet<typeof catalogue>>[3];

const catalogue = { crossplane, externalSecrets };

function aHub(provides: readonly string[] = [], props: Partial<PlatformProps> = {}) {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' }, ...props });
  aCluster(platform, 'hub', 'prod', { server: 'https://kubernetes.default.svc', provides });
  return platform;
}

/** What is wrong with a hub that makes an EKS cluster, with these components. */
function making(components: Components, provides: readonly string[] = [], eks: Partial<EksProps> = {}) {
  const platform = aHub(provides);
  Cluster.eks(platform, 'eu', { environment: 'prod', region: 'eu-west-1', ...eks });
  new ComponentSet(platform, 'components', catalogue, components);
  return problemsOf(platform);
}

test('a cluster that Crossplane is to make is a problem without Crossplane, and none with it', () => {
  expect(making({})).toEqual([]);
  expect(making({ crossplane: false })).toEqual([
    'RB972 at components.crossplane: it is off, got "false": on "hub" "cluster-eu/eu" needs the kind "VPC.ec2.aws.m.upbound.io", and 18 more kinds of it are in use; let "crossplane" be there; where it came by other hands, name "CompositeResourceDefinition.apiextensions.crossplane.io" in the provides of the cluster',
  ]);
});

test.each([
  [
    'GKE',
    (platform: Platform) =>
      Cluster.gke(platform, 'eu', { environment: 'prod', project: 'acme-prod', region: 'europe-west1' }),
  ],
  ['AKS', (platform: Platform) => Cluster.aks(platform, 'eu', { environment: 'prod', region: 'westeurope' })],
  [
    'Terraform',
    (platform: Platform) =>
      Cluster.terraform(platform, 'eu', {
        environment: 'prod',
        repository: 'https://github.com/acme/x',
        revision: 'v1',
      }),
  ],
])('so is one of %s', (_, make) => {
  const platform = aHub();
  make(platform);
  new ComponentSet(platform, 'components', catalogue, { crossplane: false });
  expect(problemsOf(platform)).toEqual([expect.stringContaining('RB972 at components.crossplane')]);
});

test('what a provisioner makes by Crossplane is a problem where its own cluster has none, and none where the hub makes it', () => {
  const shop = (props: Partial<PlatformProps>, components: Components) => {
    const platform = aHub([], props);
    const labels = { 'aws.roadbed.dev/account': '111122223333' };
    const eu = aCluster(platform, 'eu', 'prod', { cloud: 'aws', region: 'eu-west-1', tags: ['edge'], labels });
    new Bucket(anApplication(platform, 'shop', { clusters: [eu] }), 'photos', {});
    new ComponentSet(platform, 'components', catalogue, { edges: ['edge'], ...components });
    return problemsOf(platform);
  };
  expect(shop({}, {})).toEqual([]);
  expect(shop({}, { crossplane: { on: 'hub' } })).toEqual([
    expect.stringMatching(/^RB972 at components.crossplane: it is not there: on "eu" "shop\/photos" needs the kind /),
  ]);
  expect(shop({ controlPlane: 'hub' }, { crossplane: { on: 'hub' } })).toEqual([]);
});

test('kinds that are not followed have to be named', () => {
  const crossplane = (eks: readonly 'eks'[]) => ({
    providersInUse: false,
    awsServices: ['ec2' as const, 'iam' as const, 'rds' as const, 'elasticache' as const, ...eks],
  });
  expect(making({ crossplane: crossplane([]) })).toEqual([expect.stringContaining('eks.aws.m.upbound.io')]);
  expect(making({ crossplane: crossplane(['eks']) })).toEqual([]);
});

test('a cluster that is made needs External Secrets on the hub to register', () => {
  expect(making({ externalSecrets: false })).toEqual([
    'RB972 at components.externalSecrets: it is off, got "false": on "hub" "eu" needs the kind "ExternalSecret.external-secrets.io"; let "externalSecrets" be there; where it came by other hands, name "ExternalSecret.external-secrets.io" in the provides of the cluster',
  ]);
});

test('what came by other hands is named by any kind of it', () => {
  expect(making({ crossplane: false }, ['Provider.pkg.crossplane.io'])).toEqual([]);
  expect(making({ externalSecrets: false }, ['ExternalSecret.external-secrets.io'])).toEqual([]);
});

test('a platform without a set of components says nothing: what is on its clusters is not known', () => {
  const platform = aHub();
  Cluster.eks(platform, 'eu', { environment: 'prod', region: 'eu-west-1' });
  expect(problemsOf(platform)).toEqual([]);
});
