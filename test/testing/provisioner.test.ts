import type { Manifest } from '../../src/model/manifest.ts';
import type { NeedContext, Provisioner } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';
import { checkProvisioner } from '../../src/testing/provisioner.ts';

type Bucket = { readonly versioned: boolean };

const configMap = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

const good: Provisioner<Bucket> = {
  name: 'test-bucket',
  type: 'bucket',
  when: { tier: ['development'], cloud: 'aws', tags: ['edge'] },
  provision: (need, site) => ({
    manifests: [configMap(`${need.name}-${site.cloud}-${site.hasTag('edge')}`)],
    outputs: { name: `${need.namespace}-${need.name}` },
  }),
  infrastructure: (need, site) => [configMap(`${need.name}-${site.name}`)],
};

function faultsOf(change: Partial<Provisioner<Bucket>>, outputs = ['name']): readonly string[] {
  const faults = checkProvisioner({ ...good, ...change }, [{ versioned: true }], { outputs });
  return faults.map((fault) => fault.replace('example 0 in development: ', ''));
}

const giving = (name: (need: NeedContext<Bucket>, site: Site) => string): Partial<Provisioner<Bucket>> => ({
  provision: (need, site) => ({ manifests: [configMap(name(need, site))], outputs: { name: 'it' } }),
});

test('a provisioner that keeps the rules has no faults', () => {
  expect(faultsOf({})).toEqual([]);
});

test('it is checked where its criteria hold', () => {
  const asked: string[] = [];
  faultsOf(
    giving((need, site) => `${need.name}-${asked.push(`${site.environment} ${site.cloud} ${site.hasTag('edge')}`)}`),
  );
  expect(new Set(asked)).toEqual(new Set(['dev aws true']));
});

test('what it gives is the same every time', () => {
  let calls = 0;
  expect(faultsOf(giving((need) => `${need.name}-${calls++}`))).toEqual(['it gives something else the second time']);
});

test('it does not split an application by the name of the cluster', () => {
  expect(faultsOf(giving((need, site) => need.name + site.name))).toEqual([
    'provision() asks for the name of the cluster, so that every cluster is a variant; ask for it in infrastructure()',
  ]);
});

test('the objects of two needs bear different names', () => {
  expect(faultsOf(giving(() => 'it'))).toEqual(['two needs would share ConfigMap it; use need.name']);
});

test('two clusters never own one piece of infrastructure', () => {
  const managed = (name: string): Manifest => ({
    ...configMap(name),
    apiVersion: 's3.aws.m.upbound.io/v1beta1',
    kind: 'Bucket',
  });
  expect(faultsOf({ infrastructure: (need) => [managed(need.name)] })).toEqual([
    'two clusters would share Bucket.s3.aws.m.upbound.io first; put site.name into its name',
  ]);
  expect(faultsOf({ infrastructure: (need) => [configMap(need.name)] })).toEqual([]);
});

test('it gives the outputs of its type, and no others', () => {
  expect(faultsOf({}, ['name', 'region'])).toEqual(['it does not give the output region']);
  expect(faultsOf({}, [])).toEqual(['it gives an output name that the type does not have']);
});

test('an object without a name is a fault', () => {
  expect(faultsOf(giving((need) => (need.name === 'first' ? '' : 'x')))).toEqual([
    'an object lacks its apiVersion, kind or name: {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":""}}',
  ]);
});

test('what it throws is told', () => {
  const fail = () => {
    throw new Error('no subnet');
  };
  expect(faultsOf({ provision: fail })).toEqual(['it throws: no subnet']);
});
