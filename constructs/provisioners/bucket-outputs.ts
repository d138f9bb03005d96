import type { OutputsOf } from '../../src/model/resource-type.ts';
import type { bucket } from '../../src/model/resource-types/bucket.ts';
import type { LateValue } from '../../src/model/value.ts';

/** What every provisioner of the type `bucket` says of its bucket. */
export interface BucketServer {
  readonly name: string | LateValue;
  /** URL of the API, without the bucket. */
  readonly endpoint: string | LateValue;
  readonly protocol: 's3' | 'gcs' | 'azblob';
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

/** Puts the outputs of the type `bucket` together, so that every provisioner gives the same ones. */
export function bucketOutputs({ name, endpoint, protocol, region, key }: BucketServer): OutputsOf<typeof bucket> {
  return {
    name,
    endpoint,
    region: region ?? '',
    protocol,
    accessKeyId: key?.id ?? '',
    secretAccessKey: key?.secret ?? '',
  };
}
