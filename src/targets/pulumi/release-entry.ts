import { type Problem, problem } from '../../model/problem.ts';
import type { DeliveredSource } from './delivery.ts';
import type { Draft } from './draft.ts';
import { componentName } from './names.ts';

/** A Helm chart as a release that the provider installs, or why Pulumi cannot render the source. */
export function releaseDraft(
  { cluster, application, variant, source }: DeliveredSource,
  provider: string,
): { readonly draft?: Draft; readonly problem?: Problem } {
  const { name, path, namespace } = application;
  if (!('helm' in source)) {
    const kind = 'git' in source ? 'a folder in git' : 'a Kustomize folder in git';
    return { problem: problem('RB655', { path, prop: 'source', found: `it comes from ${kind}` }) };
  }
  const { repository, chart, version, values, releaseName } = source.helm;
  const isOci = repository.startsWith('oci://');
  const draft: Draft = {
    entry: {
      name: `${cluster.name}/${namespace}/Release/${name}`,
      type: 'kubernetes:helm.sh/v3:Release',
      version: undefined,
      parent: componentName(cluster.name, path),
      provider,
      remote: false,
      inputs: {
        name: releaseName ?? name,
        namespace,
        chart: isOci ? `${repository.replace(/\/+$/, '')}/${chart}` : chart,
        version,
        ...(isOci ? {} : { repositoryOpts: { repo: repository } }),
        ...(values === undefined ? {} : { values }),
      },
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
