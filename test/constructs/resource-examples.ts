import { Bucket } from '../../constructs/bucket.ts';
import { Postgres } from '../../constructs/postgres.ts';
import { Queue } from '../../constructs/queue.ts';
import { Redis } from '../../constructs/redis.ts';
import { GOLDEN_PATH, type GoldenPath } from '../../src/model/golden-path.ts';
import type { NeedContext } from '../../src/model/need.ts';
import { needOf, shop, siteOf } from './support.ts';

/** A golden path of each type of resource, with the required props only. */
export const resourcePaths: Readonly<Record<string, () => GoldenPath>> = {
  bucket: () => new Bucket(shop(), 'orders', {}),
  postgres: () => new Postgres(shop(), 'orders', {}),
  queue: () => new Queue(shop(), 'orders', {}),
  redis: () => new Redis(shop(), 'orders', {}),
};

/** Names of the outputs that the golden path of a type declares. */
export function outputsOfType(type: string): readonly string[] {
  const path = resourcePaths[type]?.();
  return path === undefined ? [] : [...path[GOLDEN_PATH]().outputs.keys()].sort();
}

/** What the golden path of a type needs, as a provisioner sees it. */
export function exampleNeed(type: string): NeedContext {
  const [first] = resourcePaths[type]?.()[GOLDEN_PATH]().needs(siteOf('production')) ?? [];
  if (first === undefined) throw new Error(`no golden path needs a "${type}"`);
  return needOf(type, first.params);
}
