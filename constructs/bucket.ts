import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../src/model/fields.ts';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import { needClass } from './need-class.ts';

const props = z.strictObject({
  storage: size({ min: Size.gibibytes(1), max: Size.tebibytes(1) })
    .default(Size.gibibytes(10))
    .describe('Disk of a server in the cluster, rounded up to whole GiB; a managed bucket grows by itself.'),
  class: needClass(),
});

/** Props of {@link Bucket}. */
export type BucketProps = z.input<typeof props>;

/** What a provisioner of the type `bucket` is asked for. */
export type BucketParams = Omit<z.output<typeof props>, 'class'>;

/**
 * A bucket for objects: a server in the cluster, or a managed bucket, as the environment's provisioner decides.
 *
 * A managed one is encrypted, closed to the public and keeps former versions of objects; the server in the cluster keeps the newest.
 * Programs speak the API of Amazon S3 to it, which `protocol` says, except on Azure. They give the endpoint and path-style addressing
 * to their client, and the keys only where there are any: where there are none, the cloud knows the pod by its identity.
 *
 * @example
 * const pictures = new Bucket(shop, 'pictures', {});
 * new WebService(shop, 'api', { image, port: 8080, env: { BUCKET: pictures.bucketName, S3_ENDPOINT: pictures.endpointUrl } });
 */
export class Bucket extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Name of the bucket; of the container on Azure. */
  readonly bucketName = this.output('name');
  /** URL of the API, without the bucket. */
  readonly endpointUrl = this.output('endpoint');
  /** Region to sign requests for; empty where there are none. */
  readonly region = this.output('region');
  /** What the endpoint speaks: `s3`, or `azblob` on Azure. */
  readonly protocol = this.output('protocol');
  /** Id of the key that signs requests, or the name of the account on Azure; empty where the cloud knows the pod by its identity. */
  readonly accessKeyId = this.output('accessKeyId');
  /** Key that signs requests, which is secret; empty where the cloud knows the pod by its identity. */
  readonly secretAccessKey = this.output('secretAccessKey');

  protected override needs(): Need<BucketParams>[] {
    const { class: name, ...params } = this.props;
    return [need('bucket', params, { class: name })];
  }
}
