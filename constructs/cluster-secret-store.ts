import * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import type { Manifest } from '../src/model/manifest.ts';
import { exactlyOneProvider, providerProps, providerSpec } from './secret/store-provider.ts';

const props = z
  .strictObject({
    ...providerProps,
    namespaces: z
      .array(z.string().min(1).max(63))
      .min(1)
      .max(1000)
      .optional()
      .describe('Namespaces that may take from the store. Default: all of the cluster.'),
  })
  .check(exactlyOneProvider);

/** Props of {@link ClusterSecretStore}. */
export type ClusterSecretStoreProps = z.input<typeof props>;

/**
 * A store of secrets for many namespaces of a cluster: AWS, Google Cloud, Azure or Vault. Its name is that of its path in the
 * application, and must be unique in the cluster. What it refers to is in the namespace of its application.
 *
 * @source `ClusterSecretStore.external-secrets.io`; the owner's policy must allow the kind
 * @example
 * const store = new ClusterSecretStore(secrets, 'platform', { aws: { region: 'eu-west-1' }, namespaces: ['shop', 'argocd'] });
 * Secret.external(shop, 'stripe', { store, extract: ['prod/stripe'] });
 */
export class ClusterSecretStore extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Name of the store, by which secrets refer to it. */
  declare readonly name: string;
  /** Kind of the store. */
  readonly kind = 'ClusterSecretStore';
  /** Its name as a reference: what takes it must be on the same clusters. */
  readonly reference = this.output('name');

  protected override outputs(): { readonly name: string } {
    return { name: this.name };
  }

  protected override render(): Manifest[] {
    const { namespaces } = this.props;
    return [
      {
        apiVersion: 'external-secrets.io/v1',
        kind: this.kind,
        metadata: { name: this.name, labels: this.labels },
        spec: {
          conditions: namespaces === undefined ? undefined : [{ namespaces }],
          provider: providerSpec(this.props, { namespace: this.application.namespace, isForCluster: true }),
        },
      },
    ];
  }
}
