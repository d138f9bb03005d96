import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2020';
import { parse, parseAllDocuments } from 'yaml';
import { awsGroup, awsKinds, definitionName } from '../../constructs/components/aws-kinds.ts';
import { azureKinds, definitionIn, gcpKinds } from '../../constructs/components/cloud-kinds.ts';
import { karpenter } from '../../constructs/components/karpenter.ts';
import { valuesFor } from '../../src/model/cluster-values.ts';
import type { ComponentDefinition } from '../../src/model/component.ts';
import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import { furtherComponents, standardComponents } from '../../stacks/components.ts';

const shared = path.resolve(__dirname, '../../../shared');
const components: readonly (readonly [string, ComponentDefinition])[] = Object.entries({
  ...standardComponents,
  ...furtherComponents,
  karpenter,
});

/** Folders of the charts by the names of the components, where they differ. */
const folderOf = ({ name }: ComponentDefinition) =>
  path.join(shared, 'charts', name === 'k8sgpt' ? 'k8sgpt-operator' : name);

/** Maps of a chart whose members are whatever the program that they are for reads. */
const FREE: Readonly<Record<string, readonly string[]>> = {
  'argo-cd': ['configs.params', 'configs.cm'],
  'envoy-gateway': ['config.envoyGateway'],
  'opentelemetry-collector': ['config'],
  'sealed-secrets': ['podSecurityContext', 'containerSecurityContext'],
};

/** Options that must be given. */
const LEAST: Readonly<Record<string, object>> = {
  'opentelemetry-collector': { endpoint: 'https://otlp.acme.example' },
  velero: { provider: 'aws', bucket: 'acme-hub' },
  karpenter: { clusterName: 'eu', interruptionQueue: 'eu-karpenter', replicas: 2 },
  'splunk-otel-collector': { endpoint: 'https://splunk.acme.example/services/collector' },
};

/** Options that switch on what is off by default. */
const MORE: Readonly<Record<string, object>> = {
  'argo-cd': {
    host: 'argocd.acme.example',
    shards: 3,
    oidc: { issuer: 'https://login.acme.example', clientId: 'argocd' },
    dex: [{ type: 'github', id: 'github', name: 'GitHub', config: { clientSecret: '$dex:github' } }],
    access: [{ group: 'platform', role: 'admin' }],
  },
  'opentelemetry-collector': { environment: 'prod', clusterName: 'edge', secret: 'otlp' },
  crossplane: {
    awsServices: Object.keys(awsKinds),
    awsIdentity: 'Secret',
    gcpServices: Object.keys(gcpKinds),
    gcpProject: 'acme-edge',
    azureServices: Object.keys(azureKinds),
    azureAccount: { client: 'a', tenant: 'b', subscription: 'c' },
    terraform: true,
    kubernetes: true,
  },
  velero: { region: 'eu-west-1', secret: 'velero', serviceAccountAnnotations: { a: 'b' } },
  'envoy-gateway': { certificate: 'hosts' },
  grafana: { host: 'grafana.acme.example' },
  'argo-workflows': { namespaces: ['shop'] },
  k8sgpt: { backend: 'azureopenai', url: 'https://acme.openai.azure.com', engine: 'gpt' },
  'splunk-otel-collector': { cloudProvider: 'aws', clusterName: 'edge', environment: 'prod' },
  'external-secrets': { serviceAccountAnnotations: { a: 'b' } },
};

function valuesOf(definition: ComponentDefinition, options: object, brings: boolean): unknown {
  const parsed = definition.options.parse({ ...LEAST[definition.name], ...options });
  const values = JSON.parse(JSON.stringify(definition.values(parsed, { brings: () => brings })));
  const cluster = { name: 'eu', environment: 'prod', cloud: 'aws' };
  return valuesFor(values, definition.clusterValues?.(parsed) ?? {}, cluster);
}

/** What charts have by default; what the release of a chart fills in stands for itself. */
function defaultsOf(definition: ComponentDefinition): unknown {
  const folder = folderOf(definition);
  const file = ['values.yaml', 'values.tmpl.yaml']
    .map((name) => path.join(folder, name))
    .find((one) => existsSync(one));
  return parse(readFileSync(file ?? '', 'utf8').replace(/\$\{[^}]*\}/g, 'x'));
}

