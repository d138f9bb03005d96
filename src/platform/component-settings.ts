import * as z from 'zod';
import { type ClusterValues, saysAt, valuesPlace } from '../model/cluster-values.ts';
import type {
  ComponentDefinition,
  ComponentFollower,
  ComponentNeighbours,
  ComponentReach,
  ComponentSetup,
} from '../model/component.ts';
import type { Problem } from '../model/problem.ts';
import { propProblems } from '../model/props.ts';

/** What every component may be told, besides its own options. */
export interface CommonSettings {
  /**
   * Clusters that it installs on.
   * @default - as the component says
   */
  readonly on?: ComponentReach;
  /**
   * Tags of the edges that it installs on, where those are not all edges of the set.
   * @default - as the set says
   */
  readonly edges?: readonly string[];
  /**
   * Version of the chart.
   * @default - the one that this version of Roadbed is checked with
   */
  readonly version?: string;
  /**
   * Values of the chart, merged over those that the options become: maps member by member, everything else as a whole. What differs by
   * environment is `byEnvironment`.
   * @default - none
   */
  readonly values?: Readonly<Record<string, unknown>>;
}

const common = {
  on: z.enum(['hub', 'edges', 'all']).optional(),
  edges: z.array(z.string().min(1)).min(1).optional(),
  version: z.string().min(1).max(128).optional(),
  values: z.record(z.string(), z.unknown()).optional(),
};
const commonSettings = z.object(common);

/** A component with its settings, which are right. */
export interface ChosenComponent {
  readonly definition: ComponentDefinition;
  readonly on: ComponentReach;
  /** Tags of its own edges. */
  readonly edges: readonly string[] | undefined;
  readonly version: string;
  readonly setup: readonly ComponentSetup[];
  readonly followers: readonly ComponentFollower[];
  readonly clusterValues: ClusterValues;
  values(neighbours: ComponentNeighbours): Readonly<Record<string, unknown>>;
}

/**
 * Checks the settings of a component.
 * @param key name by which the set calls it, such as `certManager`
 */
export function chosen(
  key: string,
  definition: ComponentDefinition,
  settings: unknown,
  path: string,
): ChosenComponent | readonly Problem[] {
  const schema = definition.options.safeExtend(common);
  const result = schema.safeParse(settings, { reportInput: true });
  if (!result.success) {
    return propProblems(path, result.error, schema).map((one) => ({
      ...one,
      prop: one.prop === undefined ? key : `${key}.${one.prop}`,
    }));
  }
  const { on, edges, version, values = {} } = commonSettings.parse(settings);
  const options = definition.options.strip().parse(settings);
  return {
    definition,
    on: on ?? definition.on,
    edges,
    version: version ?? definition.chart.version,
    setup: definition.setup?.(options) ?? [],
    clusterValues: unsaid(definition.clusterValues?.(options) ?? {}, values),
    followers: definition.follow?.(options) ?? [],
    values: (neighbours) => merged(definition.values(options, neighbours), values),
  };
}

/** Values of each cluster's own that the platform's values do not say themselves. */
function unsaid(own: ClusterValues, values: Readonly<Record<string, unknown>>): ClusterValues {
  return Object.fromEntries(Object.entries(own).filter(([place]) => !saysAt(values, valuesPlace(place) ?? [])));
}

/** One map over another, at every depth; what is no map is taken as a whole. */
function merged(
  under: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const result = new Map(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const below = result.get(key);
    result.set(key, isMap(below) && isMap(value) ? merged(below, value) : value);
  }
  return Object.fromEntries(result);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
