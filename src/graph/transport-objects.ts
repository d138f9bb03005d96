import { REMOTE_REF_DEFAULTS } from '../model/external-secrets.ts';
import { shortName } from '../model/names.ts';
import type { MutableObject } from './graph.ts';
import { type Belonging, metadata } from './skupper-objects.ts';

/** A Secret, or what is to become one. */
export interface SecretPlace {
  readonly name: string;
  readonly namespace: string;
}

/** The store of the platform. */
export interface Store {
  readonly name: string;
  readonly kind: string;
}

/** Puts keys of a Secret into the store, under one remote key; it looks again every hour, and sooner while something is missing. */
export function pushSecret(
  from: SecretPlace,
  keys: readonly string[],
  { store, remoteKey }: { readonly store: Store; readonly remoteKey: string },
  owner: Belonging,
): MutableObject {
  return {
    apiVersion: 'external-secrets.io/v1alpha1',
    kind: 'PushSecret',
    metadata: metadata(from.name, from.namespace, owner),
    spec: {
      refreshInterval: '1h',
      // What was pushed stays when this goes: a consumer may still read it.
      deletionPolicy: 'None',
      secretStoreRefs: [{ kind: store.kind, name: store.name }],
      selector: { secret: { name: from.name } },
      data: keys.map((key) => ({
        conversionStrategy: 'None',
        match: { secretKey: key, remoteRef: { remoteKey, property: key } },
      })),
    },
  };
}

/** A key of a Secret that is made of a value in the store, and whether the store has it in Base64. */
export interface PulledKey {
  readonly key: string;
  readonly isEncoded: boolean;
}

/** What is said of a Secret beside its values. */
export interface SecretLook {
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly immutable: boolean;
}

/**
 * Makes a Secret of what is in the store under one remote key: put there by another cluster, or by Pulumi.
 *
 * @param look what the Secret is to look like; without it, it has the labels and annotations of what makes it
 */
export function pulledSecret(
  to: SecretPlace,
  keys: readonly PulledKey[],
  { store, remoteKey }: { readonly store: Store; readonly remoteKey: string },
  owner: Belonging,
  look?: SecretLook,
): MutableObject {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata(to.name, to.namespace, owner),
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: store.kind, name: store.name },
      target: { name: to.name, creationPolicy: 'Owner', deletionPolicy: 'Retain', ...lookOf(look) },
      data: keys.map(({ key, isEncoded }) => ({
        secretKey: key,
        remoteRef: {
          key: remoteKey,
          property: key,
          ...REMOTE_REF_DEFAULTS,
          ...(isEncoded ? { decodingStrategy: 'Base64' } : {}),
        },
      })),
    },
  };
}

function lookOf(look: SecretLook | undefined): object {
  if (look === undefined) return {};
  const { type, labels, annotations, immutable } = look;
  // A map without members is not kept, so that every comparison would find it missing.
  const metadata = Object.entries({ labels, annotations }).filter(([, texts]) => Object.keys(texts).length > 0);
  const template = { type, ...(metadata.length === 0 ? {} : { metadata: Object.fromEntries(metadata) }) };
  return { ...(immutable ? { immutable } : {}), template };
}

/** A field of an object on the control plane's own cluster. */
export interface FieldSource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly fieldPath: string;
}

/**
 * An object on a cluster, made by provider-kubernetes from the control plane, with fields that it takes from objects of the control plane
 * when they are there.
 *
 * @source `Object.kubernetes.m.crossplane.io`: fields are copied as they are, so the data of a Secret goes into the data of a Secret alone
 */
export function objectOn(
  cluster: string,
  { name, namespace }: SecretPlace,
  manifest: MutableObject,
  patches: readonly { readonly from: FieldSource; readonly to: string }[],
  owner: Belonging,
): MutableObject {
  return {
    ...crossplaneObject(name, namespace, owner),
    spec: {
      providerConfigRef: { kind: 'ClusterProviderConfig', name: cluster },
      references: patches.map(({ from, to }) => ({ patchesFrom: { ...from }, toFieldPath: to })),
      forProvider: { manifest },
    },
  };
}

/** Reads keys of a Secret of a cluster into a Secret of the control plane, and changes nothing there. */
export function secretSeen(
  cluster: string,
  at: SecretPlace,
  { from, into, keys }: { readonly from: SecretPlace; readonly into: string; readonly keys: readonly string[] },
  owner: Belonging,
): MutableObject {
  const secret = { apiVersion: 'v1', kind: 'Secret', name: from.name, namespace: from.namespace };
  return {
    ...crossplaneObject(at.name, at.namespace, owner),
    spec: {
      managementPolicies: ['Observe'],
      providerConfigRef: { kind: 'ClusterProviderConfig', name: cluster },
      forProvider: { manifest: { apiVersion: 'v1', kind: 'Secret', metadata: { ...from } } },
      connectionDetails: keys.map((key) => ({ ...secret, fieldPath: dataField(key), toConnectionSecretKey: key })),
      writeConnectionSecretToRef: { name: into },
    },
  };
}

/** The Secret with these keys of another one, for {@link objectOn}. */
export function copiedSecret(
  to: SecretPlace,
  from: SecretPlace,
  keys: readonly string[],
  owner: Belonging,
): { readonly manifest: MutableObject; readonly patches: Parameters<typeof objectOn>[3] } {
  const source = { apiVersion: 'v1', kind: 'Secret', name: from.name, namespace: from.namespace };
  return {
    manifest: { apiVersion: 'v1', kind: 'Secret', metadata: metadata(to.name, to.namespace, owner), type: 'Opaque' },
    patches: keys.map((key) => ({ from: { ...source, fieldPath: dataField(key) }, to: dataField(key) })),
  };
}

/** Name of an object at the control plane that is for something on a cluster. */
export function nameFor(name: string, cluster: string): string {
  return shortName(`${name}-to-${cluster}`, 63);
}

/** The field of a key; a dot in it would end the name of the field. */
function dataField(key: string): string {
  return key.includes('.') ? `data[${key}]` : `data.${key}`;
}

function crossplaneObject(name: string, namespace: string, owner: Belonging): MutableObject {
  return {
    apiVersion: 'kubernetes.m.crossplane.io/v1alpha1',
    kind: 'Object',
    metadata: metadata(name, namespace, owner),
  };
}
