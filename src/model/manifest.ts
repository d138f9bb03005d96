import type { JsonPatch } from 'cdk8s';
import { AT_ANNOTATION, STATEFUL_ANNOTATION } from './labels.ts';

/** A Kubernetes object as plain data, as it stands in YAML. Members that are undefined are left out. */
export interface Manifest {
  /** Group and version of the kind, such as `apps/v1`; `v1` for the core group. */
  readonly apiVersion: string;
  /** Kind of the object, such as `Deployment`. */
  readonly kind: string;
  /** Name, namespace, labels and annotations. */
  readonly metadata: Metadata;
  /** Every other field of the kind, such as `spec`. */
  readonly [field: string]: unknown;
}

/** The part of an object's metadata that a golden path may set. */
export interface Metadata {
  /** Name of the object, unique in its namespace for its kind. */
  readonly name: string;
  /**
   * Namespace of the object.
   * @default - that of the application, where the kind has one
   */
  readonly namespace?: string | undefined;
  /**
   * Labels beside those that Roadbed sets.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /**
   * Annotations beside those that Roadbed sets.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  /** Every other field of the metadata, such as `finalizers`. */
  readonly [field: string]: unknown;
}

/** Marks a manifest for the control plane that makes infrastructure for the cluster. */
export function atControl(manifest: Manifest): Manifest {
  return annotated(manifest, AT_ANNOTATION, 'control');
}

/** Marks a manifest as holding data that cannot be made again. */
export function stateful(manifest: Manifest): Manifest {
  return annotated(manifest, STATEFUL_ANNOTATION, 'true');
}

/** Marks a manifest as holding nothing that anybody would miss, where objects of its kind are taken to hold data. */
export function disposable(manifest: Manifest): Manifest {
  return annotated(manifest, STATEFUL_ANNOTATION, 'false');
}

function annotated(manifest: Manifest, key: string, value: string): Manifest {
  const metadata = { ...manifest.metadata, annotations: { ...manifest.metadata.annotations, [key]: value } };
  return { ...manifest, metadata };
}

/** Which manifests a patch is for: each member that is given must match. */
export interface ManifestSelector {
  /**
   * Group and version, such as `apps/v1`.
   * @default - any
   */
  readonly apiVersion?: string;
  /**
   * Kind, such as `Deployment`.
   * @default - any
   */
  readonly kind?: string;
  /**
   * Name of the object.
   * @default - any
   */
  readonly name?: string;
}

/** A change of manifests after render: JSON Patch operations (RFC 6902), or members to merge (RFC 7396). */
export type Change = readonly JsonPatch[] | { readonly merge: Readonly<Record<string, unknown>> };

/** A patch as it was declared. */
export interface Patch {
  /** Manifests that it is for. */
  readonly selector: ManifestSelector;
  /** What it changes in each of them. */
  readonly change: Change;
  /** Path of the construct on which it was declared. */
  readonly by: string;
}

/** Kind and group of an object in one word: `Deployment.apps`, `Service` for the core group. */
export function kindKey(apiVersion: string, kind: string): string {
  const slash = apiVersion.indexOf('/');
  if (slash === -1) return kind;
  // Every pass asks this of every object, and there are few kinds.
  const known = keys.get(apiVersion) ?? new Map<string, string>();
  const key = known.get(kind) ?? `${kind}.${apiVersion.slice(0, slash)}`;
  if (!known.has(kind)) keys.set(apiVersion, known.set(kind, key));
  return key;
}

const keys = new Map<string, Map<string, string>>();
