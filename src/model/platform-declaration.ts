import type { ContractDocument, ContractValues } from './contract.ts';
import type { ControlPlane, OwnerPolicy, Transport } from './declarations.ts';
import type { Patch } from './manifest.ts';
import type { Move } from './moves.ts';
import type { PlatformStore } from './platform-store.ts';
import type { Problem } from './problem.ts';
import type { WaveDeclaration } from './promotion-wave.ts';
import type { Recipe } from './recipe.ts';
import type { Tier } from './site.ts';

/** Who delivers: one engine all that there is, or Pulumi the infrastructure and Argo CD all else. */
export type Delivery = 'single' | 'mixed';

/** How values pass from Pulumi to what Argo CD delivers: by Secrets that Pulumi writes, or through the stores of the clouds. */
export type Handover = 'secret' | 'external-secret';

/** What the platform itself was told. */
export interface PlatformDeclaration {
  readonly repository: { readonly url: string; readonly path: string; readonly revision: string };
  readonly tiers: Readonly<Record<string, Tier>>;
  readonly owners: Readonly<Record<string, OwnerPolicy>>;
  /** Its provisioners, those of its packs, and Roadbed's own. */
  readonly recipes: readonly Recipe[];
  readonly secretStore: PlatformStore;
  readonly controlPlane: ControlPlane;
  readonly transport: Transport;
  readonly delivery: Delivery;
  readonly handover: Handover;
  /** Name of the platform within its Argo CD: that of its root Application. */
  readonly name: string;
  readonly argocd: { readonly namespace: string; readonly settings: 'leave' | 'apply' };
  readonly sharedHosts: readonly string[];
  /** Waves in which changes reach clusters, the first first; none where all follow the repository's revision. */
  readonly waves: readonly WaveDeclaration[];
  readonly moved: readonly Move[];
  /** The contract of the platform that this program makes applications for; undefined for a platform of its own. */
  readonly contract: ContractDocument | undefined;
  /** What other programs export, by their contracts. */
  readonly imported: ContractValues;
  readonly patches: readonly Patch[];
  readonly targetPatches: readonly Patch[];
  readonly problems: readonly Problem[];
}
