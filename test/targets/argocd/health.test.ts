import { healthScript } from '../../../src/targets/argocd/health.ts';

test.each([
  'Provider.pkg.crossplane.io',
  'Function.pkg.crossplane.io',
  'DeploymentRuntimeConfig.pkg.crossplane.io',
  'CompositeResourceDefinition.apiextensions.crossplane.io',
  'ManagedResourceActivationPolicy.apiextensions.crossplane.io',
  'ClusterProviderConfig.aws.m.upbound.io',
])('Argo CD itself knows the health of %s, which never says that it is ready', (kind) => {
  expect(healthScript(kind)).toBeUndefined();
});

test.each(['Instance.rds.aws.m.upbound.io', 'Object.kubernetes.m.crossplane.io'])(
  'a managed resource without a status is on its way, which Argo CD itself takes for well: %s',
  (kind) => {
    expect(healthScript(kind)).toContain('waiting for the resource to become ready');
  },
);

test('a Usage is on its way until both whom it names are there, as Crossplane says by Ready', () => {
  expect(healthScript('Usage.protection.crossplane.io')).toBe(healthScript('Instance.rds.aws.m.upbound.io'));
  expect(healthScript('ClusterUsage.protection.crossplane.io')).toBe(healthScript('Instance.rds.aws.m.upbound.io'));
});
