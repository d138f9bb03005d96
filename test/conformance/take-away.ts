import type { Delivered } from './delivered.ts';
import type { ApiClient } from './harness/api-client.ts';
import { at } from './harness/json.ts';

/** Takes objects away, the last first. Namespaces stay: nothing runs that would empty them. */
export async function takeAway(client: ApiClient, objects: readonly Delivered[]): Promise<void> {
  for (const { object } of [...objects].reverse()) {
    if (at(object, 'kind') === 'Namespace') continue;
    const path = await client.pathOf(object);
    await client.send('DELETE', path);
    const finalizers = JSON.stringify({ metadata: { finalizers: null } });
    await client.send('PATCH', path, finalizers, 'application/merge-patch+json');
  }
}
