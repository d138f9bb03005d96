import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import { serviceAccount } from '../src/model/resource-types/service-account.ts';
import { needClass } from './need-class.ts';

const props = serviceAccount.inputs.extend({ class: needClass() });

/** Props of {@link CloudIdentity}. */
export type CloudIdentityProps = z.input<typeof props>;

/**
 * An identity at the cloud for the pods of a service account, which holds no rights: policies of the cloud give it some.
 *
 * Buckets, queues and topics give theirs to those who refer to them, and need none of these. This is for what Roadbed does not make.
 *
 * @example
 * const identity = new CloudIdentity(shop, 'reader', { serviceAccount: 'reporter' });
 * new WebService(shop, 'reporter', { image, port: 8080, env: { IDENTITY: identity.identity } });
 */
export class CloudIdentity extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** What policies of the cloud call it: the ARN of a role, or a principal; empty where there is no cloud. */
  readonly identity = this.output(serviceAccount, 'identity');

  protected override needs(): Need[] {
    const { class: name, ...params } = this.props;
    return [need(serviceAccount, params, { class: name })];
  }
}
