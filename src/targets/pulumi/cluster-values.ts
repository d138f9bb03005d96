import { member } from '../../model/member.ts';
import { isPulumiResource } from '../../model/pulumi-resource.ts';
import type { DeliveredObject } from './delivery.ts';

/** A value as the resource that gives it says it. */
export interface GivenValue {
  readonly object: DeliveredObject;
  readonly raw: unknown;
}

/** The values that resources give their clusters, by cluster and name. */
export class ClusterValues {
  readonly #given = new Map<string, GivenValue>();

  constructor(objects: readonly DeliveredObject[]) {
    for (const object of objects) {
      const { manifest } = object.resolved;
      if (!isPulumiResource(manifest)) continue;
      const values = Object.entries(Object(member(manifest.spec, 'clusterValues') ?? {}));
      for (const [name, raw] of values) this.#given.set(`${object.cluster.name} ${name}`, { object, raw });
    }
  }

  of(cluster: string, name: string): GivenValue | undefined {
    return this.#given.get(`${cluster} ${name}`);
  }
}
