import { standardProvisioners } from '../stacks/standard.ts';
import { BarePlatform, type PlatformProps } from './platform/bare-platform.ts';

/**
 * The root of the tree: a cdk8s `App` with Roadbed's own provisioners, so that `cdk8s synth` and any cdk8s construct work.
 *
 * @example
 * const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
 */
export class Platform extends BarePlatform {
  constructor(props: PlatformProps) {
    super(props, standardProvisioners);
  }
}

export { Duration, JsonPatch, Size } from 'cdk8s';
export { CronTask, type CronTaskProps } from '../constructs/cron-task.ts';
export { Postgres, type PostgresProps } from '../constructs/postgres.ts';
export { Redis, type RedisProps } from '../constructs/redis.ts';
export { WebService, type WebServiceProps } from '../constructs/web-service.ts';
export { Worker, type WorkerProps } from '../constructs/worker.ts';
export { byEnvironment } from './model/by-environment.ts';
export { formatProblem, type Problem } from './model/problem.ts';
export { Application, type ApplicationProps } from './platform/application.ts';
export { BarePlatform, type PlatformProps } from './platform/bare-platform.ts';
export { Cluster, type ExistingClusterProps } from './platform/cluster.ts';
export { DistributionRule, type DistributionRuleProps } from './platform/distribution-rule.ts';
