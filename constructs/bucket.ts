import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { bucket } from '../src/model/resource-types/bucket.ts';
import { needClass, needId, needShared } from './need-class.ts';

const props = bucket.inputs.extend({ class: needClass(), id: needId(), shared: needShared() });

/** Props of {@link Bucket}. */
export type BucketProps = z.input<typeof props>;

/** What a provisioner of the type `bucket` is asked for. */
export type BucketParams = ParamsOf<typeof bucket>;

/**
 * A bucket for objects: a server in the cluster, or a managed bucket, as the environment's provisioner decides.
 *
 * A managed one is encrypted, closed to the public and keeps former versions of objects; the server in the cluster keeps the newest.
 * A program asks `protocol` which client it takes. It gives the client of S3 the endpoint, path-style addressing, and
 * the keys only where there are any: where there are none, the cloud knows the pod by its identity.
 *
 * @example
 * const pictures = new Bucket(shop, 'pictures', {});
 * new WebService(shop, 'api', { image, port: 8080, env: { BUCKET: pictures.bucketName, S3_ENDPOINT: pictures.endpointUrl } });
 */
export class Bucket extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Name of the bucket; of the container on Azure. */
  readonly bucketName = this.output(bucket, 'name');
  /** URL of the API, without the bucket. */
  readonly endpointUrl = this.output(bucket, 'endpoint');
  /** Region to sign requests for; empty where there are none. */
  readonly region = this.output(bucket, 'region');
  /** What the endpoint speaks: `s3`, `gcs` or `azblob`. */
  readonly protocol = this.output(bucket, 'protocol');
  /** Id of the key that signs requests, or the name of the account on Azure; empty where the cloud knows the pod by its identity. */
  readonly accessKeyId = this.output(bucket, 'accessKeyId');
  /** Key that signs requests, which is secret; empty where the cloud knows the pod by its identity. */
  readonly secretAccessKey = this.output(bucket, 'secretAccessKey');

  protected override needs(): Need[] {
    const { class: name, id, shared, ...params } = this.props;
    return [need(bucket, params, { class: name, id, shared })];
  }
}
