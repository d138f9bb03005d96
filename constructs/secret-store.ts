import * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import type { Manifest } from '../src/model/manifest.ts';
import { exactlyOneProvider, providerProps, providerSpec } from './secret/store-provider.ts';

const props = z.strictObject(providerProps).check(exactlyOneProvider);

/** Props of {@link SecretStore}. */
export type SecretStoreProps = z.input<typeof props>;

/**
 * A store of secrets for one namespace, that of its application: AWS, Google Cloud, Azure or Vault. Credentials are references, or the
 * identity of a workload; the best one needs none.
 *
 * @source `SecretStore.external-secrets.io`
 * @example
 * const store = new SecretStore(shop, 'vault', { vault: { server: 'https://vault.acme.example:8200', role: 'shop' } });
 * Secret.external(shop, 'stripe', { store, data: { 'api-key': { key: 'shop/stripe', property: 'apiKey' } } });
 */
export class SecretStore extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Name of the store, by which secrets refer to it. */
  declare readonly name: string;
  /** Kind of the store. */
  readonly kind = 'SecretStore';
  /** Its name as a reference: what takes it must be on the same clusters. */
  readonly reference = this.output('name');

  /** Namespace that it is for. */
  get namespace(): string {
    return this.application.namespace;
  }

  protected override outputs(): { readonly name: string } {
    return { name: this.name };
  }

  protected override render(): Manifest[] {
    return [
      {
        apiVersion: 'external-secrets.io/v1',
        kind: this.kind,
        metadata: { name: this.name, labels: this.labels },
        spec: { provider: providerSpec(this.props, { namespace: this.application.namespace, isForCluster: false }) },
      },
    ];
  }
}
