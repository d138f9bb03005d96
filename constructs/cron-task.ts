import { Duration } from 'cdk8s';
import * as z from 'zod';
import { duration } from '../src/model/fields.ts';
import { GoldenPath } from '../src/model/golden-path.ts';
import type { Manifest } from '../src/model/manifest.ts';
import { cronSchedule, timeZone } from '../src/model/text-fields.ts';
import { containerProps } from './workload/container.ts';
import { egressProps, networkPolicy } from './workload/network-policy.ts';
import { podFiles, podTemplate } from './workload/pod.ts';
import { serviceAccount } from './workload/service-account.ts';
import { workloadOf } from './workload/workload.ts';

const props = z.strictObject({
  schedule: cronSchedule().describe(
    'When it runs, as five cron fields: minute, hour, day of month, month, day of week; `30 2 * * MON-FRI`.',
  ),
  timeZone: timeZone()
    .default('Etc/UTC')
    .describe('Time zone of the schedule, from the IANA database: `Europe/Berlin`.'),
  ...containerProps,
  concurrencyPolicy: z
    .enum(['Forbid', 'Replace', 'Allow'])
    .default('Forbid')
    .describe('What happens when it is time and the last run has not ended: skip, end the last one, or run both.'),
  timeLimit: duration({ min: Duration.seconds(1), max: Duration.days(7) })
    .default(Duration.hours(1))
    .describe('Time that a run may take, its retries included, in whole seconds.'),
  startingDeadline: duration({ min: Duration.seconds(10), max: Duration.days(1) })
    .default(Duration.minutes(10))
    .describe('How late a run may start, in whole seconds; after that it is left out.'),
  retries: z.int().min(0).max(10).default(2).describe('How often a run that fails is tried again, 0 to 10 times.'),
  ...egressProps,
});

/** Props of {@link CronTask}. */
export type CronTaskProps = z.input<typeof props>;

/** How long the Job and the logs of a run stay, besides the last three that went well and the last three that failed. */
const KEEP_SECONDS = 86_400;

/** A pod that a node had to give up is no failure of the program: it is tried again and does not count. */
const disruptionsAreNoFailures = {
  rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
};

/**
 * A program that runs by the clock and ends.
 *
 * It reaches what its `env` refers to, DNS and `egress`; nothing connects to it. It runs in every environment alike.
 *
 * @source CronJob, ServiceAccount, ConfigMap, NetworkPolicy
 * @example
 * new CronTask(shop, 'report', { image: 'ghcr.io/acme/report:2.0.0', schedule: '30 2 * * *', env: { DATABASE_URL: orders.url } });
 */
export class CronTask extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): Manifest[] {
    const { props } = this;
    const workload = workloadOf(this.name, this.labels, 'cron-task', props.image);
    return [
      serviceAccount(workload),
      ...podFiles(workload, props).configMap(),
      this.#cronJob(workload),
      networkPolicy(workload, [], props.egress),
    ];
  }

  #cronJob(workload: ReturnType<typeof workloadOf>): Manifest {
    const { props } = this;
    const { name, running: labels } = workload;
    return {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name, labels },
      spec: {
        schedule: props.schedule,
        timeZone: props.timeZone,
        concurrencyPolicy: props.concurrencyPolicy,
        startingDeadlineSeconds: Math.floor(props.startingDeadline.toMilliseconds() / 1000),
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels },
          spec: {
            activeDeadlineSeconds: Math.floor(props.timeLimit.toMilliseconds() / 1000),
            backoffLimit: props.retries,
            ttlSecondsAfterFinished: KEEP_SECONDS,
            podFailurePolicy: disruptionsAreNoFailures,
            template: podTemplate(workload, props, { restartPolicy: 'Never', spread: false }),
          },
        },
      },
    };
  }
}
