import { cnpgPostgres } from '../constructs/provisioners/cnpg-postgres.ts';
import { elasticacheRedis } from '../constructs/provisioners/elasticache-redis.ts';
import { inClusterRedis } from '../constructs/provisioners/in-cluster-redis.ts';
import { rdsPostgres } from '../constructs/provisioners/rds-postgres.ts';
import type { Provisioner } from '../src/model/need.ts';

/**
 * The provisioners that a platform begins with: databases and caches in the cluster where data may be made again, and
 * managed ones of AWS in production.
 */
export const standardProvisioners: readonly Provisioner[] = [
  cnpgPostgres,
  rdsPostgres,
  inClusterRedis,
  elasticacheRedis,
];
