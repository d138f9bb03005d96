import type { ClusterNode } from '../../graph/graph.ts';
import { valuesFor } from '../../model/cluster-values.ts';
import type { ApplicationSource } from '../../model/declarations.ts';
import { type Problem, problem } from '../../model/problem.ts';
import type { DeliveredSource } from './delivery.ts';
import type { Draft } from './draft.ts';
import { componentName } from './names.ts';

/** What the provider is asked for: a type, what it is called among the resources of its namespace, and its inputs. */
type Rendering = Pick<Draft['entry'], 'type' | 'remote' | 'inputs'> & { readonly kind: string };

/** A source as what the provider of Kubernetes renders, or why it cannot. */
export function sourceDraft(
  { cluster, application, variant, source }: DeliveredSource,
  provider: string,
): { readonly draft?: Draft; readonly problem?: Problem } {
  const { name, path, namespace } = application;
  const rendering = renderingOf(source, name, { namespace, cluster });
  if (rendering === undefined) {
    return { problem: problem('RB655', { path, prop: 'source', found: 'it comes from a folder in git' }) };
  }
  const { kind, type, remote, inputs } = rendering;
  const draft: Draft = {
    entry: {
      name: `${cluster.name}/${namespace}/${kind}/${name}`,
      type,
      version: undefined,
      parent: componentName(cluster.name, path),
      provider,
      remote,
      inputs,
      secretInputs: [],
      secretOutputs: [],
      protect: false,
      retainOnDelete: false,
      ignoreChanges: [],
    },
    cluster,
    application,
    variant,
    path,
    part: application.part,
    object: undefined,
    takes: [],
  };
  return { draft };
}

/** Where a source goes. */
interface Destination {
  readonly namespace: string;
  readonly cluster: ClusterNode;
}

function renderingOf(source: ApplicationSource, name: string, to: Destination): Rendering | undefined {
  if ('helm' in source) return release(source.helm, name, to);
  return 'kustomize' in source ? directory(source.kustomize, to.namespace) : undefined;
}

/** @source pulumi-kubernetes `helm.sh/v3:Release` */
function release(
  {
    repository,
    chart,
    version,
    values,
    clusterValues,
    releaseName,
  }: Extract<ApplicationSource, { helm: unknown }>['helm'],
  name: string,
  { namespace, cluster }: Destination,
): Rendering {
  const isOci = repository.startsWith('oci://');
  return {
    kind: 'Release',
    type: 'kubernetes:helm.sh/v3:Release',
    remote: false,
    inputs: {
      name: releaseName ?? name,
      namespace,
      chart: isOci ? `${repository.replace(/\/+$/, '')}/${chart}` : chart,
      version,
      ...(isOci ? {} : { repositoryOpts: { repo: repository } }),
      ...(values === undefined && clusterValues === undefined
        ? {}
        : { values: valuesFor(values ?? {}, clusterValues ?? {}, cluster) }),
    },
  };
}

/**
 * The provider reads the folder as Kustomize does, and registers its objects itself. `//` tells the repository from the folder, whatever
 * the host.
 * @source pulumi-kubernetes `kustomize/v2:Directory`; Kustomize, "remote targets"
 */
function directory(
  { url, path, revision }: Extract<ApplicationSource, { kustomize: unknown }>['kustomize'],
  namespace: string,
): Rendering {
  const folder = path.replace(/^(\.?\/)+|\/+$/g, '');
  const target = `${url.replace(/\/+$/, '')}//${folder === '.' ? '' : folder}`;
  return {
    kind: 'Directory',
    type: 'kubernetes:kustomize/v2:Directory',
    remote: true,
    inputs: { directory: revision === undefined ? target : `${target}?ref=${encodeURIComponent(revision)}`, namespace },
  };
}
