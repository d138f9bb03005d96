import { cnpgPostgres } from '../constructs/provisioners/cnpg-postgres.ts';
import { inClusterBucket } from '../constructs/provisioners/in-cluster-bucket.ts';
import { inClusterMongodb } from '../constructs/provisioners/in-cluster-mongodb.ts';
import { inClusterMysql } from '../constructs/provisioners/in-cluster-mysql.ts';
import { inClusterQueue } from '../constructs/provisioners/in-cluster-queue.ts';
import { inClusterRedis } from '../constructs/provisioners/in-cluster-redis.ts';
import { inClusterTopic } from '../constructs/provisioners/in-cluster-topic.ts';
import { knownDns } from '../constructs/provisioners/known-dns.ts';
import type { RecipePack } from '../src/model/recipe-pack.ts';

/** Everything in the cluster, for development and staging, whose data may be made again. The cluster needs CloudNativePG and External Secrets. */
export const development: RecipePack = {
  name: 'development',
  provisioners: [
    cnpgPostgres,
    inClusterBucket,
    inClusterMongodb,
    inClusterMysql,
    inClusterQueue,
    inClusterRedis,
    inClusterTopic,
    knownDns,
  ],
};
