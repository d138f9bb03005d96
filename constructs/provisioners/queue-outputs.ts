import type { OutputsOf } from '../../src/model/resource-type.ts';
import type { queue } from '../../src/model/resource-types/queue.ts';
import type { LateValue, UrlValue } from '../../src/model/value.ts';

/** What every provisioner of the type `queue` says of its queue. */
export interface QueueServer {
  readonly url: string | LateValue | UrlValue;
  readonly name: string | LateValue;
  readonly deadLetterName: string | LateValue;
  readonly protocol: 'amqp' | 'sqs';
  /** Absent where requests are not signed. */
  readonly region?: string | undefined;
  /** Absent where requests are not signed, or the cloud knows the pod by its identity. */
  readonly key?: { readonly id: LateValue; readonly secret: LateValue } | undefined;
}

/** Puts the outputs of the type `queue` together, so that every provisioner gives the same ones. */
export function queueOutputs({
  url,
  name,
  deadLetterName,
  protocol,
  region,
  key,
}: QueueServer): OutputsOf<typeof queue> {
  return {
    url,
    name,
    deadLetterName,
    protocol,
    region: region ?? '',
    accessKeyId: key?.id ?? '',
    secretAccessKey: key?.secret ?? '',
  };
}
