import { docdbMongodb } from '../constructs/provisioners/docdb-mongodb.ts';
import { eksIdentity } from '../constructs/provisioners/eks-identity.ts';
import { elasticacheRedis } from '../constructs/provisioners/elasticache-redis.ts';
import { rdsMysql } from '../constructs/provisioners/rds-mysql.ts';
import { rdsPostgres } from '../constructs/provisioners/rds-postgres.ts';
import { route53Dns } from '../constructs/provisioners/route53-dns.ts';
import { s3Bucket } from '../constructs/provisioners/s3-bucket.ts';
import { snsTopic } from '../constructs/provisioners/sns-topic.ts';
import { sqsQueue } from '../constructs/provisioners/sqs-queue.ts';
import type { RecipePack } from '../src/model/recipe-pack.ts';

/** Managed resources of AWS by Crossplane, for production, and the identities of EKS. */
export const awsProduction: RecipePack = {
  name: 'aws-production',
  provisioners: [
    docdbMongodb,
    eksIdentity,
    elasticacheRedis,
    rdsMysql,
    rdsPostgres,
    route53Dns,
    s3Bucket,
    snsTopic,
    sqsQueue,
  ],
};
