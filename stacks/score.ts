import { Bucket } from '../constructs/bucket.ts';
import { CloudIdentity } from '../constructs/cloud-identity.ts';
import { DnsName } from '../constructs/dns-name.ts';
import { Mongodb } from '../constructs/mongodb.ts';
import { Mysql } from '../constructs/mysql.ts';
import { Postgres } from '../constructs/postgres.ts';
import { Queue } from '../constructs/queue.ts';
import { Redis } from '../constructs/redis.ts';
import { Route } from '../constructs/route.ts';
import { StoredSecret } from '../constructs/stored-secret.ts';
import { Topic } from '../constructs/topic.ts';
import { Volume } from '../constructs/volume.ts';
import { Workload } from '../constructs/workload.ts';

/** The golden paths that Score files become, by the names that they are planned by. */
export const scoreGoldenPaths = {
  Bucket,
  CloudIdentity,
  DnsName,
  Mongodb,
  Mysql,
  Postgres,
  Queue,
  Redis,
  Route,
  StoredSecret,
  Topic,
  Volume,
  Workload,
} as const;
