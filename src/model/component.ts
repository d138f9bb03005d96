import type * as z from 'zod';
import type { ClusterValues } from './cluster-values.ts';
import type { PodSecurityLevel } from './declarations.ts';
import type { Follower } from './follower.ts';
import type { Manifest } from './manifest.ts';

/** Clusters that a component installs on: the hub, the edges, or all of them. */
export type ComponentReach = 'hub' | 'edges' | 'all';

/** A Helm chart at one version. */
export interface ComponentChart {
  /** URL of the repository of charts: `https`, or `oci` for a registry. */
  readonly repository: string;
  /** Name of the chart. */
  readonly name: string;
  /** Version of the chart, exactly. */
  readonly version: string;
}

/** What a component may ask of the set that it is in. */
export interface ComponentNeighbours {
  /** Whether a component of the set brings a kind, as `Kind.group`, to every cluster that this one is on. */
  brings(kind: string): boolean;
}

/**
 * Something that the platform itself needs on its clusters, as data and a few lines: a chart, what it brings, what it asks for, and how
 * its options become values.
 */
export interface ComponentDefinition<S extends z.ZodObject = z.ZodObject> {
  /** Name of the application that it becomes. */
  readonly name: string;
  /**
   * Name of the chart's release.
   * @default - the name
   */
  readonly releaseName?: string;
  /** The chart. */
  readonly chart: ComponentChart;
  /** Namespace, its own alone. */
  readonly namespace: string;
  /** Clusters that it installs on, unless the platform says otherwise. */
  readonly on: ComponentReach;
  /** Kinds that it brings, each as `Kind.group`. */
  readonly provides: readonly string[];
  /**
   * Kinds that must be on its clusters for it to work, each as `Kind.group`.
   * @default - none
   */
  readonly requires?: readonly string[];
  /**
   * Pod Security Standard that its pods keep.
   * @default 'restricted'
   */
  readonly podSecurity?: PodSecurityLevel;
  /**
   * Names of components in whose stead it works: where it is, they are not, and neither is what requires kinds that they alone bring.
   * @default - none
   */
  readonly replaces?: readonly string[];
  /**
   * Whether it is there only where a platform gives it settings, `{}` at least.
   * @default false
   */
  readonly onRequest?: boolean;
  /** Schema of its options: a strict object whose members all have defaults or are optional. */
  readonly options: S;
  /** Values of the chart; pure. */
  values(options: z.output<S>, neighbours: ComponentNeighbours): Readonly<Record<string, unknown>>;
  /**
   * Values of the chart that are each cluster's own, by their places; pure. Where a platform's own `values` say something there, that holds.
   */
  clusterValues?(options: z.output<S>): ClusterValues;
  /** What belongs to it and is in no chart, such as a GatewayClass; pure. Each part is delivered as an application of its own. */
  setup?(options: z.output<S>): readonly ComponentSetup[];
  /**
   * What belongs to it and follows what is in use on each of its clusters, such as the providers of Crossplane; pure. Each part is delivered
   * as an application of its own, to just the clusters where it brings something.
   */
  follow?(options: z.output<S>): readonly ComponentFollower[];
}

/** A part of a component that brings to each cluster what is in use there. */
export interface ComponentFollower extends Follower {
  /** Name of the part: the application is `<component>-<name>`. */
  readonly name: string;
  /** Namespace of the objects that have one; its own alone, or that of the component. */
  readonly namespace: string;
}

/** Objects of a component that no chart has. */
export interface ComponentSetup {
  /** Name of the part: the application is `<component>-<name>`. */
  readonly name: string;
  /** Namespace of the objects that have one; its own alone, or that of the component. */
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
  /**
   * Kinds that the objects bring when they are at work, each as `Kind.group`, such as those of a provider of Crossplane.
   * @default - none
   */
  readonly provides?: readonly string[];
}

/**
 * Defines a component, and lets the compiler see the type of its options.
 *
 * @example
 * const kyverno = component({
 *   name: 'kyverno',
 *   chart: { repository: 'https://kyverno.github.io/kyverno', name: 'kyverno', version: '3.5.2' },
 *   namespace: 'kyverno',
 *   on: 'all',
 *   provides: ['ClusterPolicy.kyverno.io', 'Policy.kyverno.io'],
 *   options: z.strictObject({ replicas: z.int().min(1).default(3).describe('Pods that admit objects.') }),
 *   values: ({ replicas }) => ({ admissionController: { replicas } }),
 * });
 */
export function component<S extends z.ZodObject>(definition: ComponentDefinition<S>): ComponentDefinition<S> {
  return definition;
}
