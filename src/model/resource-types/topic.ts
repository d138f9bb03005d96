import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** A topic whose messages each go to every subscriber. */
export const topic = resourceType('topic', {
  inputs: z.strictObject({}),
  outputs: {
    /** Where clients connect to. */
    url: 'url',
    /** What calls name the topic by: its subject in NATS, its ARN in SNS. */
    name: 'name',
    /** What the server speaks: `nats` or `sns`. */
    protocol: 'string',
    /** Region that requests are signed for; empty where they are not. */
    region: 'string',
    /** Empty where requests are not signed, or the cloud knows the pod by its identity, as the next one is. */
    accessKeyId: 'string',
    secretAccessKey: 'string',
  },
});
