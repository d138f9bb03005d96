import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { mongodb } from '../src/model/resource-types/mongodb.ts';
import { needClass, needId, needShared } from './need-class.ts';

const props = mongodb.inputs.extend({ class: needClass(), id: needId(), shared: needShared() });

/** Props of {@link Mongodb}. */
export type MongodbProps = z.input<typeof props>;

/** What a provisioner of the type `mongodb` is asked for. */
export type MongodbParams = ParamsOf<typeof mongodb>;

/**
 * A database that speaks the protocol of MongoDB: one server in the cluster, or Amazon DocumentDB, as the environment's provisioner decides.
 *
 * It has one database and one user, both called `app` in every environment. DocumentDB speaks MongoDB 5.0 and has no retryable writes,
 * which `url` says in both: keep to what 5.0 knows.
 *
 * @example
 * const carts = new Mongodb(shop, 'carts', {});
 * new WebService(shop, 'api', { image, port: 8080, env: { MONGODB_URL: carts.url } });
 */
export class Mongodb extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Connection string with credentials and TLS mode; secret, known once the database runs. */
  readonly url = this.output(mongodb, 'url');
  /** Host name of the server that takes writes. */
  readonly host = this.output(mongodb, 'host');
  /** Port of the server. */
  readonly port = this.output(mongodb, 'port');
  /** Name of the database. */
  readonly database = this.output(mongodb, 'database');
  /** Name of the user. */
  readonly user = this.output(mongodb, 'user');
  /** Password of the user; secret. */
  readonly password = this.output(mongodb, 'password');
  /** Whether connections are encrypted: `require`, or `disable` within the cluster. */
  readonly tlsMode = this.output(mongodb, 'tlsMode');
  /** Name that a client checks in the server's certificate: the host, but where a listener stands for it; empty where there is none to check. */
  readonly serverName = this.output(mongodb, 'serverName');
  /** Certificates that the server's own is signed by, in PEM, where connections are encrypted. */
  readonly ca = this.output(mongodb, 'ca');

  protected override needs(): Need[] {
    const { class: name, id, shared, ...params } = this.props;
    return [need(mongodb, params, { class: name, id, shared })];
  }
}
