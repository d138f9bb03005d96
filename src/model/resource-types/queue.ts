import { Duration } from 'cdk8s';
import * as z from 'zod';
import { duration } from '../fields.ts';
import { resourceType } from '../resource-type.ts';

/** A queue whose messages are each taken by one consumer. */
export const queue = resourceType('queue', {
  inputs: z.strictObject({
    retention: duration({ min: Duration.minutes(1), max: Duration.days(14) })
      .default(Duration.days(4))
      .describe('How long a message waits that nobody takes, 1 minute to 14 days.'),
  }),
  outputs: {
    name: 'name',
    /** Protocol that it speaks, such as `amqp` or `sqs`. */
    protocol: 'string',
    /** Where clients connect to, with credentials where they are part of it. */
    url: { kind: 'url', secret: true },
  },
});
