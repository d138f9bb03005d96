import type { OutputsOf } from '../../src/model/resource-type.ts';
import type { topic } from '../../src/model/resource-types/topic.ts';
import type { LateValue } from '../../src/model/value.ts';

/** What every provisioner of the type `topic` says of its topic. */
export interface TopicServer {
  readonly url: string;
  readonly name: string | LateValue;
  readonly protocol: 'nats' | 'sns';
  /** Absent where requests are not signed. */
  readonly region?: string;
  /** Absent where requests are not signed, or the cloud knows the pod by its identity. */
  readonly key?: { readonly id: LateValue; readonly secret: LateValue } | undefined;
}

/** Puts the outputs of the type `topic` together, so that every provisioner gives the same ones. */
export function topicOutputs({ url, name, protocol, region, key }: TopicServer): OutputsOf<typeof topic> {
  return {
    url,
    name,
    protocol,
    region: region ?? '',
    accessKeyId: key?.id ?? '',
    secretAccessKey: key?.secret ?? '',
  };
}
