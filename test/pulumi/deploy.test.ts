import { join } from 'node:path';
import { type EngineRun, runPulumi } from '../support/pulumi-engine.ts';
import type { Registration } from '../support/pulumi-monitor.ts';

// Every run is a process of its own.
jest.setTimeout(60_000);

const kubeconfig = { config: { 'shop:kubeconfig-eu': 'a kubeconfig' }, secretConfig: ['shop:kubeconfig-eu'] };

function program(name: string): string {
  return join(__dirname, 'programs', `${name}.ts`);
}

function named(run: EngineRun, name: string): Registration {
  const found = run.registrations.find((one) => one.custom && one.name === name);
  if (found === undefined) throw new Error(`no ${name}, only ${run.registrations.map((one) => one.name).join(', ')}`);
  return found;
}

describe('a platform in a Pulumi program', () => {
  let run: EngineRun;
  beforeAll(async () => {
    run = await runPulumi(program('shop'), kubeconfig);
  });

  test('runs to its end, and what it exports arrives', () => {
    expect({ status: run.status, errors: run.errors, outputs: run.outputs }).toEqual({
      status: 0,
      errors: [],
      outputs: { answer: 42 },
    });
  });

  test('is a component for each construct, below its application, its cluster and the platform', () => {
    const components = run.registrations.filter(({ custom }) => !custom);
    expect(components.map(({ type, name, parent }) => `${name}: ${type} in ${parent ?? 'the stack'}`)).toEqual([
      'roadbed: roadbed:index:Platform in the stack',
      'eu: roadbed:index:Cluster in roadbed',
      'eu/shop: roadbed:index:Application in eu',
      'eu/shop/api: roadbed:index:Construct in eu/shop',
      'eu/shop/definition: roadbed:index:Construct in eu/shop',
      'eu/shop/table: roadbed:index:Construct in eu/shop',
      'eu/shop/web: roadbed:index:Construct in eu/shop',
    ]);
  });

  test('is a resource for each object, by the token of its kind, in its construct', () => {
    const resources = run.registrations.filter(({ custom, type }) => custom && !type.startsWith('pulumi:'));
    expect(resources.map(({ type, name, parent }) => `${name}: ${type} in ${parent}`).sort()).toEqual([
      'eu/CustomResourceDefinition_apiextensions_k8s_io/tables_acme_example: kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition in eu/shop/definition',
      'eu/Namespace/shop: kubernetes:core/v1:Namespace in eu/shop',
      'eu/shop/ConfigMap/api: kubernetes:core/v1:ConfigMap in eu/shop/api',
      'eu/shop/Deployment/api: kubernetes:apps/v1:Deployment in eu/shop/api',
      'eu/shop/Deployment/web: kubernetes:apps/v1:Deployment in eu/shop/web',
      'eu/shop/Table_acme_example/guests: kubernetes:acme.example/v1:Table in eu/shop/table',
    ]);
    expect(named(run, 'eu/shop/Deployment/api').inputs).toMatchObject({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'api', namespace: 'shop', annotations: { 'roadbed.dev/path': 'shop/api' } },
    });
  });

  test('gives each cluster a provider with its secret kubeconfig, and every object that provider', () => {
    const provider = run.registrations.find(({ type }) => type === 'pulumi:providers:kubernetes');
    expect(provider).toMatchObject({ name: 'eu', parent: 'eu', inputs: { kubeconfig: { secret: 'a kubeconfig' } } });
    // So that another kubeconfig of the same cluster makes nothing on it anew, and no ConfigMap goes for a moment when it changes.
    expect(provider?.inputs).toMatchObject({
      clusterIdentifier: 'eu',
      enableConfigMapMutable: 'true',
      enableSecretMutable: 'true',
    });
    const objects = run.registrations.filter(({ type }) => type.startsWith('kubernetes:'));
    expect(new Set(objects.map((one) => one.provider))).toEqual(new Set([provider?.urn]));
  });

  test('waits with an object for its namespace, its kind, what it names and what its construct depends on', () => {
    expect(named(run, 'eu/Namespace/shop').dependencies).toEqual([]);
    expect(named(run, 'eu/shop/ConfigMap/api').dependencies).toEqual(['eu/Namespace/shop']);
    expect(named(run, 'eu/shop/Deployment/api').dependencies).toEqual(['eu/Namespace/shop', 'eu/shop/ConfigMap/api']);
    expect(named(run, 'eu/shop/Deployment/web').dependencies).toEqual([
      'eu/Namespace/shop',
      'eu/shop/ConfigMap/api',
      'eu/shop/Deployment/api',
    ]);
    expect(named(run, 'eu/shop/Table_acme_example/guests').dependencies).toEqual([
      'eu/CustomResourceDefinition_apiextensions_k8s_io/tables_acme_example',
      'eu/Namespace/shop',
    ]);
  });
});

