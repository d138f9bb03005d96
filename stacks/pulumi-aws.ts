import { pulumiElasticacheRedis } from '../constructs/pulumi/elasticache-redis.ts';
import { pulumiRdsPostgres } from '../constructs/pulumi/rds-postgres.ts';
import { pulumiRoute53Dns } from '../constructs/pulumi/route53-dns.ts';
import { pulumiS3Bucket } from '../constructs/pulumi/s3-bucket.ts';
import { pulumiSqsQueue } from '../constructs/pulumi/sqs-queue.ts';
import type { RecipePack } from '../src/model/recipe-pack.ts';

/**
 * Databases, caches, buckets, queues and DNS names of AWS in production, made by Pulumi: RDS, ElastiCache, S3, SQS and Route 53.
 *
 * @example
 * const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' }, recipes: [pulumiAws] });
 */
export const pulumiAws: RecipePack = {
  name: 'pulumi-aws',
  provisioners: [pulumiRdsPostgres, pulumiElasticacheRedis, pulumiS3Bucket, pulumiSqsQueue, pulumiRoute53Dns],
};