/** What a chart has: its defaults, and texts that its schema has and they leave out. */
function knownTo(definition: ComponentDefinition): unknown {
  const schemaFile = path.join(folderOf(definition), 'values.schema.json');
  if (!existsSync(schemaFile)) return defaultsOf(definition);
  const { properties = {} } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const texts = Object.entries(properties).filter(([, schema]) => Object(schema).type === 'string');
  return over(Object.fromEntries(texts.map(([key]) => [key, ''])), defaultsOf(definition));
}

/** Values over others, at every depth; what is no map is taken as a whole. */
function over(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above;
  const merged = Object.entries(above).map(([key, value]) => [key, over(Reflect.get(below, key), value)]);
  return { ...below, ...Object.fromEntries(merged) };
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys of the values that the chart does not have, as dotted paths. A map that is empty in the chart takes anything. */
function unknownKeys(values: unknown, chart: unknown, free: readonly string[], place = ''): readonly string[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return [];
  if (free.includes(place) || (place !== '' && Object.keys(Object(chart)).length === 0)) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const here = place === '' ? key : `${place}.${key}`;
    if (typeof chart !== 'object' || chart === null || !Object.hasOwn(chart, key)) return [here];
    return unknownKeys(value, Reflect.get(chart, key), free, here);
  });
}

describe.each(components)('%s', (_, definition) => {
  const chart = parse(readFileSync(path.join(folderOf(definition), 'Chart.yaml'), 'utf8'));

  test('is the chart that it says', () => {
    expect(chart.name).toBe(definition.chart.name);
    // What stands in git may be a placeholder, which the release replaces.
    if (/^v?\d+\.\d+\.\d+$/.test(chart.version) && !/^v?0\.0\./.test(chart.version)) {
      expect(definition.chart.version.replace(/^v/, '')).toBe(String(chart.version).replace(/^v/, ''));
    }
  });

  test.each([
    ['default options', {}, false],
    ['default options beside all others', {}, true],
    ['all options', MORE[definition.name] ?? {}, true],
  ])('with %s sets no value that the chart does not have', (_, options, brings) => {
    const values = valuesOf(definition, options, brings);
    expect(unknownKeys(values, knownTo(definition), FREE[definition.name] ?? [])).toEqual([]);
  });

  const schemaFile = path.join(folderOf(definition), 'values.schema.json');
  if (existsSync(schemaFile)) {
    test('gives values that the schema of the chart takes', () => {
      const validate = new Ajv({ strict: false, logger: false, validateFormats: false }).compile({
        ...JSON.parse(readFileSync(schemaFile, 'utf8')),
        $schema: undefined,
      });
      // Helm lays the values over those of the chart before it looks.
      validate(over(defaultsOf(definition), valuesOf(definition, MORE[definition.name] ?? {}, true)));
      expect(validate.errors).toBeNull();
    });
  }

  test('makes objects that pass the schemas of their kinds', () => {
    const store = storeOf();
    const checker = new StoreChecker(store);
    const options = definition.options.parse({ ...LEAST[definition.name], ...MORE[definition.name] });
    const made = (definition.setup?.(options) ?? []).flatMap(({ manifests }) => manifests);
    const following = (definition.follow?.(options) ?? []).flatMap(({ bring }) => bring(WANTED));
    const found = [...made, ...following.map(({ manifest }) => manifest)].flatMap((manifest) => {
      const { known, violations } = checker.check(JSON.parse(JSON.stringify(manifest)));
      const problems = violations.map(({ path: place, found: what }) => `${manifest.kind} ${place}: ${what}`);
      return known ? problems : [`${manifest.kind}: no schema`];
    });
    expect(found).toEqual([]);
  });
});

/** Wants of what follows from the graph: kinds of each provider, and rights on what is referred to. */
const WANTED = [
  'Release.helm.m.crossplane.io',
  'Object.kubernetes.m.crossplane.io',
  'read Instance.rds.aws.m.upbound.io',
];

