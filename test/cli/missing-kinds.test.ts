import { ApiObject } from 'cdk8s';
import { missingKinds } from '../../src/cli/missing-kinds.ts';
import { pulumiResource } from '../../src/model/pulumi-resource.ts';
import { Application } from '../../src/platform/application.ts';
import { Cluster } from '../../src/platform/cluster.ts';
import { DistributionRule } from '../../src/platform/distribution-rule.ts';
import { planOf } from '../../src/platform/plan.ts';
import { Platform } from '../../src/platform.ts';

function missing(provides: readonly string[], brings = false) {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const cluster = (name: string, has: readonly string[]) =>
    Cluster.existing(platform, name, {
      environment: name,
      server: `https://${name}.acme.example`,
      tags: ['edge'],
      provides: has,
    });
  cluster('dev', provides);
  cluster('prod', []);
  const shop = new Application(platform, 'shop', { owner: 'team', tags: ['shop'] });
  if (brings) gears(platform);
  new ApiObject(shop, 'gear', { apiVersion: 'acme.example/v1', kind: 'Gear', metadata: { name: 'gear' } });
  new ApiObject(shop, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' } });
  new ApiObject(shop, 'role', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'role' },
    rules: [],
  });
  new DistributionRule(platform, 'rule', { applications: ['shop'], clusters: ['edge'] });
  const { plan, problems } = planOf(platform, { schemas: 'none' });
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return missingKinds(plan.graph);
}

/** An application that brings the kind. */
function gears(platform: Platform): void {
  const git = { url: 'https://github.com/acme/gears', path: 'deploy' };
  new Application(platform, 'gears', {
    owner: 'team',
    tags: ['shop'],
    source: { git },
    provides: ['Gear.acme.example'],
  });
}

test('a custom kind is missing where neither the cluster has it nor an application brings it', () => {
  expect(missing([])).toEqual([{ kind: 'Gear.acme.example', clusters: ['dev', 'prod'] }]);
  expect(missing(['Gear.acme.example'])).toEqual([{ kind: 'Gear.acme.example', clusters: ['prod'] }]);
  expect(missing([], true)).toEqual([]);
});

test('a resource that Pulumi makes is of no kind that a cluster lacks', () => {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const dev = Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example' });
  const shop = new Application(platform, 'shop', { owner: 'team', clusters: [dev] });
  const { metadata, ...bucket } = pulumiResource({ name: 'files', type: 'aws:s3/bucket:Bucket', properties: {} });
  new ApiObject(shop, 'files', { ...bucket, metadata: { name: metadata.name } });
  const { plan } = planOf(platform, { schemas: 'none', target: 'pulumi' });
  expect(plan === undefined ? undefined : missingKinds(plan.graph)).toEqual([]);
  expect([...(plan?.coverage.withoutSchema ?? [])]).toEqual([]);
});

test('a custom kind is not missing where the application defines it itself', () => {
  const platform = new Platform({
    repository: { url: 'https://github.com/acme/platform' },
    owners: { team: { clusterKinds: ['CustomResourceDefinition.apiextensions.k8s.io'] } },
  });
  const dev = Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example' });
  const shop = new Application(platform, 'shop', { owner: 'team', clusters: [dev] });
  new ApiObject(shop, 'definition', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'gears.acme.example' },
    spec: {
      group: 'acme.example',
      names: { kind: 'Gear', plural: 'gears' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  });
  new ApiObject(shop, 'gear', { apiVersion: 'acme.example/v1', kind: 'Gear', metadata: { name: 'gear' } });
  const { plan, problems } = planOf(platform, { schemas: 'none' });
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  expect(missingKinds(plan.graph)).toEqual([]);
});
