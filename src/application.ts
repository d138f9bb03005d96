import type { Construct } from 'constructs';
import { scoreGoldenPaths } from '../stacks/score.ts';
import { type ApplicationProps, Application as BareApplication } from './platform/application.ts';
import { addScore, type ScoreSource } from './score/from-score.ts';

/** Props of an application that Score files describe. */
export interface ScoreApplicationProps extends Omit<ApplicationProps, 'source'>, ScoreSource {}

/**
 * The unit of delivery: a cdk8s `Chart` that holds golden paths and any cdk8s construct, or stands for a source.
 *
 * @source Argo CD's Application, one for each cluster: `<application>-<cluster>`
 * @example
 * const shop = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
 * new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080 });
 */
export class Application extends BareApplication {
  /**
   * An application of the workloads that Score files of version v1b1 describe: each becomes a `Workload`, and its resources the golden paths of their types.
   *
   * @throws RB850 if a file cannot be read
   * @throws RB851 if a file is not valid
   * @throws RB853 if a resource has a type that neither Roadbed nor `types` knows
   * @see https://docs.score.dev/docs/score-specification/score-spec-reference/
   */
  static fromScore(scope: Construct, id: string, props: ScoreApplicationProps): Application {
    const { files, images = {}, hosts = {}, types = {}, ...rest } = props;
    const application = new Application(scope, id, rest);
    addScore(application, { files, images, hosts, types }, scoreGoldenPaths);
    return application;
  }
}
