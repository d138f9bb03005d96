import { Size } from 'cdk8s';
import { Bucket } from '../../constructs/bucket.ts';
import { CloudIdentity } from '../../constructs/cloud-identity.ts';
import { DnsName } from '../../constructs/dns-name.ts';
import { Mongodb } from '../../constructs/mongodb.ts';
import { Mysql } from '../../constructs/mysql.ts';
import { Postgres } from '../../constructs/postgres.ts';
import { Queue } from '../../constructs/queue.ts';
import { Redis } from '../../constructs/redis.ts';
import { Route } from '../../constructs/route.ts';
import { StoredSecret } from '../../constructs/stored-secret.ts';
import { Topic } from '../../constructs/topic.ts';
import { Volume } from '../../constructs/volume.ts';
import { GOLDEN_PATH, type GoldenPath } from '../../src/model/golden-path.ts';
import type { NeedContext } from '../../src/model/need.ts';
import { needOf, shop, siteOf } from './support.ts';

/** A golden path of each type of resource that has one, with the required props only. */
export const resourcePaths: Readonly<Record<string, () => GoldenPath>> = {
  bucket: () => new Bucket(shop(), 'orders', {}),
  dns: () => new DnsName(shop(), 'orders', {}),
  mongodb: () => new Mongodb(shop(), 'orders', {}),
  mysql: () => new Mysql(shop(), 'orders', {}),
  postgres: () => new Postgres(shop(), 'orders', {}),
  queue: () => new Queue(shop(), 'orders', {}),
  redis: () => new Redis(shop(), 'orders', {}),
  route: () => new Route(shop(), 'orders', { host: 'orders.acme.example', service: 'api', port: 8080 }),
  secret: () => new StoredSecret(shop(), 'orders', { key: 'shop/orders' }),
  'service-account': () => new CloudIdentity(shop(), 'orders', { serviceAccount: 'api' }),
  topic: () => new Topic(shop(), 'orders', {}),
  volume: () => new Volume(shop(), 'orders', { size: Size.gibibytes(5) }),
};

/** Names of the outputs that the golden path of a type declares. */
export function outputsOfPath(type: string): readonly string[] {
  const path = resourcePaths[type]?.();
  return path === undefined ? [] : [...path[GOLDEN_PATH]().outputs.keys()].sort();
}

/** What the golden path of a type needs, as a provisioner sees it. */
export function exampleNeed(type: string): NeedContext {
  const path = resourcePaths[type]?.()[GOLDEN_PATH]();
  const first = path?.needs(siteOf('production'))[0];
  return needOf(type, first?.params ?? {});
}
