import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { topic } from '../src/model/resource-types/topic.ts';
import { needClass, needId, needShared } from './need-class.ts';

const props = topic.inputs.extend({ class: needClass(), id: needId(), shared: needShared() });

/** Props of {@link Topic}. */
export type TopicProps = z.input<typeof props>;

/** What a provisioner of the type `topic` is asked for. */
export type TopicParams = ParamsOf<typeof topic>;

/**
 * A topic whose messages each go to every subscriber: NATS in the cluster, or Amazon SNS, as the environment's provisioner decides.
 *
 * A program asks `protocol` which client it takes.
 *
 * @example
 * const events = new Topic(shop, 'events', {});
 * new WebService(shop, 'api', { image, port: 8080, env: { TOPIC_URL: events.url, TOPIC: events.topicName, TOPIC_PROTOCOL: events.protocol } });
 */
export class Topic extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** URL to connect to. */
  readonly url = this.output(topic, 'url');
  /** What calls name the topic by: its subject in NATS, its ARN in SNS. */
  readonly topicName = this.output(topic, 'name');
  /** What the server speaks: `nats` or `sns`. */
  readonly protocol = this.output(topic, 'protocol');
  /** Region to sign requests for; empty where requests are not signed. */
  readonly region = this.output(topic, 'region');
  /** Id of the key that signs requests; empty where there is none, or the cloud knows the pod by its identity. */
  readonly accessKeyId = this.output(topic, 'accessKeyId');
  /** Key that signs requests, which is secret; empty where there is none, or the cloud knows the pod by its identity. */
  readonly secretAccessKey = this.output(topic, 'secretAccessKey');

  protected override needs(): Need[] {
    const { class: name, id, shared, ...params } = this.props;
    return [need(topic, params, { class: name, id, shared })];
  }
}
