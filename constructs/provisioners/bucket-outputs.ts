import type { LateValue } from '../../src/model/value.ts';

/** What every provisioner of the type `bucket` says of its bucket. */
export interface BucketServer {
  readonly name: string | LateValue;
  /** URL of the API, without the bucket. */
  readonly endpoint: string | LateValue;
  readonly protocol: 's3' | 'azblob';
  /** Absent where requests are not signed for a region. */
  readonly region?: string | undefined;
  /** Absent where the cloud knows the pod by its identity. */
  readonly key?: BucketKey | undefined;
}

/** A key that signs requests. */
export interface BucketKey {
  readonly id: string | LateValue;
  readonly secret: LateValue;
}

/** The outputs of the type `bucket`. */
export type BucketOutputs = Readonly<
  Record<'name' | 'endpoint' | 'region' | 'protocol' | 'accessKeyId' | 'secretAccessKey', string | LateValue>
>;

/** Puts the outputs of the type `bucket` together, so that every provisioner gives the same ones. */
export function bucketOutputs({ name, endpoint, protocol, region, key }: BucketServer): BucketOutputs {
  return {
    name,
    endpoint,
    region: region ?? '',
    protocol,
    accessKeyId: key?.id ?? '',
    secretAccessKey: key?.secret ?? '',
  };
}
