import type { Manifest } from '../../src/model/manifest.ts';
import { type PulumiResourceProps, pulumiResource } from '../../src/model/pulumi-resource.ts';
import type { CloudTypes } from './cloud-types.ts';

/** Makes a part of something larger: a resource with properties of just its type. */
export type Maker = <T extends keyof CloudTypes>(
  type: T,
  suffix: string,
  properties: CloudTypes[T],
  options?: Pick<PulumiResourceProps<object>, 'dependsOn' | 'secretOutputs' | 'ignoreChanges' | 'clusterValues'>,
) => Manifest;

/** Makes parts that bear the name of the whole, with what each is of it; the one without is the whole itself. */
export function maker(whole: string, labels: Readonly<Record<string, string>>): Maker {
  return (type, suffix, properties, options = {}) =>
    pulumiResource({ name: suffix === '' ? whole : `${whole}-${suffix}`, type, properties, labels, ...options });
}
