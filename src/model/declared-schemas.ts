import * as z from 'zod';
import { valuesPlace } from './cluster-values.ts';
import type { ApplicationDeclaration, ClusterDeclaration, RuleDeclaration } from './declarations.ts';
import type { Problem } from './problem.ts';
import { propProblems } from './props.ts';

const text = z.string();
const texts = z.array(text);
const selector = z.strictObject({
  all: texts.optional(),
  any: texts.optional(),
  none: texts.optional(),
});

const application = z.object({
  owner: text,
  namespace: text,
  tags: texts,
  provides: texts,
  requires: texts,
  podSecurity: z.enum(['restricted', 'baseline', 'privileged']),
  onHub: z.boolean(),
  rollout: z.array(z.strictObject({ environments: texts, maxUpdate: z.union([z.number(), text]).optional() })),
});

const controlPlane = z.enum(['cluster', 'hub']);

const cluster = z.object({
  environment: text,
  server: text.optional(),
  tags: texts,
  cloud: text.optional(),
  labels: z.record(text, text),
  provides: texts,
  gateway: z.strictObject({ name: text, namespace: text, proxies: text.optional() }).optional(),
  hub: z.boolean(),
  infrastructure: controlPlane.optional(),
  behindHub: z.boolean(),
  home: z.enum(['environment', 'once']).optional(),
});

const existing = cluster.extend({ server: text });

const clusterSelector = selector.extend({ environments: texts.optional() });

const rule = z.object({ applications: selector, clusters: clusterSelector });

const wave = z.strictObject({
  name: text,
  clusters: z.union([texts, clusterSelector]).optional(),
  share: text.optional(),
  gate: z.enum(['manual']).optional(),
  revision: text.optional(),
});

const folder = text.refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), {
  error: 'must be a folder within the repository',
});
const repository = z.strictObject({ url: text, path: folder, revision: text.optional() });
const chart = z.strictObject({
  repository: text,
  chart: text,
  version: text,
  values: z.record(text, z.unknown()).optional(),
  clusterValues: z
    .record(
      text.refine((place) => valuesPlace(place) !== undefined, {
        error: 'must be a place in values, such as "global.clusterName"',
      }),
      z.enum(['name', 'environment', 'cloud']),
    )
    .optional(),
  releaseName: text.optional(),
});
const source = z
  .strictObject({
    git: repository.extend({ program: z.boolean().optional() }).optional(),
    kustomize: repository.optional(),
    helm: chart.optional(),
  })
  .refine((kinds) => Object.keys(kinds).length === 1, { error: 'must be one of git, kustomize and helm' });

const policy = z.strictObject({
  namespacedKinds: texts.optional(),
  clusterKinds: texts.optional(),
  controlKinds: texts.optional(),
  sourceRepositories: texts.optional(),
});

const provisioners = z.array(z.looseObject({ name: text, type: text, provision: z.function() }));

const anyOf = <T extends z.ZodType<string>>(word: T) => z.union([word, z.array(word)]);

const recipePack = z.strictObject({
  name: text,
  provisioners,
  when: z
    .strictObject({
      environment: anyOf(text).optional(),
      tier: anyOf(z.enum(['development', 'staging', 'production'])).optional(),
      tags: texts.optional(),
      cloud: anyOf(z.enum(['aws', 'azure', 'gcp', 'none'])).optional(),
    })
    .optional(),
});

const platform = z.strictObject({
  outdir: text.optional(),
  repository: z.strictObject({ url: text, path: text.optional(), revision: text.optional() }),
  environments: z.record(text, z.strictObject({ tier: z.enum(['development', 'staging', 'production']) })).optional(),
  owners: z.record(text, policy).optional(),
  provisioners: provisioners.optional(),
  recipes: z.array(recipePack).optional(),
  secretStore: z
    .strictObject({
      name: text,
      kind: z.enum(['ClusterSecretStore', 'SecretStore']).optional(),
      cloud: z.enum(['aws', 'azure', 'gcp']).optional(),
    })
    .optional(),
  controlPlane: controlPlane.optional(),
  transport: z.enum(['store', 'provider-kubernetes']).optional(),
  delivery: z.enum(['single', 'mixed']).optional(),
  handover: z.enum(['secret', 'external-secret']).optional(),
  name: text.optional(),
  argocd: z.strictObject({ namespace: text.optional(), settings: z.enum(['leave', 'apply']).optional() }).optional(),
  sharedHosts: texts.optional(),
  waves: z.array(wave).optional(),
  moved: z.array(z.strictObject({ from: text, to: text })).optional(),
});

/** What is wrong with the shape of an application: a program that nobody type-checked may give anything. */
export function applicationShapeProblems(declared: ApplicationDeclaration): readonly Problem[] {
  return shapeProblems(application, declared.path, declared);
}

/** What is wrong with the shape of a cluster. */
export function clusterShapeProblems(declared: ClusterDeclaration): readonly Problem[] {
  if (isPlainCluster(declared)) return [];
  return shapeProblems(
    declared.connection === undefined && declared.made !== true ? existing : cluster,
    declared.path,
    declared,
  );
}

/** Whether a cluster surely has the right shape: a large fleet has ten thousand of them, and a schema takes its time with each. */
function isPlainCluster(declared: ClusterDeclaration): boolean {
  const { environment, server, tags, cloud, labels, provides, gateway, hub, infrastructure, behindHub } = declared;
  return (
    typeof environment === 'string' &&
    typeof server === 'string' &&
    isTexts(tags) &&
    isTexts(provides) &&
    (cloud === undefined || typeof cloud === 'string') &&
    isTextMap(labels) &&
    gateway === undefined &&
    infrastructure === undefined &&
    typeof hub === 'boolean' &&
    typeof behindHub === 'boolean'
  );
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isTextMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((one) => typeof one === 'string');
}

/** What is wrong with the shape of a distribution rule. */
export function ruleShapeProblems(declared: RuleDeclaration): readonly Problem[] {
  return shapeProblems(rule, declared.path, declared);
}

/** What is wrong with the shape of a source, as it is in one environment. */
export function sourceShapeProblems(path: string, declared: unknown): readonly Problem[] {
  return shapeProblems(z.object({ source }), path, { source: declared });
}

/** What is wrong with the shape of the props of a platform. */
export function platformShapeProblems(props: unknown): readonly Problem[] {
  return shapeProblems(platform, '', props);
}

function shapeProblems(schema: z.ZodType, path: string, declared: unknown): readonly Problem[] {
  const result = schema.safeParse(declared, { reportInput: true });
  return result.success ? [] : propProblems(path, result.error, schema);
}
