import type { ResolvedApplication, ResolvedGraph, Variant } from '../../graph/graph.ts';
import { isProgram } from '../../model/application-source.ts';
import type { ClusterFact, ClusterValues } from '../../model/cluster-values.ts';
import { CLOUD_LABEL, ENVIRONMENT_LABEL } from '../../model/labels.ts';
import { compareText } from '../../model/problem.ts';
import { repositoryPath, variantFolder } from './names.ts';

/** The source of an Application as the template of an ApplicationSet has it: what differs by variant comes from the generator. Folders of the platform's repository are those of `followed`. */
export function templateSource(
  application: ResolvedApplication,
  graph: ResolvedGraph,
  followed: string,
): Record<string, unknown> {
  const { url } = graph.platform.repository;
  const first = application.variants.find((variant) => variant.source !== undefined)?.source;
  if (first === undefined) return { source: { repoURL: url, targetRevision: followed, path: '{{ .values.path }}' } };
  if (!('helm' in first)) {
    const folder = isProgram(first) ? '{{ .values.path }}/{{ .name }}' : '{{ .values.path }}';
    const source = {
      repoURL: '{{ .values.repository }}',
      targetRevision: '{{ .values.revision }}',
      path: folder,
    };
    return { source };
  }
  const chart = {
    repoURL: '{{ .values.repository }}',
    chart: '{{ .values.chart }}',
    targetRevision: '{{ .values.version }}',
    helm: {
      releaseName: '{{ .values.release }}',
      valueFiles: ['$values/{{ .values.path }}/values.yaml'],
      ...parametersOf(first.helm.clusterValues),
    },
  };
  return { sources: [chart, { repoURL: url, targetRevision: followed, ref: 'values' }] };
}

/** What stands for something of the cluster that an Application is for. */
const CLUSTER_TEXT: Readonly<Record<ClusterFact, string>> = {
  name: '{{ .name }}',
  environment: `{{ index .metadata.labels "${ENVIRONMENT_LABEL}" }}`,
  cloud: `{{ with index .metadata.labels "${CLOUD_LABEL}" }}{{ . }}{{ end }}`,
};

/** Helm lays its parameters over the files of values; as texts, so that no name is taken for a number. */
function parametersOf(values: ClusterValues = {}): Record<string, unknown> {
  const parameters = Object.entries(values)
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, fact]) => ({ name, value: CLUSTER_TEXT[fact], forceString: true }));
  return parameters.length === 0 ? {} : { parameters };
}

/** What the generator gives the template for a variant. */
export function generatorValues(
  application: ResolvedApplication,
  variant: Variant,
  graph: ResolvedGraph,
): Record<string, string> {
  const path = repositoryPath(graph.platform, variantFolder(variant.environment, application.name, variant.name));
  const { source } = variant;
  if (source === undefined) return { path };
  if ('helm' in source) {
    const { repository, chart, version, releaseName } = source.helm;
    return { path, repository: withoutScheme(repository), chart, version, release: releaseName ?? application.name };
  }
  const git = 'git' in source ? source.git : source.kustomize;
  const base = isProgram(source) ? programFolder(git.path, variant.environment, application.name) : git.path;
  return { path: base, repository: git.url, revision: git.revision ?? 'HEAD' };
}

function programFolder(path: string, environment: string, application: string): string {
  const base = path.replace(/^\.?\/+|\/+$/g, '');
  return [...(base === '' || base === '.' ? [] : [base]), environment, application].join('/');
}

/** The values of a variant that comes from a Helm chart. */
export function helmValues(variant: Variant): unknown {
  return variant.source !== undefined && 'helm' in variant.source ? (variant.source.helm.values ?? {}) : undefined;
}

/** Repositories that the applications of an owner come from, besides the platform's own. */
export function repositoriesOf(application: ResolvedApplication): readonly string[] {
  return application.variants.flatMap(({ source }) => {
    if (source === undefined) return [];
    if ('helm' in source) return [withoutScheme(source.helm.repository)];
    return ['git' in source ? source.git.url : source.kustomize.url];
  });
}

/** Argo CD names OCI registries of charts without their scheme. */
function withoutScheme(repository: string): string {
  return repository.replace(/^oci:\/\//, '');
}
