import type { PlatformDeclaration } from '../../model/platform-declaration.ts';
import { PLATFORM_OWNER } from '../../model/platform-owner.ts';

/** API version of Argo CD's own kinds. */
export const ARGOCD = 'argoproj.io/v1alpha1';

/** Address by which Argo CD reaches the cluster that it runs on. */
export const IN_CLUSTER = 'https://kubernetes.default.svc';

/** Wave of what the root Application needs before any ApplicationSet: projects, settings, Secrets of clusters. */
export const BASE_WAVE = '0';
/** Wave of the ApplicationSets, and of what none of them may wait for. */
export const SET_WAVE = '1';

/** Annotation by which Argo CD orders objects within one Application. */
export const WAVE = 'argocd.argoproj.io/sync-wave';
/** Annotation by which Argo CD treats one object otherwise. */
export const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
/** Neither pruned nor deleted until a person says so in Argo CD. */
export const CONFIRM = 'Prune=confirm,Delete=confirm';
/** Applied although the cluster does not know its kind yet: what brings the kind is on its way. */
export const LATER = 'SkipDryRunOnMissingResource=true';

/**
 * Pruned when all else has been, and not deleted with the Application: Crossplane takes a Usage away when its user is gone, and what it keeps
 * must not go sooner.
 */
export const OUTLIVES = 'PruneLast=true,Delete=false';

/** Neither pruned nor deleted by Argo CD: a person takes it away by hand. */
export const KEEP = 'Prune=false,Delete=false';

/** Folder of the output with what a person applies once. */
export const BOOTSTRAP = 'bootstrap';
/** Folder of the output that the cluster of Argo CD holds. */
export const HUB = 'hub';

/** Folder of the output with the ApplicationSets of a wave of promotion. */
export function waveFolder(wave: string): string {
  return `waves/${wave}`;
}

/** Name of the Application that brings the ApplicationSets of a wave. */
export function waveApplicationName({ name }: PlatformDeclaration, wave: string): string {
  return `${name}-wave-${wave}`;
}

/** Path in the repository of a folder of the output. */
export function repositoryPath(platform: PlatformDeclaration, folder: string): string {
  const base = platform.repository.path.replace(/^\.?\/+|\/+$/g, '');
  return base === '' || base === '.' ? folder : `${base}/${folder}`;
}

/** Name of the AppProject of an owner: that of the platform itself bears the platform's name, where it has one of its own. */
export function projectName(owner: string, { name }: PlatformDeclaration): string {
  return owner === PLATFORM_OWNER && name !== 'roadbed' ? `${PLATFORM_OWNER}-${name}` : owner;
}

/** Folder of a variant of an application within the output. */
export function variantFolder(environment: string, application: string, variant: string): string {
  return `${environment}/${application}/${variant}`;
}
