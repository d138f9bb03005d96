import { shortName } from '../../src/model/names.ts';
import type { NeedContext } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';

/**
 * Name of a resource at a cloud, where all clusters' resources lie side by side: namespace, name and, as the need is
 * shared, cluster or environment. It is made of lower-case letters, digits and single hyphens, and ends in a digest: without
 * it `orders-db` in the namespace `shop` and `db` in `shop-orders` would be one database.
 *
 * @param max most characters
 * @param account what the name is unique in besides, such as the account, where strangers' resources lie beside ours
 */
export function resourceName(need: NeedContext<object>, site: Site, max: number, account?: string): string {
  const owner = { cluster: () => [site.name], environment: () => [site.environment], once: () => [] };
  const further = account === undefined ? [] : [account];
  const parts = [need.namespace, need.name, ...owner[need.shared](), ...further].join('/');
  return shortName(/^[a-z]/.test(parts) ? parts : `ns/${parts}`, max);
}
