import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../fields.ts';
import { resourceType } from '../resource-type.ts';

/** A store that speaks the protocol of Redis 7. */
export const redis = resourceType('redis', {
  inputs: z.strictObject({
    memory: size({ min: Size.mebibytes(16), max: Size.gibibytes(64) })
      .default(Size.mebibytes(256))
      .describe(
        'Data that it holds. When it is full, keys with an expiry go, the least recently used first; then writes fail.',
      ),
  }),
  outputs: {
    host: 'host',
    port: 'port',
    /** Empty where the server asks for none. */
    password: 'string',
    /** `require`, or `disable` within the cluster. */
    tlsMode: 'string',
    /** Name that a client checks in the server's certificate: `host`, but where a listener stands for it. Empty where there is none to check. */
    serverName: { kind: 'string', optional: true },
    /** It holds the password, where the server asks for one. */
    url: 'url',
  },
});
