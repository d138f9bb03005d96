import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import { dns } from '../src/model/resource-types/dns.ts';
import { needClass } from './need-class.ts';

const props = dns.inputs.extend({ class: needClass() });

/** Props of {@link DnsName}. */
export type DnsNameProps = z.input<typeof props>;

/**
 * A name in the DNS that leads to an address: by default to the Gateway of the cluster, under the cluster's zone.
 *
 * In development nothing is made, and the name is the one that is known already; elsewhere it is a record of Route 53, or one
 * that external-dns makes.
 *
 * @example
 * const name = new DnsName(shop, 'www', {});
 * new WebService(shop, 'web', { image, port: 3000, env: { PUBLIC_HOST: name.host } });
 */
export class DnsName extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** The name, fully qualified. */
  readonly host = this.output(dns, 'host');

  protected override needs(): Need[] {
    const { class: name, ...params } = this.props;
    return [need(dns, params, { class: name })];
  }
}
