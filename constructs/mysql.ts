import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { mysql } from '../src/model/resource-types/mysql.ts';
import { needClass, needId, needShared } from './need-class.ts';

const props = mysql.inputs.extend({ class: needClass(), id: needId(), shared: needShared() });

/** Props of {@link Mysql}. */
export type MysqlProps = z.input<typeof props>;

/** What a provisioner of the type `mysql` is asked for. */
export type MysqlParams = ParamsOf<typeof mysql>;

/**
 * A MySQL 8.4 database: one server in the cluster, or a managed one, as the environment's provisioner decides.
 *
 * It has one database and one user that owns it, both called `app` in every environment; the server is the application's own and takes
 * no connection without TLS.
 *
 * @example
 * const orders = new Mysql(shop, 'orders', { storage: Size.gibibytes(50) });
 * new WebService(shop, 'api', { image, port: 8080, env: { DATABASE_URL: orders.url } });
 */
export class Mysql extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Connection string with credentials; secret, known once the database runs. How TLS is asked for differs between clients: see `tlsMode`. */
  readonly url = this.output(mysql, 'url');
  /** Host name of the server. */
  readonly host = this.output(mysql, 'host');
  /** Port of the server. */
  readonly port = this.output(mysql, 'port');
  /** Name of the database. */
  readonly database = this.output(mysql, 'database');
  /** Name of the user, who owns the database. */
  readonly user = this.output(mysql, 'user');
  /** Password of the user; secret. */
  readonly password = this.output(mysql, 'password');
  /** TLS mode in the words of MySQL's `ssl-mode`; it is never less than `REQUIRED`. */
  readonly tlsMode = this.output(mysql, 'tlsMode');
  /** Name that a client checks in the server's certificate: the host, but where a listener stands for it; empty where there is none to check. */
  readonly serverName = this.output(mysql, 'serverName');
  /** Certificates that the server's own is signed by, in PEM, where the database is managed. */
  readonly ca = this.output(mysql, 'ca');

  protected override needs(): Need[] {
    const { class: name, id, shared, ...params } = this.props;
    return [need(mysql, params, { class: name, id, shared })];
  }
}
