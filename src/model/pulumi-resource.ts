import type { Manifest } from './manifest.ts';

/** API version of resources that Pulumi makes; no API server ever sees them. */
const PULUMI_API = 'pulumi.roadbed.dev/v1';
/** Kind of resources that Pulumi makes. */
const PULUMI_KIND = 'Resource';

/** Another resource of Pulumi, by its name in the namespace. */
export interface NamedResource {
  readonly metadata: { readonly name: string };
}

/** A resource that Pulumi makes, by its type token: what a Pulumi provisioner gives for the control plane. */
export interface PulumiResourceProps<P extends object> {
  /** Name in the namespace: a DNS label. Other resources of the namespace on the same cluster refer to it by this name. */
  readonly name: string;
  /** Type token, such as `aws:rds/instance:Instance`. Its provider's package is not loaded. */
  readonly type: string;
  /**
   * Properties. A text may hold values of other resources as {@link pulumiOutput} writes them; any other `$` is doubled, as
   * {@link pulumiText} does.
   */
  readonly properties: P;
  /**
   * Resources that must be there first, although no value of theirs is taken: such as the policies of a role before who uses it.
   * @default - those whose values stand in the properties
   */
  readonly dependsOn?: readonly NamedResource[];
  /**
   * Outputs that are secrets although the provider does not say so.
   * @default - those that the provider says
   */
  readonly secretOutputs?: readonly string[];
  /**
   * Properties of which a change is ignored, such as what a controller changes.
   * @default - none
   */
  readonly ignoreChanges?: readonly string[];
  /**
   * Values that it gives the cluster which it is made for, such as `vpcId` and `kubeconfig`; they may hold values of other resources.
   * @default - none
   */
  readonly clusterValues?: Readonly<Record<string, unknown>>;
  /**
   * Labels, which tell people and `patch` what the resource belongs to.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A resource that Pulumi makes, as a manifest, so that patches, guards, ownership and `explain` hold for it as for any other. */
export function pulumiResource<P extends object>(props: PulumiResourceProps<P>): Manifest {
  const { name, type, properties, dependsOn, secretOutputs, ignoreChanges, clusterValues, labels } = props;
  const first = dependsOn?.map(({ metadata }) => metadata.name);
  return {
    apiVersion: PULUMI_API,
    kind: PULUMI_KIND,
    metadata: { name, labels },
    spec: { type, properties, dependsOn: first, secretOutputs, ignoreChanges, clusterValues },
  };
}

/**
 * The value of a resource that is known when Pulumi has made it, for the properties of another one.
 *
 * @example
 * const database = pulumiResource({ name: 'orders', type: 'aws:rds/instance:Instance', properties: { engine: 'postgres' } });
 * pulumiOutput(database, 'address'); // '${orders.address}'
 */
export function pulumiOutput(resource: NamedResource, path: string): string {
  return `\${${resource.metadata.name}.${path}}`;
}

/** A value of the cluster that the resource is made for, such as `vpcId`: of its own network, or as the program gives it. */
export function pulumiClusterValue(name: string): string {
  return `\${cluster.${name}}`;
}

/** A text that Pulumi takes as it is, whatever it holds. */
export function pulumiText(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** Whether an object is a resource that Pulumi makes. */
export function isPulumiResource(object: { readonly apiVersion: string; readonly kind: string }): boolean {
  return object.kind === PULUMI_KIND && object.apiVersion === PULUMI_API;
}
