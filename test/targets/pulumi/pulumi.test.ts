import { stateful } from '../../../src/model/manifest.ts';
import { need } from '../../../src/model/need.ts';
import { pulumiOutput, pulumiResource } from '../../../src/model/pulumi-resource.ts';
import { pulumi } from '../../../src/targets/pulumi/pulumi.ts';
import { yamlChunks } from '../../../src/write/yaml.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aProvisioner,
  configMap,
  lines,
  Piece,
  resolved,
} from '../../support/platforms.ts';

/** A shop with a database that Pulumi makes, and a text full of what Pulumi YAML takes for its own. */
function shop() {
  const cloud = {
    ...aProvisioner('cloud'),
    infrastructure: ({ name, namespace }: { name: string; namespace: string }) => {
      const database = stateful(pulumiResource({ name, type: 'aws:rds/instance:Instance', properties: { port: 1 } }));
      const properties = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'connection', namespace },
        stringData: { url: `postgres://${pulumiOutput(database, 'endpoints[0].address')}/app` },
      };
      return [database, pulumiResource({ name: 'connection', type: 'kubernetes:core/v1:Secret', properties })];
    },
  };
  const platform = aPlatform({ provisioners: [cloud], name: 'acme' });
  const eu = aCluster(platform, 'eu', 'prod', { region: 'eu-west-1' });
  const application = anApplication(platform, 'shop', { clusters: [eu] });
  new Piece(application, 'orders', { needs: () => [need('store', {})] });
  new Piece(application, 'script', { render: () => [configMap('script', { run: 'echo $'.concat('{HOME} $$ $1') })] });
  return platform;
}

test('a project in YAML for each environment has providers, order, secrets, protection and outputs', () => {
  const [file, ...others] = [...pulumi.emit(resolved(shop())).files];
  expect(others).toEqual([]);
  expect(file?.path).toBe('prod/Pulumi.yaml');
  expect([...yamlChunks(file?.documents ?? [], '')].join('')).toMatchSnapshot();
});

test('data that Pulumi YAML would run is a problem', () => {
  const platform = aPlatform();
  const application = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'dev', 'dev')] });
  new Piece(application, 'api', { render: () => [configMap('api', { 'fn::readFile': '/etc/passwd' })] });
  expect(lines(pulumi.emit(resolved(platform)).problems)).toEqual([
    expect.stringMatching(
      /^RB654 at dev\/shop\/ConfigMap\/api: Pulumi YAML would take "fn::readFile" for a function; /,
    ),
  ]);
});
