import { bucket } from './resource-types/bucket.ts';
import { dns } from './resource-types/dns.ts';
import { mongodb } from './resource-types/mongodb.ts';
import { mysql } from './resource-types/mysql.ts';
import { namespace } from './resource-types/namespace.ts';
import { postgres } from './resource-types/postgres.ts';
import { queue } from './resource-types/queue.ts';
import { redis } from './resource-types/redis.ts';
import { route } from './resource-types/route.ts';
import { secret } from './resource-types/secret.ts';
import { serviceAccount } from './resource-types/service-account.ts';
import { topic } from './resource-types/topic.ts';
import { volume } from './resource-types/volume.ts';

/**
 * The types of resources that Roadbed's own golden paths and provisioners agree on. `resourceType()` makes more of them.
 *
 * @example
 * need(resourceTypes.bucket, { storage: Size.gibibytes(50) });
 */
export const resourceTypes = {
  bucket,
  dns,
  mongodb,
  mysql,
  namespace,
  postgres,
  queue,
  redis,
  route,
  secret,
  serviceAccount,
  topic,
  volume,
} as const;
