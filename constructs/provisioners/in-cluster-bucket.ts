import { shortName } from '../../src/model/names.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { bucket as bucketType } from '../../src/model/resource-types/bucket.ts';
import type { Site } from '../../src/model/site.ts';
import type { BucketParams } from '../bucket.ts';
import { bucketOutputs } from './bucket-outputs.ts';
import { credentialsOf, generatedPassword, PASSWORD_KEY } from './generated-secret.ts';
import { guardedServer, type InClusterServer, serverHost, wholeGibibytes } from './in-cluster-server.ts';

/** Versity's gateway, under the Apache licence: MinIO takes no more changes and publishes no images. */
const IMAGE =
  'ghcr.io/versity/versitygw:v1.8.0@sha256:30292fc2eeacc67a36993b01f7a7a5e3361a19cced0e80c1d71cfa2a4b0a2499';
const COMPONENT = 'bucket';
const PORT = 7070;
/** Id of the server's one key. */
const KEY_ID = 'app';
/** What a server that has no region is signed for. */
const REGION = 'us-east-1';

type BucketNeed = NeedContext<BucketParams>;

/**
 * A server in the cluster that speaks the API of Amazon S3 and keeps objects as files on a volume; for environments whose data
 * may be made again. It has one bucket, and knows it by its path. It keeps no former versions.
 *
 * The cluster needs External Secrets, which makes the key.
 *
 * @source StatefulSet, Service, NetworkPolicy, `Password.generators.external-secrets.io`, `ExternalSecret.external-secrets.io`
 * @see https://github.com/versity/versitygw/wiki
 */
export const inClusterBucket = provisioner(bucketType, {
  name: 'in-cluster-bucket',
  when: { tier: ['development', 'staging'] },
  provision(need: BucketNeed, site: Site) {
    const bucket = shortName(`${need.namespace}-${need.name}`, 63);
    const outputs = bucketOutputs({
      name: bucket,
      endpoint: `http://${serverHost(need)}:${PORT}`,
      protocol: 's3',
      region: REGION,
      key: { id: KEY_ID, secret: generatedPassword(need) },
    });
    return guardedServer(need, site.tier, server(need, bucket), outputs);
  },
});

function server(need: BucketNeed, bucket: string): InClusterServer {
  return {
    component: COMPONENT,
    image: IMAGE,
    user: 1000,
    port: PORT,
    portName: 'http',
    env: environment(need),
    memory: '256Mi',
    storage: wholeGibibytes(need.params.storage),
    dataPath: '/data',
    // Each folder at the top is a bucket.
    prepare: ['mkdir', '-p', `/data/${bucket}`],
    scratch: { tmp: '/tmp' },
    ready: { httpGet: { path: HEALTH, port: PORT } },
  };
}

/** Path on which the server says that it is well; no bucket can have its name. */
const HEALTH = '/_/health';

function environment(need: BucketNeed): readonly object[] {
  return [
    { name: 'VGW_BACKEND', value: 'posix' },
    { name: 'VGW_BACKEND_ARG', value: '/data' },
    { name: 'VGW_PORT', value: `:${PORT}` },
    { name: 'VGW_REGION', value: REGION },
    { name: 'VGW_HEALTH', value: HEALTH },
    { name: 'ROOT_ACCESS_KEY_ID', value: KEY_ID },
    { name: 'ROOT_SECRET_ACCESS_KEY', valueFrom: { secretKeyRef: { name: credentialsOf(need), key: PASSWORD_KEY } } },
  ];
}
