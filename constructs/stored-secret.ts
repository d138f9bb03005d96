import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { secret } from '../src/model/resource-types/secret.ts';
import { needClass } from './need-class.ts';

const props = secret.inputs.extend({ class: needClass() });

/** Props of {@link StoredSecret}. */
export type StoredSecretProps = z.input<typeof props>;

/** What a provisioner of the type `secret` is asked for. */
export type StoredSecretParams = ParamsOf<typeof secret>;

/**
 * A secret that a person or another system keeps in the platform's store, such as the key of a payment service.
 *
 * External Secrets copies it to the cluster, and again within the hour when it changes. Its text never passes through Roadbed.
 *
 * @example
 * const stripe = new StoredSecret(shop, 'stripe', { key: 'shop/stripe', property: 'api-key' });
 * new WebService(shop, 'api', { image, port: 8080, env: { STRIPE_KEY: stripe.value } });
 */
export class StoredSecret extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** The secret. */
  readonly value = this.output(secret, 'value');

  protected override needs(): Need[] {
    const { class: name, ...params } = this.props;
    return [need(secret, params, { class: name })];
  }
}
