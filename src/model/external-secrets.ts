import type { Ref } from './ref.ts';

/**
 * What the schema of External Secrets, up to 2.8, fills into each reference of an ExternalSecret. They stand in a list, which Argo CD compares
 * as a whole: left out, the live object would differ from the one in git for ever.
 */
export const REMOTE_REF_DEFAULTS = {
  conversionStrategy: 'Default',
  decodingStrategy: 'None',
  metadataPolicy: 'None',
} as const;

/** A store of External Secrets: one of the platform's constructs, or one that is there already. */
export interface StoreReference {
  /** Whether it is for one namespace or for the cluster. */
  readonly kind: 'SecretStore' | 'ClusterSecretStore';
  /** Name of the store. */
  readonly name: string;
  /**
   * Namespace that it stands in.
   * @default - not said
   */
  readonly namespace?: string | undefined;
  /**
   * Its name as a reference, by which it must be on the same clusters, and ready first.
   * @default - none: it is there already
   */
  readonly reference?: Ref | undefined;
}
