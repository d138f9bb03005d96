import type { ApplicationProps } from '../../src/platform/application.ts';
import type { PlatformProps } from '../../src/platform/bare-platform.ts';
import { aCluster, anApplication, aPlatform, configMap, Piece, problemsOf } from '../support/platforms.ts';

function found(props: Partial<ApplicationProps>, platformProps: Partial<PlatformProps> = {}): readonly string[] {
  const platform = aPlatform(platformProps);
  const clusters = [aCluster(platform, 'dev', 'dev')];
  const shop = anApplication(platform, 'shop', { clusters, ...props });
  new Piece(shop, 'x', { render: () => [configMap('x')] });
  return problemsOf(platform);
}

test.each(['kube-system', 'kube-public', 'kube-node-lease', 'kube-x'])(
  'nobody delivers into %s, as whoever may write there rules the cluster',
  (namespace) => {
    const line = `RB712 at shop.namespace: the namespace "${namespace}" is Kubernetes' own; give the application a namespace of its own`;
    expect(found({ namespace })).toEqual([line]);
    expect(found({ namespace, owner: 'platform' })).toEqual([line]);
  },
);

test("Argo CD's namespace is for the platform alone, as whoever may write there rules all clusters", () => {
  expect(found({ namespace: 'argocd' })).toEqual([
    'RB712 at shop.namespace: the namespace "argocd" is Argo CD\'s; give the application a namespace of its own, or the owner "platform"',
  ]);
  expect(found({ namespace: 'argocd', owner: 'platform' })).toEqual([]);
  expect(found({ namespace: 'argocd' }, { argocd: { namespace: 'gitops' } })).toEqual([]);
  expect(found({ namespace: 'gitops' }, { argocd: { namespace: 'gitops' } })).toHaveLength(1);
});

test('the owner "default" would take over the project that the root Application stands in', () => {
  expect(found({ owner: 'default' })).toEqual([
    'RB712 at shop.owner: "default" is the project that Argo CD keeps for itself; name the team that owns the application',
  ]);
});

test('other names are free', () => {
  expect(found({ namespace: 'default' })).toEqual([]);
  expect(found({ namespace: 'kubernetes', owner: 'defaults' })).toEqual([]);
});
