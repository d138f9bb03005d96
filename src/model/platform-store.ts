import type { PlacedCloud } from './cloud-place.ts';

/** The store of External Secrets that the platform uses. */
export interface PlatformStore {
  readonly name: string;
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  /** The cloud that keeps it, by which names in it are spelt; undefined where they are paths. */
  readonly cloud?: PlacedCloud | undefined;
}
