import { RE2JS } from '@bufbuild/re2';
import Ajv from 'ajv';
import { Alerts } from '../../constructs/alerts.ts';
import { Bucket } from '../../constructs/bucket.ts';
import { CloudIdentity } from '../../constructs/cloud-identity.ts';
import { ClusterSecretStore } from '../../constructs/cluster-secret-store.ts';
import { AksCluster } from '../../constructs/clusters/aks.ts';
import { CapiCluster } from '../../constructs/clusters/capi.ts';
import { EksCluster } from '../../constructs/clusters/eks.ts';
import { EksAddons } from '../../constructs/clusters/eks-addons.ts';
import { GkeCluster } from '../../constructs/clusters/gke.ts';
import { TerraformCluster } from '../../constructs/clusters/terraform.ts';
import { CronTask } from '../../constructs/cron-task.ts';
import { Dashboards } from '../../constructs/dashboards.ts';
import { DnsName } from '../../constructs/dns-name.ts';
import { Mongodb } from '../../constructs/mongodb.ts';
import { Mysql } from '../../constructs/mysql.ts';
import { EdgeSite } from '../../constructs/network/edge-site.ts';
import { HubSite } from '../../constructs/network/hub-site.ts';
import { Postgres } from '../../constructs/postgres.ts';
import { Queue } from '../../constructs/queue.ts';
import { Redis } from '../../constructs/redis.ts';
import { Route } from '../../constructs/route.ts';
import { ExternalSecret } from '../../constructs/secret/external-secret.ts';
import { SealedSecret } from '../../constructs/secret/sealed-secret.ts';
import { SecretStore } from '../../constructs/secret-store.ts';
import { StoredSecret } from '../../constructs/stored-secret.ts';
import { Topic } from '../../constructs/topic.ts';
import { Volume } from '../../constructs/volume.ts';
import { WebService } from '../../constructs/web-service.ts';
import { Worker } from '../../constructs/worker.ts';
import { Workload } from '../../constructs/workload.ts';
import { isDuration, isSize, quantity } from '../../src/model/fields.ts';
import { parseJson } from '../../src/model/json-props.ts';
import { type JsonSchema, toJsonSchema } from '../../src/model/json-schema.ts';
import { toStructuralSchema } from '../../src/model/structural-schema.ts';
import { durationText } from '../../src/model/text-form.ts';
import { structuralFaults } from '../model/structural-rules.ts';

const image = 'ghcr.io/acme/api:1.4.2';

/** What is required of each golden path, as JSON. */
const required = [
  [WebService, { image, port: 8080 }],
  [Worker, { image }],
  [Workload, { containers: { api: { image } } }],
  [CronTask, { image, schedule: '30 2 * * MON-FRI' }],
  [Postgres, {}],
  [Redis, {}],
  [Bucket, {}],
  [Queue, {}],
  [EksCluster, { region: 'eu-west-1' }],
  [GkeCluster, { project: 'acme-prod', region: 'europe-west1' }],
  [AksCluster, { region: 'westeurope' }],
  [CapiCluster, { class: 'metal', version: 'v1.34.2' }],
  [TerraformCluster, { repository: 'https://github.com/acme/infra', revision: 'v1' }],
  [HubSite, { network: 'a', edges: ['eu'], store: { kind: 'ClusterSecretStore', name: 'a' } }],
  [EdgeSite, { network: 'a', store: { kind: 'ClusterSecretStore', name: 'a' } }],
  [EksAddons, { cluster: 'eu', region: 'eu-west-1' }],
  [Alerts, {}],
  [Dashboards, {}],
  [SealedSecret, { files: ['stripe.yaml'] }],
  [ExternalSecret, { extract: ['prod/stripe'] }],
  [SecretStore, { aws: { region: 'eu-west-1' } }],
  [ClusterSecretStore, { vault: { server: 'https://vault.acme.example', role: 'shop' } }],
  [Mysql, {}],
  [Mongodb, {}],
  [Topic, {}],
  [DnsName, {}],
  [Route, { host: 'www.acme.example', service: 'web', port: 80 }],
  [Volume, { size: '5Gi' }],
  [StoredSecret, { key: 'shop/stripe' }],
  [CloudIdentity, { serviceAccount: 'api' }],
] as const;

const rows = required.map(([type, json]) => [type.name, type.schema, json] as const);

/** Every default that a schema names, put in its place. */
function defaultsOf(schema: JsonSchema): object {
  const properties: [string, unknown][] = Object.entries(Object(schema.properties));
  return Object.fromEntries(
    properties.flatMap(([name, prop]) => {
      const { default: value, properties: inner } = Object(prop);
      if (value === undefined) return [];
      return [[name, inner === undefined ? value : { ...defaultsOf(Object(prop)), ...value }]];
    }),
  );
}

test.each(rows)('%s exports a JSON Schema that takes its own defaults, and nothing misspelt', (_, schema, json) => {
  const exported = toJsonSchema(schema);
  const check = new Ajv({ strict: true, allErrors: true }).compile(exported);
  const props = { ...defaultsOf(exported), ...json };
  expect([check(props), check.errors]).toEqual([true, null]);
  expect(check({ ...json, replica: 1 })).toBe(false);
});

test.each(rows)('%s exports a structural schema that the API server takes', (_, schema) => {
  expect(structuralFaults(toStructuralSchema(schema))).toEqual([]);
});

test.each(rows)('%s reads the same props from JSON with all defaults as without', (_, schema, json) => {
  const given = parseJson(schema, { ...defaultsOf(toStructuralSchema(schema)), ...json });
  const bare = parseJson(schema, json);
  expect(given.error).toBeUndefined();
  expect(plain(given.data)).toEqual(plain(bare.data));
});

test.each(rows)('%s says in its exports how each prop is limited and what it is for', (_, schema) => {
  expect(toJsonSchema(schema)).toMatchSnapshot();
});

test.each(rows)('%s uses only patterns that Go reads too', (_, schema) => {
  const patterns = JSON.stringify(toStructuralSchema(schema)).match(/"pattern":"(\\\\.|[^"])*"/g) ?? [];
  for (const pattern of patterns) {
    const { pattern: text } = JSON.parse(`{${pattern}}`);
    expect(() => RE2JS.compile(text)).not.toThrow();
  }
});

/** Props as texts and numbers, so that 60 seconds equal a minute. */
function plain(value: unknown): unknown {
  if (isSize(value)) return quantity(value);
  if (isDuration(value)) return durationText(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