/** Custom kinds of the reference, each with the name of its definition. */
const definitions: ReadonlyMap<string, { readonly metadata: { readonly name: string } }> = new Map(
  readdirSync(path.join(shared, 'crds'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .flatMap((entry) => {
      const text = readFileSync(path.join(entry.parentPath, entry.name), 'utf8');
      if (!text.includes('CustomResourceDefinition')) return [];
      return parseAllDocuments(text).map((document) => document.toJS());
    })
    .filter((crd) => crd?.kind === 'CustomResourceDefinition')
    .map((crd) => [`${crd.spec.names.kind}.${crd.spec.group}`, crd] as const),
);

function storeOf(): SchemaStore {
  const store = new SchemaStore();
  for (const [kind, crd] of definitions) {
    if (/gateway\.networking|core\.k8sgpt|external-secrets\.io$|crossplane\.io$|\.m\.upbound\.io$/.test(kind))
      store.addCrd(crd, kind);
  }
  return store;
}

/** Kinds that a chart brings and the reference leaves out. */
const NOT_IN_REFERENCE = [
  'Challenge.acme.cert-manager.io',
  'Order.acme.cert-manager.io',
  'Pooler.postgresql.cnpg.io',
  'BackendTrafficPolicy.gateway.envoyproxy.io',
  'ClientTrafficPolicy.gateway.envoyproxy.io',
  'EnvoyProxy.gateway.envoyproxy.io',
  'SecurityPolicy.gateway.envoyproxy.io',
];

test('every kind that a component brings is one of its engine', () => {
  const kinds = components.flatMap(([, { provides }]) => provides);
  expect(kinds.filter((kind) => !definitions.has(kind)).sort()).toEqual([...NOT_IN_REFERENCE].sort());
});

/** Kinds of clouds whose definitions the reference leaves out. */
const NO_DEFINITION = [
  'accounts.storage.azure',
  'bucketiammembers.storage.gcp',
  'buckets.storage.gcp',
  'clusterinstances.docdb.aws',
  'clusters.docdb.aws',
  'containers.storage.azure',
  'databaseinstances.sql.gcp',
  'databases.sql.gcp',
  'flexibleserverdatabases.dbforpostgresql.azure',
  'flexibleservers.dbforpostgresql.azure',
  'records.route53.aws',
  'topicpolicies.sns.aws',
  'topics.sns.aws',
  'users.sql.gcp',
].map((name) => `${name}.m.upbound.io`);

test('every kind of AWS is brought by its provider under the name by which it is activated, where there is a definition of it', () => {
  const wrong = Object.keys(awsKinds).flatMap((name) => {
    const service = Object.keys(awsKinds).find((one): one is keyof typeof awsKinds => one === name);
    if (service === undefined) return [];
    return awsKinds[service].filter((kind) => {
      const crd = definitions.get(`${kind}.${awsGroup(service)}`);
      const name = definitionName(service, kind);
      return crd?.metadata.name !== name && !NO_DEFINITION.includes(name);
    });
  });
  expect(wrong).toEqual([]);
});

test('every kind that Crossplane activates is a definition of its provider, but for those that the reference leaves out', () => {
  const names = new Set([...definitions.values()].map(({ metadata }) => metadata.name));
  const { crossplane } = standardComponents;
  const [part] = crossplane.follow?.(crossplane.options.parse(MORE.crossplane)) ?? [];
  const policy = part?.bring([]).find(({ manifest }) => manifest.kind === 'ManagedResourceActivationPolicy')?.manifest;
  const activated: readonly string[] = Object(policy?.spec).activate;
  expect(activated.filter((name) => !names.has(name))).toEqual(NO_DEFINITION);
});

test('the name by which a kind of a provider is activated is that of its definition, in use by Roadbed or not', () => {
  const named = [...definitions].filter(([kind]) => /\.(upbound|crossplane)\.io$/.test(kind) && !/\.pkg\./.test(kind));
  const wrong = named.filter(([key, { metadata }]) => {
    const dot = key.indexOf('.');
    return definitionIn(key.slice(0, dot), key.slice(dot + 1)) !== metadata.name;
  });
  expect(wrong.map(([kind]) => kind)).toEqual([]);
});
