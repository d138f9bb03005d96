import type { Sharing } from './need.ts';

/** Name of the lock, which stands beside the program and is committed with it. */
export const LOCK_NAME = 'roadbed.lock';

/** Version of the form of the lock. */
export const LOCK_VERSION = 1;

/** What was decided, by environment. */
export interface Lock {
  readonly version: typeof LOCK_VERSION;
  readonly environments: Readonly<Record<string, EnvironmentLock>>;
}

/** What was decided in one environment. */
export interface EnvironmentLock {
  /** Version of Roadbed that decided. */
  readonly roadbed: string;
  /** Commit of the program that first came to this, where its working tree had no other change. */
  readonly revision?: string | undefined;
  /** Every image that runs, with its digest where it is pinned by one; in order. */
  readonly images: readonly string[];
  /** Clusters that get something; in order. */
  readonly clusters: readonly string[];
  readonly applications: Readonly<Record<string, ApplicationLock>>;
}

/** What was decided of one application. */
export interface ApplicationLock {
  readonly namespace: string;
  /** Clusters that it is on. @default - all of the environment */
  readonly clusters?: readonly string[] | undefined;
  /** Its needs, by the path of the golden path that has them. */
  readonly needs?: Readonly<Record<string, readonly NeedLock[]>> | undefined;
  /** What holds data, by the path of the construct that makes it. */
  readonly data?: Readonly<Record<string, readonly DataLock[]>> | undefined;
}

/** Who makes a need, and of what. */
export interface NeedLock {
  readonly type: string;
  /** Name that its objects carry. */
  readonly name: string;
  readonly class: string;
  /** @default - the path */
  readonly id?: string | undefined;
  /** @default 'cluster' */
  readonly shared?: Sharing | undefined;
  readonly provisioner: string;
  /** Version that the provisioner gives itself. */
  readonly version?: string | undefined;
  /** What was asked for, in its text form. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Clusters where it came out so. @default - all of the application */
  readonly clusters?: readonly string[] | undefined;
}

/** An object that holds data. */
export interface DataLock {
  /** Identity on its cluster: `Cluster.postgresql.cnpg.io/shop/orders`. */
  readonly object: string;
  /** Clusters where it is. @default - all of the application */
  readonly clusters?: readonly string[] | undefined;
}