describe('a database that Pulumi makes', () => {
  const config = { config: { 'shop:securityGroupId-eu': 'sg-1' } };
  const state = (type: string) => {
    if (type === 'aws:rds/instance:Instance') return { endpoints: [{ address: 'orders.rds.example' }] };
    return type.startsWith('random:') ? { result: { secret: 'pass' } } : {};
  };
  let update: EngineRun;
  let preview: EngineRun;
  beforeAll(async () => {
    update = await runPulumi(program('database'), { ...config, state });
    preview = await runPulumi(program('database'), { ...config, state, preview: true });
  });

  test('is made by its token, in the region of its cluster, with what the cluster stands in', () => {
    expect(update).toMatchObject({ status: 0, errors: [] });
    const provider = named(update, 'aws-eu-west-1');
    expect(provider).toMatchObject({ type: 'pulumi:providers:aws', inputs: { region: 'eu-west-1' } });
    expect(named(update, 'eu/shop/orders')).toMatchObject({
      type: 'aws:rds/instance:Instance',
      parent: 'eu/shop/orders',
      provider: provider.urn,
      inputs: {
        password: { secret: 'pass' },
        vpcSecurityGroupIds: ['sg-1'],
        tags: { price: '5 $ a day', note: 'in vpc-1' },
      },
      propertyDependencies: { password: ['eu/shop/orders-password'] },
    });
  });

  test('hands its address and its password over by a Secret that Pulumi writes, and nobody reads', () => {
    expect(named(update, 'eu/shop/orders-connection')).toMatchObject({
      type: 'kubernetes:core/v1:Secret',
      inputs: { stringData: { host: { secret: 'orders.rds.example' }, password: { secret: 'pass' } } },
      secretOutputs: ['data', 'stringData'],
      dependencies: expect.arrayContaining(['eu/shop/orders', 'eu/shop/orders-password', 'eu/Namespace/shop']),
      propertyDependencies: { stringData: ['eu/shop/orders', 'eu/shop/orders-password'] },
    });
    expect(update.text).not.toContain('pass');
  });

  test('reaches the pod as a key of that Secret, and the pod waits for it', () => {
    const api = named(update, 'eu/shop/Deployment/api');
    expect(JSON.stringify(api.inputs)).toContain('"secretKeyRef":{"key":"host","name":"orders-connection"}');
    expect(api.dependencies).toEqual(expect.arrayContaining(['eu/shop/orders', 'eu/shop/orders-connection']));
  });

  test('is not known in a preview, which ends all the same', () => {
    expect(preview).toMatchObject({ status: 0, errors: [] });
    expect(named(preview, 'eu/shop/orders').inputs).toMatchObject({ password: 'unknown' });
    expect(named(preview, 'eu/shop/orders-connection').inputs).toMatchObject({
      metadata: { name: 'orders-connection' },
      stringData: { host: 'unknown', password: 'unknown' },
    });
    expect(preview.registrations.map(({ urn }) => urn)).toEqual(update.registrations.map(({ urn }) => urn));
  });
});

test('values that nothing gives stop the program before anything is registered, and it says how to set them', async () => {
  const run = await runPulumi(program('database'));
  expect(run.status).toBe(32);
  expect(run.registrations).toEqual([]);
  expect(run.errors).toEqual([expect.stringMatching(/^pulumi config set shop:securityGroupId-eu <text>$/m)]);
});

test('the problems of a platform stop the program before anything is registered', async () => {
  const run = await runPulumi(program('broken'));
  expect(run.status).toBe(32);
  expect(run.registrations).toEqual([]);
  expect(run.errors).toEqual([
    [
      'the platform has problems, so nothing was registered',
      'RB301 at shop/orders: nobody provisions a "store" of class "default" in "prod"; give the platform a provisioner for it',
      'RB301 at shop/stock: nobody provisions a "store" of class "default" in "prod"; give the platform a provisioner for it',
    ].join('\n'),
  ]);
});
