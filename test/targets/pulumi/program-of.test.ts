import { atControl, type Manifest, stateful } from '../../../src/model/manifest.ts';
import { pulumiResource } from '../../../src/model/pulumi-resource.ts';
import type { PulumiProgram, ResourceEntry } from '../../../src/targets/pulumi/program.ts';
import { programOf } from '../../../src/targets/pulumi/program-of.ts';
import { pulumi } from '../../../src/targets/pulumi/pulumi.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aProvisioner,
  configMap,
  lines,
  needing,
  Piece,
  resolved,
} from '../../support/platforms.ts';

function made(platform: Parameters<typeof resolved>[0], environment?: string): PulumiProgram {
  const { program, problems } = programOf(resolved(platform), { environment });
  if (program === undefined) throw new Error(lines(problems).join('\n'));
  return program;
}

function entry({ resources }: PulumiProgram, name: string): ResourceEntry {
  const found = resources.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}, only ${resources.map((one) => one.name).join(', ')}`);
  return found;
}

test('a Helm chart is a release of its own', () => {
  const platform = aPlatform();
  const clusters = [aCluster(platform, 'dev', 'dev')];
  const values = { price: '5 $' };
  const helm = { repository: 'https://charts.acme.example', chart: 'grafana', version: '9.2.1', values };
  anApplication(platform, 'grafana', { clusters, source: { helm } });
  expect(entry(made(platform), 'dev/grafana/Release/grafana')).toMatchObject({
    type: 'kubernetes:helm.sh/v3:Release',
    inputs: { chart: 'grafana', repositoryOpts: { repo: 'https://charts.acme.example' }, namespace: 'grafana', values },
    dependsOn: ['dev/Namespace/grafana'],
  });
});

test('a Kustomize folder in git is a component that the provider of the cluster fills', () => {
  const platform = aPlatform();
  const clusters = [aCluster(platform, 'dev', 'dev')];
  const folder = (path: string, revision?: string) => {
    const kustomize = { url: 'https://git.acme.example/policies/', path };
    return { kustomize: revision === undefined ? kustomize : { ...kustomize, revision } };
  };
  anApplication(platform, 'base', { clusters, source: folder('./base/', 'v1.2.0+a') });
  anApplication(platform, 'whole', { clusters, source: folder('.') });
  const program = made(platform);
  expect(entry(program, 'dev/base/Directory/base')).toMatchObject({
    type: 'kubernetes:kustomize/v2:Directory',
    remote: true,
    provider: 'kubernetes dev',
    inputs: { directory: 'https://git.acme.example/policies//base?ref=v1.2.0%2Ba', namespace: 'base' },
    dependsOn: ['dev/Namespace/base'],
  });
  expect(entry(program, 'dev/whole/Directory/whole').inputs.directory).toBe('https://git.acme.example/policies//');
});

test('a folder in git that only Argo CD renders is a problem, once for all clusters, which says what would work', () => {
  const platform = aPlatform();
  const git = { url: 'https://github.com/acme/policies', path: 'base' };
  const clusters = [
    aCluster(platform, 'dev', 'dev'),
    aCluster(platform, 'test', 'dev'),
    aCluster(platform, 'eu', 'prod'),
  ];
  anApplication(platform, 'policies', { clusters, source: { git } });
  const { problems } = programOf(resolved(platform));
  expect(lines(pulumi.emit(resolved(platform)).problems)).toEqual(lines(problems));
  expect(lines(problems)).toEqual([
    'RB655 at policies.source: it comes from a folder in git; name it as kustomize where the folder has a kustomization.yaml, give a Helm chart, or let Argo CD deliver the application (delivery: mixed)',
  ]);
});

test('what loses data is protected in production, and nowhere else', () => {
  const platform = aPlatform();
  const clusters = [aCluster(platform, 'eu', 'prod'), aCluster(platform, 'dev', 'dev')];
  const shop = anApplication(platform, 'shop', { clusters });
  new Piece(shop, 'data', { render: () => [stateful(configMap('data')), configMap('rest')] });
  const program = made(platform);
  const isProtected = (name: string) => entry(program, name).protect;
  expect(isProtected('eu/shop/ConfigMap/data')).toBe(true);
  expect(isProtected('eu/shop/ConfigMap/rest')).toBe(false);
  expect(isProtected('dev/shop/ConfigMap/data')).toBe(false);
});

test('what Argo CD would never delete stays where it is', () => {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  const annotated = (name: string, options: string): Manifest => ({
    ...configMap(name),
    metadata: { name, annotations: { 'argocd.argoproj.io/sync-options': options } },
  });
  new Piece(shop, 'link', {
    render: () => [annotated('kept', 'Prune=false, Delete=false'), annotated('asked', 'Delete=confirm')],
  });
  const program = made(platform);
  expect(entry(program, 'eu/shop/ConfigMap/kept').retainOnDelete).toBe(true);
  expect(entry(program, 'eu/shop/ConfigMap/asked').retainOnDelete).toBe(false);
});

test('a stack of one environment holds its clusters alone', () => {
  const platform = aPlatform();
  const clusters = [aCluster(platform, 'eu', 'prod'), aCluster(platform, 'dev', 'dev')];
  const shop = anApplication(platform, 'shop', { clusters });
  new Piece(shop, 'data', { render: () => [configMap('data')] });
  const program = made(platform, 'dev');
  expect(program.providers.map(({ name }) => name)).toEqual(['dev']);
  expect(program.resources.map(({ name }) => name)).toEqual(['dev/Namespace/shop', 'dev/shop/ConfigMap/data']);
});

test('what the control plane at the hub makes for a cluster goes to the hub, in the stack of that cluster', () => {
  const bucket = (name: string) => atControl({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  const platform = aPlatform({
    controlPlane: 'hub',
    provisioners: [{ ...aProvisioner('cloud', {}), infrastructure: ({ name }: { name: string }) => [bucket(name)] }],
  });
  aCluster(platform, 'hub', 'ops', { hub: true });
  const clusters = [aCluster(platform, 'eu', 'prod'), aCluster(platform, 'dev', 'dev')];
  needing(anApplication(platform, 'shop', { clusters }), 'orders');
  const program = made(platform, 'prod');
  const bucketOfEu = entry(program, 'hub/shop-eu/ConfigMap/orders');
  expect(bucketOfEu.provider).toBe(program.providers.find(({ name }) => name === 'hub')?.key);
  expect(bucketOfEu.dependsOn).toEqual(['hub/Namespace/shop-eu']);
  const names = (environment?: string) => made(platform, environment).resources.map(({ name }) => name);
  expect(names('prod')).not.toContain('hub/shop-dev/ConfigMap/orders');
  expect(['dev', 'ops', 'prod'].flatMap(names).sort()).toEqual([...names()].sort());
});

test('every resource comes after what it waits for, though it was made before', () => {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'dev', 'dev')] });
  const first = new Piece(shop, 'a', { render: () => [configMap('a')] });
  first.node.addDependency(new Piece(shop, 'b', { render: () => [configMap('b')] }));
  const { resources } = made(platform);
  expect(resources.map(({ name }) => name)).toEqual([
    'dev/Namespace/shop',
    'dev/shop/ConfigMap/b',
    'dev/shop/ConfigMap/a',
  ]);
});

/** The problems of a construct that asks Pulumi for these resources. */
function problemsOfResources(...resources: readonly Manifest[]): readonly string[] {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'dev', 'dev')] });
  new Piece(shop, 'data', { render: () => resources.map(atControl) });
  return lines(programOf(resolved(platform)).problems);
}

test('resources that take values of each other can never be made', () => {
  const bucket = (name: string, of: string) =>
    pulumiResource({ name, type: 'aws:s3/bucket:Bucket', properties: { tags: { of: `\${${of}.arn}` } } });
  expect(problemsOfResources(bucket('a', 'b'), bucket('b', 'a'))).toEqual([
    expect.stringMatching(/^RB650 at shop\/data: these would wait for each other: "dev\/shop\/a", "dev\/shop\/b"; /),
  ]);
});

test('a resource of Pulumi is refused where it has no type token, or a member that nothing reads', () => {
  const { spec, ...rest } = pulumiResource({ name: 'a', type: 'bucket', properties: {} });
  expect(problemsOfResources({ ...rest, spec: { ...Object(spec), protect: true } })).toEqual([
    expect.stringMatching(/^RB651 at shop\/data.Resource "a" spec.type: must be a type token, got "bucket"; /),
    expect.stringMatching(/^RB651 at shop\/data.Resource "a" spec: Unrecognized key/),
  ]);
});

test('a resource comes after those that it names, though it takes no value of them', () => {
  const platform = aPlatform();
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'dev', 'dev')] });
  const bucket = (name: string, dependsOn: readonly Manifest[]) =>
    atControl(pulumiResource({ name, type: 'aws:s3/bucket:Bucket', properties: {}, dependsOn }));
  const last = bucket('last', []);
  new Piece(shop, 'data', { render: () => [bucket('first', [last]), last] });
  const program = made(platform);
  expect(entry(program, 'dev/shop/first').dependsOn).toEqual(['dev/shop/last']);
  const names = program.resources.map(({ name }) => name);
  expect(names.indexOf('dev/shop/last')).toBeLessThan(names.indexOf('dev/shop/first'));
  expect(problemsOfResources(pulumiResource({ name: 'a', type: 'a:b:C', properties: {}, dependsOn: [last] }))[0]).toBe(
    'RB652 at shop/data.Resource "a": the namespace has no resource "last" of Pulumi on "dev"; take it of a resource that the same construct makes, by pulumiOutput()',
  );
});

/** A text that stands for a value. */
const of = (path: string) => `\${${path}}`;

test('a value is refused that is of no resource of the namespace, or of nothing at all', () => {
  const bucket = pulumiResource({ name: 'files', type: 'aws:s3/bucket:Bucket', properties: {} });
  const other = (value: string) => pulumiResource({ name: 'x', type: 'aws:s3/bucket:Bucket', properties: { value } });
  expect(problemsOfResources(bucket, other(of('file.arn')))).toEqual([
    'RB652 at shop/data.Resource "x": the namespace has no resource "file" of Pulumi on "dev"; did you mean "files"?',
  ]);
  expect(problemsOfResources(bucket, other(of('files')))[0]).toContain('a resource without one of its values');
  expect(problemsOfResources(bucket, other(of('')))[0]).toContain('no value of a resource');
});
