import { byEnvironment } from '../../src/model/by-environment.ts';
import { argocd } from '../../src/targets/argocd/argocd.ts';
import { pulumi } from '../../src/targets/pulumi/pulumi.ts';
import { yamlChunks } from '../../src/write/yaml.ts';
import { aCluster, anApplication, aPlatform, at, problemsOf, resolved } from '../support/platforms.ts';

type Helm = Readonly<Record<string, unknown>>;

function fleet(helm: Helm) {
  const platform = aPlatform();
  const clusters = [
    aCluster(platform, 'eu', 'prod', { cloud: 'aws' }),
    aCluster(platform, 'us', 'prod'),
    aCluster(platform, 'dev', 'dev'),
  ];
  const chart = { repository: 'https://charts.example', chart: 'agent', version: '1.0.0' };
  anApplication(platform, 'agent', { clusters, source: Object({ helm: { ...chart, ...helm } }) });
  return platform;
}

const OWN = { clusterName: 'name', 'attributes[0].value': 'environment', cloud: 'cloud' };

test('Argo CD fills in what is of each cluster, as texts, for one that joins later too', () => {
  const { files } = argocd.emit(
    resolved(fleet({ values: { attributes: [{ key: 'environment' }] }, clusterValues: OWN })),
  );
  const [set] = [...files].find(({ path }) => path === 'hub/applicationsets/agent.yaml')?.documents ?? [];
  expect(at(set, 'spec.template.spec.sources.0.helm.parameters')).toEqual([
    { name: 'attributes[0].value', value: '{{ index .metadata.labels "roadbed.dev/environment" }}', forceString: true },
    {
      name: 'cloud',
      value: '{{ with index .metadata.labels "roadbed.dev/cloud" }}{{ . }}{{ end }}',
      forceString: true,
    },
    { name: 'clusterName', value: '{{ .name }}', forceString: true },
  ]);
});

test('Pulumi gives the release of each cluster its own', () => {
  const { files, problems } = pulumi.emit(resolved(fleet({ clusterValues: OWN })));
  expect(problems).toEqual([]);
  const text = [...files].map(({ documents }) => [...yamlChunks(documents)].join('')).join('\n');
  expect(text.match(/clusterName: \w+/g)).toEqual(['clusterName: dev', 'clusterName: eu', 'clusterName: us']);
  expect(text).toContain('cloud: aws');
  expect(text).toContain('cloud: ""');
});

test('what is no place, said twice, or other in another environment is a problem', () => {
  const found = (helm: Helm) => problemsOf(fleet(helm));
  expect(found({ clusterValues: { 'a..b': 'name', c: 'region' } })).toEqual([
    expect.stringMatching(/clusterValues\.c: must be one of "name", "environment", "cloud", got "region"/),
    expect.stringMatching(/clusterValues\["a\.\.b"\]: its name must be a place in values/),
  ]);
  expect(found({ values: { global: { cluster: 'x' } }, clusterValues: { 'global.cluster': 'name' } })).toEqual([
    'RB101 at agent.source.helm.clusterValues: the values say it too, got "global.cluster"; say it in one of the two',
  ]);
  const differing = { clusterValues: byEnvironment({ dev: { a: 'name' }, prod: { b: 'name' } }) };
  expect(found(differing)).toEqual([
    expect.stringMatching(/^RB101 at agent\.source\.helm\.clusterValues: it differs by environment, got /),
  ]);
});
