import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { ContractDocument } from '../model/contract.ts';
import { CONTRACT_VERSION } from '../model/contract-document.ts';
import { member } from '../model/member.ts';
import { placeText } from '../model/place-text.ts';
import { type Problem, problem } from '../model/problem.ts';
import { OUTPUT_KINDS } from '../model/resource-type.ts';

const names = z.array(z.string());
const late = { name: z.string(), key: z.string(), at: z.enum(['site', 'control']).optional(), urlSafe: z.boolean() };
const lateValue = z.discriminatedUnion('from', [
  z.object({ from: z.literal('secret'), field: z.string().optional(), ...late }),
  z.object({ from: z.literal('configMap'), ...late }),
]);
const textOrLate = z.union([z.string(), lateValue]);
const numberOrLate = z.union([z.number(), lateValue]);
const value = z.union([
  z.string(),
  z.number(),
  lateValue,
  z.object({
    from: z.literal('url'),
    scheme: z.string(),
    user: textOrLate.optional(),
    password: textOrLate.optional(),
    host: textOrLate,
    port: numberOrLate.optional(),
    path: textOrLate.optional(),
    query: z.record(z.string(), z.string()).optional(),
  }),
]);
const ports = z.array(z.number());
const endpoint = z.union([
  z.object({
    pods: z.record(z.string(), z.string()),
    ports,
    certificate: z.object({ kind: z.string(), name: z.string(), field: z.string() }).optional(),
  }),
  z.object({ outside: z.literal(true), ports }),
]);
const exported = {
  exports: z.array(
    z.object({
      name: z.string(),
      to: names,
      serviceAccounts: z.record(z.string(), names),
      values: z.record(
        z.string(),
        z.object({
          application: z.string(),
          unit: z.string(),
          output: z.string(),
          kind: z.enum(OUTPUT_KINDS),
          secret: z.boolean(),
        }),
      ),
    }),
  ),
  units: z.array(
    z.object({
      application: z.string(),
      namespace: z.string(),
      owner: z.string(),
      unit: z.string(),
      offers: z.array(
        z.object({
          clusters: names,
          values: z.record(z.string(), value),
          endpoints: z.record(z.string(), endpoint),
          atControl: z.boolean(),
          stateful: z.boolean(),
          granted: z.boolean(),
          facts: names,
          homes: z.record(z.string(), z.string()),
          from: z.string().optional(),
        }),
      ),
    }),
  ),
};
const document = z.object({
  version: z.literal(CONTRACT_VERSION),
  roadbed: z.string(),
  platform: z.string(),
  environments: z.record(z.string(), z.object({ tier: z.enum(['development', 'staging', 'production']) })),
  clusters: z.array(
    z.object({
      name: z.string(),
      environment: z.string(),
      server: z.string().optional(),
      tags: names,
      cloud: z.string().optional(),
      labels: z.record(z.string(), z.string()),
      provides: names,
      gateway: z.object({ name: z.string(), namespace: z.string(), proxies: z.string().optional() }).optional(),
      hub: z.boolean(),
      infrastructure: z.enum(['cluster', 'hub']).optional(),
      behindHub: z.boolean(),
      home: z.enum(['environment', 'once']).optional(),
    }),
  ),
  networks: z.array(z.object({ name: z.string(), hub: z.string(), edges: names, namespace: z.string() })),
  controlPlane: z.enum(['cluster', 'hub']),
  transport: z.enum(['store', 'provider-kubernetes']),
  provisioners: z.array(z.object({ name: z.string(), type: z.string(), version: z.string().optional() })),
  owners: z.record(
    z.string(),
    z.object({
      namespacedKinds: names.optional(),
      clusterKinds: names.optional(),
      controlKinds: names.optional(),
      sourceRepositories: names.optional(),
    }),
  ),
  applications: z.array(
    z.object({
      name: z.string(),
      owner: z.string(),
      namespace: z.string(),
      podSecurity: z.enum(['restricted', 'baseline', 'privileged']),
      clusters: names,
    }),
  ),
  neighbours: z.array(z.object({ name: z.string(), owner: z.string(), namespace: z.string(), clusters: names })),
  ...exported,
  secretStore: z.object({
    name: z.string(),
    kind: z.enum(['ClusterSecretStore', 'SecretStore']),
    cloud: z.enum(['aws', 'azure', 'gcp']).optional(),
  }),
  sharedHosts: names,
});

/** Reads a contract, or says what keeps it from being read. */
export function readContract(path: string): {
  readonly contract?: ContractDocument;
  readonly problems: readonly Problem[];
} {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = member(error, 'code');
    const found = code === undefined ? 'it is not JSON' : `the file system says ${String(code)}`;
    return { problems: [problem('RB860', { path, found })] };
  }
  const version = member(content, 'version');
  if (typeof version === 'number' && version > CONTRACT_VERSION) {
    const found = `it has the form ${version}, and this Roadbed knows ${CONTRACT_VERSION}`;
    return { problems: [problem('RB861', { path, found })] };
  }
  const { error } = document.safeParse(content);
  const [issue] = error?.issues ?? [];
  // The parse boundary: checked right above.
  if (issue === undefined) return { contract: content as ContractDocument, problems: [] };
  const prop = placeText(issue.path);
  return {
    problems: [
      problem('RB860', { path, prop: prop === '' ? undefined : prop, found: `it is damaged: ${issue.message}` }),
    ],
  };
}
