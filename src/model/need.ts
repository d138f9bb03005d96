import type { Manifest } from './manifest.ts';
import type { Cloud, Site, Tier } from './site.ts';
import type { Value } from './value.ts';

/** How many of a resource there are: one for each cluster, one for each environment, or one in all. */
export type Sharing = 'cluster' | 'environment' | 'once';

/** An abstract resource that a golden path needs and a provisioner makes. */
export interface Need<P extends object = Readonly<Record<string, unknown>>> {
  /** Type of the resource, such as `postgres`. */
  readonly type: string;
  /** What is asked for, in the words of the type. */
  readonly params: P;
  /** Class, such as `default` or `large`: a word that the platform's provisioners know. */
  readonly class: string;
  /** Identity for matching; the path of the golden path unless said. */
  readonly id?: string | undefined;
  /** How it is shared. */
  readonly shared: Sharing;
}

/** Options of {@link need}. */
export interface NeedOptions {
  /** @default 'default' */
  readonly class?: string | undefined;
  /** @default - the path of the golden path */
  readonly id?: string | undefined;
  /** @default 'cluster' */
  readonly shared?: Sharing | undefined;
}

/** States that a golden path needs a resource. */
export function need<P extends object>(type: string, params: P, options: NeedOptions = {}): Need<P> {
  return { type, params, class: options.class ?? 'default', id: options.id, shared: options.shared ?? 'cluster' };
}

/** When a provisioner is meant: each member that is given must hold; a list means any of them. */
export interface Criteria {
  /** Id of the need. */
  readonly id?: string | readonly string[];
  /** Class of the need, such as `default`. */
  readonly class?: string | readonly string[];
  /** Name of the application. */
  readonly application?: string | readonly string[];
  /** Tags of the cluster; all of them must be there. */
  readonly tags?: readonly string[];
  /** Cloud that runs the cluster. */
  readonly cloud?: Cloud | readonly Cloud[];
  /** Environment of the cluster, such as `prod`. */
  readonly environment?: string | readonly string[];
  /** How careful to be in that environment. */
  readonly tier?: Tier | readonly Tier[];
}

/** A need as a provisioner sees it: with the names that its objects should carry. */
export interface NeedContext<P extends object = Readonly<Record<string, unknown>>> extends Need<P> {
  /** Name for the objects, unique in the namespace: a DNS label of at most 50 characters. */
  readonly name: string;
  /** Namespace of the application. */
  readonly namespace: string;
  /** Name of the application. */
  readonly application: string;
  /** Labels that every object should carry. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Pods that serve a port, or an address outside the cluster. */
export type Endpoint =
  | { readonly pods: Readonly<Record<string, string>>; readonly ports: readonly number[] }
  | { readonly outside: true; readonly ports: readonly number[] };

/** What a provisioner makes for one need at one site. */
export interface Provision {
  /** Objects at the site. */
  readonly manifests: readonly Manifest[];
  /** Every output of the type, by name. */
  readonly outputs: Readonly<Record<string, Value>>;
  /** Where clients connect to; NetworkPolicies are opened for it. */
  readonly endpoint?: Endpoint | undefined;
}

/** Makes the resources of one type, where its criteria hold. */
export interface Provisioner<P extends object = Readonly<Record<string, unknown>>> {
  /** Name for people, unique in the platform: `cnpg-postgres`. */
  readonly name: string;
  /** Type of the needs it answers. */
  readonly type: string;
  /** When it is meant. @default - always */
  readonly when?: Criteria;
  /**
   * Resources that it needs itself to make this one, matched like those of golden paths, though never by a provisioner that is
   * already at work on the same need. @default - none
   */
  needs?(need: NeedContext<P>, site: Site): readonly Need[];
  /** Objects and outputs at the site; pure. What was made for its own `needs` comes in their order. */
  provision(need: NeedContext<P>, site: Site, brought?: readonly Provision[]): Provision;
  /** Objects for the control plane that makes infrastructure for the site; pure. It may read the cluster's name without splitting what runs at the site. */
  infrastructure?(need: NeedContext<P>, site: Site, brought?: readonly Provision[]): readonly Manifest[];
}
