import { createHash } from 'node:crypto';
import { isPulumiResource } from '../../model/pulumi-resource.ts';

/** An object as far as it is known by it. */
interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
}

/**
 * Name of an object among all resources of a program: cluster, namespace, kind and name, divided by slashes, such as
 * `eu/shop/Deployment/api`. Pulumi takes any text; `.` and brackets are kept out, as they end a name in Pulumi YAML.
 */
export function resourceName(cluster: string, object: Named): string {
  const { namespace, name } = object.metadata;
  const place = namespace === undefined ? [cluster] : [cluster, segment(namespace)];
  const parts = isPulumiResource(object) ? [...place, segment(name)] : [...place, kindSegment(object), segment(name)];
  return parts.join('/');
}

/** The group stands with the kind where two groups may well have a kind of that name: those that are domains. */
function kindSegment({ apiVersion, kind }: Named): string {
  const group = apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
  return group.includes('.') ? segment(`${kind}.${group}`) : kind;
}

/** A part of a name: dots become `_`, which Kubernetes' names do not have; anything else odd is told apart by a digest. */
export function segment(text: string): string {
  if (/^[A-Za-z0-9.-]+$/.test(text)) return text.replaceAll('.', '_');
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return `${text.replace(/[^A-Za-z0-9-]+/g, '_')}_${digest}`;
}

/** Name of a construct's component at a cluster. */
export function componentName(cluster: string, path: string): string {
  return path === '' ? cluster : `${cluster}/${path}`;
}

/**
 * Type token of an object of Kubernetes. The core group has its name here, though not in `apiVersion`.
 * @source pulumi-kubernetes: `kubernetes:core/v1:Namespace`, `kubernetes:<group>/<version>:<Kind>`
 */
export function kubernetesToken({ apiVersion, kind }: Named): string {
  return `kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`;
}
