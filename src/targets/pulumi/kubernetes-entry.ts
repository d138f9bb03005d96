import type { DeliveredObject } from './delivery.ts';
import type { Draft } from './draft.ts';
import { componentName, kubernetesToken, resourceName } from './names.ts';

/** Members of a Secret that nobody may read. */
const SECRET_MEMBERS: readonly string[] = ['data', 'stringData'];

/** Annotation by which a manifest says how Argo CD treats it. */
const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/** An object of Kubernetes as a resource: the whole object is its inputs. */
export function kubernetesDraft({ cluster, application, variant, resolved }: DeliveredObject, provider: string): Draft {
  const { manifest, path, stateful } = resolved;
  const secret = manifest.kind === 'Secret' && manifest.apiVersion === 'v1';
  return {
    entry: {
      name: resourceName(cluster.name, manifest),
      type: kubernetesToken(manifest),
      version: undefined,
      parent: componentName(cluster.name, path),
      provider,
      remote: false,
      inputs: manifest,
      secretInputs: secret ? SECRET_MEMBERS.filter((member) => manifest[member] !== undefined) : [],
      secretOutputs: secret ? SECRET_MEMBERS : [],
      protect: isProtected(stateful, variant),
      retainOnDelete: isKept(manifest.metadata.annotations),
      ignoreChanges: [],
    },
    cluster,
    application,
    variant,
    path,
    part: application.part,
    object: resolved,
    takes: [],
  };
}

/** What no Argo CD may delete, as others reach the cluster by it, Pulumi leaves where it is too. */
function isKept(annotations: Readonly<Record<string, string>> | undefined): boolean {
  const options = annotations?.[SYNC_OPTIONS]?.split(',') ?? [];
  return options.some((option) => option.trim() === 'Delete=false');
}

/** What loses data is not deleted in production before somebody says so: `pulumi state unprotect`. */
export function isProtected(stateful: boolean, { tier }: { readonly tier: string }): boolean {
  return stateful && tier === 'production';
}
