import * as z from 'zod';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { isDnsLabel } from '../../src/model/names.ts';
import { ADDONS, TAKEN_OVER } from './eks-plan.ts';
import { managedFields, replaceable } from './managed.ts';

const label = z.string().max(100).refine(isDnsLabel, { error: 'must be a DNS label' });

const props = z.strictObject({
  cluster: label.describe('Name of the managed resource of the cluster, in the same namespace.'),
  region: z.string().describe('Region of the cluster.'),
  addons: z
    .record(label, z.string().min(1))
    .default({})
    .describe(
      'Versions of add-ons, by name, such as `v1.19.0-eksbuild.1`; a further one is installed. Default: what EKS takes for the version of the cluster.',
    ),
  providerConfig: managedFields.providerConfig,
});

/** Props of {@link EksAddons}. */
export type EksAddonsProps = z.input<typeof props>;

/**
 * The add-ons of an EKS cluster: network, DNS, proxy, pod identity and disks. They come when the cluster and its identities are there: a pod
 * that starts before its identity never gets it.
 *
 * @source `Addon.eks.aws.m.upbound.io` of the AWS provider
 * @example
 * const infrastructure = new Application(platform, 'clusters', { owner: 'platform', onHub: true });
 * const eu = new EksCluster(infrastructure, 'eu', { region: 'eu-west-1' });
 * new EksAddons(infrastructure, 'eu-addons', { cluster: 'eu', region: 'eu-west-1' }).node.addDependency(eu);
 */
export class EksAddons extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    const { cluster, region, addons, providerConfig } = this.props;
    const names = [...new Set([...ADDONS, ...Object.keys(addons)])].sort();
    return names.map((addonName) =>
      replaceable(
        { cluster, labels: this.labels, protect: false, providerConfig },
        {
          apiVersion: 'eks.aws.m.upbound.io/v1beta1',
          kind: 'Addon',
          name: `${cluster}-${addonName}`,
          forProvider: {
            region,
            clusterNameRef: { name: cluster },
            addonName,
            ...(Object.hasOwn(addons, addonName) ? { addonVersion: addons[addonName] } : {}),
            ...TAKEN_OVER,
          },
        },
      ),
    );
  }
}
