import type * as pulumi from '@pulumi/pulumi';

/** How Pulumi reaches a cluster, and what it must know of it. */
export interface ClusterAccess {
  /**
   * A provider that the program has made itself; nothing else of the access is then looked at.
   * @default - one is made of the other members
   */
  readonly provider?: pulumi.ProviderResource;
  /**
   * A kubeconfig: its text, or the path of the file.
   * @default - the secret `kubeconfig-<cluster>` of the stack's configuration, unless a context or a folder is given
   */
  readonly kubeconfig?: pulumi.Input<string>;
  /**
   * Context of the kubeconfig.
   * @default - its current context
   */
  readonly context?: pulumi.Input<string>;
  /**
   * Folder that manifests are written to, instead of to the cluster.
   * @default - none: the cluster is changed
   */
  readonly renderYamlToDirectory?: pulumi.Input<string>;
  /**
   * Values that resources of clouds take from the cluster's surroundings, such as `vpcId` and `privateSubnetIds`.
   * @default - `<value>-<cluster>` of the stack's configuration, such as `vpcId-eu`
   */
  readonly values?: Readonly<Record<string, pulumi.Input<unknown>>>;
}

/** The settings of a provider that the program itself gives, if it gives any. */
export function givenInputs({ kubeconfig, context, renderYamlToDirectory }: ClusterAccess): pulumi.Inputs | undefined {
  const given = Object.entries({ kubeconfig, context, renderYamlToDirectory }).filter(
    ([, value]) => value !== undefined,
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
