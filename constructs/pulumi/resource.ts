import type { Manifest } from '../../src/model/manifest.ts';
import { shortName } from '../../src/model/names.ts';
import type { NeedContext } from '../../src/model/need.ts';
import { type PulumiResourceProps, pulumiOutput, pulumiResource } from '../../src/model/pulumi-resource.ts';
import type { CloudTypes } from './cloud-types.ts';

/** Parts of a resource that Pulumi makes for a need, with properties of just its type. */
export function part<T extends keyof CloudTypes>(
  need: NeedContext<object>,
  type: T,
  suffix: string,
  properties: CloudTypes[T],
  options: Pick<PulumiResourceProps<object>, 'dependsOn' | 'secretOutputs' | 'ignoreChanges'> = {},
): Manifest {
  return pulumiResource({ name: partName(need, suffix), type, properties, labels: need.labels, ...options });
}

/** Name of a part: that of the need, and what the part is of it. */
function partName({ name }: NeedContext<object>, suffix: string): string {
  return shortName(suffix === '' ? name : `${name}-${suffix}`, 63);
}

/** A password of letters and digits, which is made once and stays. */
export function password(need: NeedContext<object>, length: number): Manifest {
  const properties = { length, special: false };
  return part(need, 'random:index/randomPassword:RandomPassword', 'password', properties, {
    secretOutputs: ['result'],
  });
}

/** Name of the Secret of the cluster that Pulumi writes the values of a need to. */
export function connectionOf({ name }: NeedContext<object>): string {
  return `${name}-connection`;
}

/** That Secret, with values of other resources: each member is the resource and the way from it. */
export function connectionSecret(
  need: NeedContext<object>,
  members: Readonly<Record<string, readonly [resource: Manifest, path: string]>>,
): Manifest {
  const name = connectionOf(need);
  const values = Object.entries(members).map(([key, [resource, path]]) => [key, pulumiOutput(resource, path)] as const);
  return pulumiResource({
    name,
    type: 'kubernetes:core/v1:Secret',
    properties: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: need.namespace, labels: need.labels },
      type: 'Opaque',
      stringData: Object.fromEntries(values),
    },
    labels: need.labels,
  });
}
