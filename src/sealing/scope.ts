/** Where a sealed value may be opened: as one key of one Secret, anywhere in a namespace, or anywhere in the cluster. */
export type SealingScope = (typeof SEALING_SCOPES)[number];

/** Every scope, from the narrowest. */
export const SEALING_SCOPES = ['strict', 'namespace-wide', 'cluster-wide'] as const;

/** The Secret that a value is sealed for. */
export interface SealedPlace {
  readonly scope: SealingScope;
  /** Namespace of the Secret; empty where the scope does not look at it. */
  readonly namespace: string;
  /** Name of the Secret; empty where the scope does not look at it. */
  readonly name: string;
}

const PREFIX = 'sealedsecrets.bitnami.com/';

/**
 * What a value is bound to when it is sealed; it opens with the same text alone.
 * @source `EncryptionLabel` of Sealed Secrets
 */
export function sealingLabel({ scope, namespace, name }: SealedPlace): string {
  if (scope === 'strict') return `${namespace}/${name}`;
  return scope === 'namespace-wide' ? namespace : '';
}

/** The annotations by which the controller knows the scope; they stand on the SealedSecret and on the template of its Secret. */
export function scopeAnnotations(scope: SealingScope): Readonly<Record<string, string>> {
  return scope === 'strict' ? {} : { [PREFIX + scope]: 'true' };
}

/** The scope that annotations say, as the controller reads them: the wider one wins. */
export function scopeOf(annotations: Readonly<Record<string, string>>): SealingScope {
  if (annotations[`${PREFIX}cluster-wide`] === 'true') return 'cluster-wide';
  return annotations[`${PREFIX}namespace-wide`] === 'true' ? 'namespace-wide' : 'strict';
}

/** Annotations without those that say a scope. */
export function withoutScope(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const others = Object.entries(annotations).filter(
    ([key]) => key !== `${PREFIX}cluster-wide` && key !== `${PREFIX}namespace-wide`,
  );
  return Object.fromEntries(others);
}
