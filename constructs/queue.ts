import { Duration } from 'cdk8s';
import * as z from 'zod';
import { duration } from '../src/model/fields.ts';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import { needClass } from './need-class.ts';

const props = z.strictObject({
  visibilityTimeout: duration({ min: Duration.minutes(1), max: Duration.hours(12) })
    .default(Duration.minutes(5))
    .describe('Time that a consumer has to finish a message, in whole seconds; then another one gets it.'),
  maxReceives: z
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .describe('How often a message is handed out, 1 to 1000 times, before it goes to the dead-letter queue.'),
  retention: duration({ min: Duration.minutes(1), max: Duration.days(14) })
    .default(Duration.days(4))
    .describe('Time after which a message that nobody took is gone, in whole seconds.'),
  class: needClass(),
});

/** Props of {@link Queue}. */
export type QueueProps = z.input<typeof props>;

/** What a provisioner of the type `queue` is asked for. */
export type QueueParams = Omit<z.output<typeof props>, 'class'>;

/**
 * A queue of messages with a dead-letter queue: RabbitMQ in the cluster, or a managed one, as the environment's provisioner decides.
 *
 * A message may come more than once and out of order. What fails too often goes to the dead-letter queue and stays there for 14 days.
 * A program asks `protocol` which client it takes.
 *
 * @example
 * const jobs = new Queue(shop, 'jobs', { maxReceives: 3 });
 * new Worker(shop, 'mailer', { image, env: { QUEUE_URL: jobs.url, QUEUE: jobs.queueName, QUEUE_PROTOCOL: jobs.protocol } });
 */
export class Queue extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** URL to connect to, with credentials where the server takes them there; then it is secret. */
  readonly url = this.output('url');
  /** What calls name the queue by: its name in AMQP, its URL in SQS. */
  readonly queueName = this.output('name');
  /** What calls name the dead-letter queue by. */
  readonly deadLetterName = this.output('deadLetterName');
  /** What the server speaks: `amqp`, which is AMQP 0.9.1, or `sqs`. */
  readonly protocol = this.output('protocol');
  /** Region to sign requests for; empty where requests are not signed. */
  readonly region = this.output('region');
  /** Id of the key that signs requests; empty where there is none, or the cloud knows the pod by its identity. */
  readonly accessKeyId = this.output('accessKeyId');
  /** Key that signs requests, which is secret; empty where there is none, or the cloud knows the pod by its identity. */
  readonly secretAccessKey = this.output('secretAccessKey');

  protected override needs(): Need<QueueParams>[] {
    const { class: name, ...params } = this.props;
    return [need('queue', params, { class: name })];
  }
}
