import type { ByEnvironment } from '../model/by-environment.ts';
import type { ScoreTypes } from './score-type.ts';

/** What Score files leave to whoever deploys them. */
export interface ScoreOptions {
  /**
   * Images of containers whose file says `image: "."`, by `workload` or `workload.container`.
   * @default - none
   */
  readonly images?: Readonly<Record<string, string>>;
  /**
   * Hosts of resources of the type `dns`, by the name of the resource: a name, or one for each environment.
   * @default - the `host` of the params of the resource, else a name that the platform makes
   */
  readonly hosts?: Readonly<Record<string, string | ByEnvironment<string>>>;
  /**
   * Golden paths that make types of resources of the team's own, by the names of the types. One of the name of a type that Roadbed knows stands in its place.
   * @default - none
   */
  readonly types?: ScoreTypes;
}
