import type { ResolvedPlatform } from 'roadbed/testing';
import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

/** A cluster as Argo CD's cluster generator knows it. */
export interface KnownCluster {
  readonly name: string;
  readonly server: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** An Application as an ApplicationSet generates it. */
export interface GeneratedApplication {
  readonly name: string;
  readonly project: string;
  /** Repositories of git and of charts that it reads. */
  readonly repositories: readonly string[];
  /** Folder in the platform's repository. */
  readonly path: string;
  readonly server: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** All that its `spec` says. */
  readonly spec: unknown;
}

const labelsSchema = z.record(z.string(), z.string());

const APPLICATION = 'roadbed.dev/application';
const namedSchema = z.object({ metadata: z.object({ labels: labelsSchema }) });

const secretKind = z.object({ kind: z.enum(['Secret', 'ExternalSecret']) });

const secretSchema = z.object({
  kind: z.literal('Secret'),
  metadata: z.object({ labels: labelsSchema }),
  stringData: z.object({ name: z.string(), server: z.string() }),
});

const externalSecretSchema = z.object({
  kind: z.literal('ExternalSecret'),
  spec: z.object({
    target: z.object({
      template: z.object({
        metadata: z.object({ labels: labelsSchema }),
        data: z.object({ name: z.string(), server: z.string() }),
      }),
    }),
  }),
});

const expressionSchema = z.strictObject({
  key: z.string(),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
  values: z.array(z.string()).default([]),
});

const selectorSchema = z.strictObject({
  matchLabels: labelsSchema.default({}),
  matchExpressions: z.array(expressionSchema).default([]),
});

const setSchema = z.object({
  kind: z.literal('ApplicationSet'),
  spec: z.object({
    goTemplate: z.literal(true),
    goTemplateOptions: z.tuple([z.literal('missingkey=error')]),
    generators: z.array(
      z.strictObject({ clusters: z.strictObject({ selector: selectorSchema, values: labelsSchema }) }),
    ),
    template: z.object({
      metadata: z.object({ name: z.string(), labels: labelsSchema, annotations: labelsSchema.default({}) }),
      spec: z.looseObject({
        project: z.string(),
        source: z.looseObject({ repoURL: z.string(), path: z.string() }).optional(),
        sources: z.array(z.looseObject({ repoURL: z.string() })).optional(),
        destination: z.looseObject({ server: z.string(), namespace: z.string() }),
      }),
    }),
  }),
});

/** The clusters that the output folder tells Argo CD of. The address of one that is yet to be made is not known; it gets one here. */
export function clustersOf(files: ReadonlyMap<string, string>): readonly KnownCluster[] {
  const secrets = documentsIn(files, 'hub/clusters/').filter((document) => secretKind.safeParse(document).success);
  return secrets.map((document) => {
    const secret = z.union([secretSchema, externalSecretSchema]).parse(document);
    if (secret.kind === 'Secret') return { ...secret.stringData, labels: secret.metadata.labels };
    const { data, metadata } = secret.spec.target.template;
    const server = data.server.includes('{{') ? `https://${data.name}.made.example` : data.server;
    return { ...data, server, labels: metadata.labels };
  });
}

/**
 * The Applications that Argo CD would generate from the ApplicationSets of an output folder: the cluster generator by its
 * documentation and Kubernetes' label selectors, and Go templates as far as ApplicationSets here use them.
 *
 * @throws Error where the controller would refuse: two Applications of one name in a set, or a key that a template misses
 */
export function generate(
  files: ReadonlyMap<string, string>,
  clusters: readonly KnownCluster[],
): readonly GeneratedApplication[] {
  return setsIn(files).flatMap((document) => {
    const { generators, template } = setSchema.parse(document).spec;
    const generated = generators.flatMap(({ clusters: { selector, values } }) =>
      clusters
        .filter(({ labels }) => labels['argocd.argoproj.io/secret-type'] === 'cluster' && selects(selector, labels))
        .map((cluster) => fill(template, { ...cluster, values })),
    );
    const names = generated.map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Error(`ApplicationSet contains applications with duplicate name: ${twice}`);
    return generated;
  });
}

/** The Applications that a platform means, as `application-cluster`: what it decided for each of its ApplicationSets. */
export function decidedBy(resolved: ResolvedPlatform): readonly string[] {
  // Where changes come in waves there is a set for each wave.
  const names = new Set(setsIn(resolved.files()).map((set) => namedSchema.parse(set).metadata.labels[APPLICATION]));
  return [...names].flatMap((name = '') => {
    return resolved.clustersOf(name).map((cluster) => `${name}-${cluster}`);
  });
}

/** The labels that each generator of an output folder asks for. */
export function generatorLabels(files: ReadonlyMap<string, string>): readonly Readonly<Record<string, string>>[] {
  return setsIn(files).flatMap((document) =>
    setSchema.parse(document).spec.generators.map(({ clusters }) => clusters.selector.matchLabels),
  );
}

/** The folder of the output that an Application reads, with a slash at its end. */
export function repositoryFolder({ path }: GeneratedApplication): string {
  return `${path.replace(/^dist\//, '')}/`;
}

/** The ApplicationSets that the root Application brings, and those of each wave. */
function setsIn(files: ReadonlyMap<string, string>): readonly unknown[] {
  return ['hub/applicationsets/', 'waves/'].flatMap((folder) => documentsIn(files, folder));
}

function documentsIn(files: ReadonlyMap<string, string>, folder: string): readonly unknown[] {
  return [...files]
    .filter(([path]) => path.startsWith(folder))
    .flatMap(([, text]) => parseAllDocuments(text).map((document): unknown => document.toJS()));
}

/** Kubernetes' label selectors: what is listed must all hold; `NotIn` holds where the label is missing. */
function selects(selector: z.output<typeof selectorSchema>, labels: Readonly<Record<string, string>>): boolean {
  const value = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  const equal = Object.entries(selector.matchLabels).every(([key, wanted]) => value(key) === wanted);
  const holds = selector.matchExpressions.every(({ key, operator, values }) => {
    const got = value(key);
    if (operator === 'Exists') return got !== undefined;
    if (operator === 'DoesNotExist') return got === undefined;
    const listed = got !== undefined && values.includes(got);
    return operator === 'In' ? listed : !listed;
  });
  return equal && holds;
}

interface Parameters extends KnownCluster {
  readonly values: Readonly<Record<string, string>>;
}

function fill(template: z.output<typeof setSchema>['spec']['template'], given: Parameters): GeneratedApplication {
  const text = (source: string) => goTemplate(source, given);
  const { metadata, spec } = template;
  const texts = (map: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, text(value)]));
  return {
    name: text(metadata.name),
    labels: texts(metadata.labels),
    annotations: texts(metadata.annotations),
    spec: filled(spec, text),
    project: text(spec.project),
    repositories: [...(spec.source === undefined ? [] : [spec.source]), ...(spec.sources ?? [])].map(({ repoURL }) =>
      text(repoURL),
    ),
    path: text(spec.source?.path ?? '{{ .values.path }}'),
    server: text(spec.destination.server),
    namespace: text(spec.destination.namespace),
  };
}

/** A value with each of its texts filled in. */
function filled(value: unknown, text: (source: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item) => filled(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, text)]));
}

/** Fields of the cluster, `index` for labels, whose keys are no Go names, and `with` for those that may be missing. */
function goTemplate(source: string, { name, server, labels, values }: Parameters): string {
  const whole = source.replace(
    /\{\{ with index \.metadata\.labels "([^"]+)" \}\}\{\{ \. \}\}\{\{ end \}\}/g,
    (_, label: string) => labels[label] ?? '',
  );
  return whole.replace(/\{\{(.*?)\}\}/g, (_, action: string) => {
    const expression = action.trim();
    const label = /^index \.metadata\.labels "([^"]+)"$/.exec(expression)?.[1];
    const field = /^\.values\.(\w+)$/.exec(expression)?.[1];
    const value =
      label !== undefined
        ? labels[label]
        : field !== undefined
          ? values[field]
          : expression === '.name'
            ? name
            : expression === '.server'
              ? server
              : undefined;
    if (value === undefined) throw new Error(`map has no entry for key: ${expression}`);
    return value;
  });
}
