import { readFileSync } from 'node:fs';
import path from 'node:path';
import { platformOf, type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

const published = path.resolve(__dirname, '../../../shared/inputs/online-boutique/kubernetes-manifests.yaml');

const workloadSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    template: z.object({
      spec: z.object({
        serviceAccountName: z.string().optional(),
        initContainers: z.array(z.object({ name: z.string() })).default([]),
        containers: z.tuple([
          z.object({
            image: z.string(),
            ports: z.array(z.object({ containerPort: z.number() })).default([]),
            env: z.array(z.object({ name: z.string(), value: z.string().optional() })).default([]),
            readinessProbe: z.record(z.string(), z.unknown()).optional(),
            resources: z.object({
              requests: z.object({ cpu: z.string() }),
              limits: z.object({ memory: z.string().regex(/^\d+Mi$/) }),
            }),
          }),
        ]),
      }),
    }),
  }),
});

const serviceSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({ ports: z.array(z.object({ port: z.number(), targetPort: z.number() })) }),
});

/** What a service is, as both sides say it. */
interface Facts {
  readonly image: string;
  readonly containerPorts: readonly number[];
  readonly env: Readonly<Record<string, string>>;
  readonly probe: string;
  readonly ports: readonly string[];
  readonly serviceAccount: string;
  readonly cpu: string;
  readonly initContainers: readonly string[];
}

/** Differences that are meant, by workload. */
const intended: Readonly<Record<string, { readonly facts: Partial<Facts>; readonly why: string }>> = {
  'redis-cart': {
    facts: { image: 'docker.io/valkey/valkey:8.1.4', probe: 'exec', cpu: '50m' },
    why: 'the platform chooses the store; Valkey speaks the same protocol, and is asked whether it has loaded its data',
  },
  loadgenerator: {
    facts: { initContainers: [] },
    why: 'it tries again by itself until the frontend answers',
  },
};

/** Objects of the published manifest that have no counterpart, and why. */
const leftOut: Readonly<Record<string, string>> = {
  'Service frontend-external': 'the gateway leads to the frontend, by an HTTPRoute for its host',
};

const manifest = parseAllDocuments(readFileSync(published, 'utf8')).map((document): unknown => document.toJS());

function factsOf(objects: readonly unknown[]): ReadonlyMap<string, Facts> {
  const services = new Map(ofKind(objects, ['Service']).map((one) => [serviceSchema.parse(one).metadata.name, one]));
  return new Map(
    ofKind(objects, ['Deployment', 'StatefulSet']).map((object) => {
      const { metadata, spec } = workloadSchema.parse(object);
      const { containers, initContainers, serviceAccountName = '' } = spec.template.spec;
      const [{ image, ports, env, readinessProbe = {}, resources }] = containers;
      const service = services.get(metadata.name);
      const facts: Facts = {
        image,
        containerPorts: ports.map(({ containerPort }) => containerPort),
        env: Object.fromEntries(env.map(({ name, value = '' }) => [name, shortAddress(value)])),
        probe: ['httpGet', 'grpc', 'tcpSocket', 'exec'].find((type) => type in readinessProbe) ?? 'none',
        ports: service === undefined ? [] : serviceSchema.parse(service).spec.ports.map(portText),
        serviceAccount: serviceAccountName,
        cpu: resources.requests.cpu,
        initContainers: initContainers.map(({ name }) => name),
      };
      return [metadata.name, facts];
    }),
  );
}

function ofKind(objects: readonly unknown[], kinds: readonly string[]): readonly unknown[] {
  return objects.filter((object) => kinds.includes(z.object({ kind: z.string() }).parse(object).kind));
}

function portText({ port, targetPort }: { port: number; targetPort: number }): string {
  return `${port} to ${targetPort}`;
}

/** An address in the cluster by its first label: ours are whole names, which reach over namespaces; theirs are short. */
function shortAddress(value: string): string {
  return value.replace(/^([a-z-]+)\.[a-z-]+\.svc(:\d+)$/, '$1$2');
}

const theirs = factsOf(manifest);
let resolved: ResolvedPlatform;
let ours: ReadonlyMap<string, Facts>;

beforeAll(async () => {
  resolved = resolveForTest(await platformOf(() => import('../../examples/online-boutique/main.ts')));
  ours = factsOf(resolved.objects('dev'));
});

test('dev has the workloads of the published manifest, and no others', () => {
  expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
  expect(theirs.size).toBe(12);
});

test.each([...theirs])('%s has the published image, ports, environment, probe and account', (name, facts) => {
  expect(ours.get(name)).toEqual({ ...facts, ...intended[name]?.facts });
});

test('no workload has less memory than the published manifest lets it take', () => {
  const memory = (objects: readonly unknown[]) =>
    new Map(
      ofKind(objects, ['Deployment', 'StatefulSet']).map((object) => {
        const { metadata, spec } = workloadSchema.parse(object);
        return [metadata.name, Number.parseInt(spec.template.spec.containers[0].resources.limits.memory, 10)];
      }),
    );
  const given = memory(resolved.objects('dev'));
  const less = [...memory(manifest)].filter(([name, least]) => (given.get(name) ?? 0) < least);
  expect(less).toEqual([]);
});

test('the Services bear the published names', () => {
  const names = (objects: readonly unknown[]) =>
    ofKind(objects, ['Service']).map((one) => serviceSchema.parse(one).metadata.name);
  const expected = names(manifest).filter((name) => !(`Service ${name}` in leftOut));
  expect([...names(resolved.objects('dev'))].sort()).toEqual([...expected].sort());
});

test('every difference that is meant is one', () => {
  for (const [name, { facts }] of Object.entries(intended)) expect(theirs.get(name)).not.toMatchObject(facts);
});

test('prod differs from dev where the platform says so: no load generator, and a managed store of carts with TLS and a password', () => {
  const prod = factsOf(resolved.objects('prod'));
  expect([...ours.keys()].filter((name) => !prod.has(name)).sort()).toEqual(['loadgenerator', 'redis-cart']);
  for (const [name, facts] of prod) {
    const { REDIS_ADDR: plain, ...others } = ours.get(name)?.env ?? {};
    const { REDIS_ADDR: composed, ...own } = facts.env;
    const env = Object.fromEntries(Object.entries(own).filter(([key]) => !key.startsWith('REDIS_ADDR__')));
    expect({ ...facts, env }).toEqual({ ...ours.get(name), env: others });
    expect(composed === undefined).toBe(plain === undefined);
  }
  expect(prod.get('cartservice')?.env.REDIS_ADDR).toMatch(/^\$\(\w+\):6379,ssl=true,password=\$\(\w+\)$/);
});
