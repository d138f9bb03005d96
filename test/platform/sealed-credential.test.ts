import { clusterSecret } from '../../src/targets/argocd/cluster-secret.ts';
import { SealedFolder } from '../sealing/sealed-folder.ts';
import { aCluster, aPlatform, problemsOf, resolved } from '../support/platforms.ts';

const folder = new SealedFolder();
afterAll(() => folder.remove());

const config = '{"bearerToken":"hunter2hunter2"}';
const sealed = folder.seal('eu.yaml', { values: { config }, name: 'cluster-eu', namespace: 'argocd' });

function platformWith(file: string) {
  const platform = aPlatform();
  aCluster(platform, 'hub', 'prod', { server: 'https://kubernetes.default.svc' });
  aCluster(platform, 'eu', 'prod', { tags: ['edge'], credential: { sealed: file } });
  return platform;
}

test('a credential that is sealed for the hub becomes a SealedSecret of the Secret by which Argo CD knows the cluster', () => {
  const graph = resolved(platformWith(sealed));
  const eu = graph.clusters.find(({ name }) => name === 'eu');
  if (eu === undefined) throw new Error('there is no cluster eu');
  const [secret, ...others] = clusterSecret(eu, graph.platform, undefined);
  expect(others).toEqual([]);
  expect(secret).toMatchObject({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { name: 'cluster-eu', namespace: 'argocd' },
    spec: {
      encryptedData: { config: expect.stringMatching(/^AQ/) },
      template: {
        metadata: {
          name: 'cluster-eu',
          namespace: 'argocd',
          labels: { 'argocd.argoproj.io/secret-type': 'cluster', 'roadbed.dev/tag.edge': 'true' },
          annotations: { 'sealedsecrets.bitnami.com/skip-set-owner-references': 'true' },
        },
        data: { name: 'eu', server: 'https://eu.example:6443' },
      },
    },
  });
  expect(JSON.stringify(secret)).not.toContain('hunter2');
});

test('a file that is not there, for another place or without the configuration is a problem', () => {
  const other = folder.seal('other.yaml', { values: { token: 'x' }, name: 'cluster-us', namespace: 'argocd' });
  expect(problemsOf(platformWith('none.yaml'))).toEqual([
    expect.stringContaining('RB947 at eu.credential.sealed: there is no such file, got "none.yaml"'),
  ]);
  expect(problemsOf(platformWith(other))).toEqual([
    expect.stringMatching(/^RB947 at eu\.credential\.sealed: ".*other\.yaml" holds no value for the key "config"/),
    expect.stringMatching(
      /^RB948 at eu\.credential\.sealed: .* is sealed for the name "cluster-us", and here it is "cluster-eu"/,
    ),
  ]);
});
