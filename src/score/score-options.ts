import type { ByEnvironment } from '../model/by-environment.ts';

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
}
