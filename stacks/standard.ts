import { cnpgPostgres } from '../constructs/provisioners/cnpg-postgres.ts';
import { elasticacheRedis } from '../constructs/provisioners/elasticache-redis.ts';
import { inClusterBucket } from '../constructs/provisioners/in-cluster-bucket.ts';
import { inClusterQueue } from '../constructs/provisioners/in-cluster-queue.ts';
import { inClusterRedis } from '../constructs/provisioners/in-cluster-redis.ts';
import { rdsPostgres } from '../constructs/provisioners/rds-postgres.ts';
import { s3Bucket } from '../constructs/provisioners/s3-bucket.ts';
import { sqsQueue } from '../constructs/provisioners/sqs-queue.ts';
import type { Provisioner } from '../src/model/need.ts';

/**
 * The provisioners that a platform begins with: databases, caches, buckets and queues in the cluster where data may be made again, and
 * managed ones of AWS in production.
 */
export const standardProvisioners: readonly Provisioner[] = [
  cnpgPostgres,
  rdsPostgres,
  inClusterRedis,
  elasticacheRedis,
  inClusterBucket,
  s3Bucket,
  inClusterQueue,
  sqsQueue,
];
