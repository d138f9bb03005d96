import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { queue } from '../src/model/resource-types/queue.ts';
import { needClass, needId, needShared } from './need-class.ts';

const props = queue.inputs.extend({ class: needClass(), id: needId(), shared: needShared() });

/** Props of {@link Queue}. */
export type QueueProps = z.input<typeof props>;

/** What a provisioner of the type `queue` is asked for. */
export type QueueParams = ParamsOf<typeof queue>;

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
  readonly url = this.output(queue, 'url');
  /** What calls name the queue by: its name in AMQP, its URL in SQS. */
  readonly queueName = this.output(queue, 'name');
  /** What calls name the dead-letter queue by. */
  readonly deadLetterName = this.output(queue, 'deadLetterName');
  /** What the server speaks: `amqp`, which is AMQP 0.9.1, or `sqs`. */
  readonly protocol = this.output(queue, 'protocol');
  /** Region to sign requests for; empty where requests are not signed. */
  readonly region = this.output(queue, 'region');
  /** Id of the key that signs requests; empty where there is none, or the cloud knows the pod by its identity. */
  readonly accessKeyId = this.output(queue, 'accessKeyId');
  /** Key that signs requests, which is secret; empty where there is none, or the cloud knows the pod by its identity. */
  readonly secretAccessKey = this.output(queue, 'secretAccessKey');

  protected override needs(): Need[] {
    const { class: name, id, shared, ...params } = this.props;
    return [need(queue, params, { class: name, id, shared })];
  }
}
