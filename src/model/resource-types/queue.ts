import { Duration } from 'cdk8s';
import * as z from 'zod';
import { duration } from '../fields.ts';
import { resourceType } from '../resource-type.ts';

/** A queue whose messages are each taken by one consumer, with a dead-letter queue for those that fail too often. */
export const queue = resourceType('queue', {
  inputs: z.strictObject({
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
      .describe('Time that a message waits for somebody who takes it, in whole seconds.'),
  }),
  outputs: {
    /** Where clients connect to, with credentials where they are part of it. */
    url: 'url',
    /** What calls name the queue by: its name in AMQP, its URL in SQS. */
    name: 'name',
    deadLetterName: 'name',
    /** What the server speaks: `amqp` or `sqs`. */
    protocol: 'string',
    /** Region that requests are signed for; empty where they are not. */
    region: 'string',
    /** Empty where requests are not signed, or the cloud knows the pod by its identity, as the next one is. */
    accessKeyId: 'string',
    secretAccessKey: 'string',
  },
});
