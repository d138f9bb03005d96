import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { postgres } from '../src/model/resource-types/postgres.ts';
import { needClass, needId, needShared } from './need-class.ts';

const props = postgres.inputs.extend({ class: needClass(), id: needId(), shared: needShared() });

/** Props of {@link Postgres}. */
export type PostgresProps = z.input<typeof props>;

/** What a provisioner of the type `postgres` is asked for. */
export type PostgresParams = ParamsOf<typeof postgres>;

/**
 * A PostgreSQL database: CloudNativePG in the cluster, or a managed one, as the environment's provisioner decides.
 *
 * It has one database and one user that owns it, both called `app` in every environment; the server is the application's own.
 *
 * @example
 * const orders = new Postgres(shop, 'orders', { storage: Size.gibibytes(50) });
 * new WebService(shop, 'api', { image, port: 8080, env: { DATABASE_URL: orders.url } });
 */
export class Postgres extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Connection string with credentials and TLS mode; secret, known once the database runs. */
  readonly url = this.output(postgres, 'url');
  /** Host name of the server that takes writes. */
  readonly host = this.output(postgres, 'host');
  /** Port of the server. */
  readonly port = this.output(postgres, 'port');
  /** Name of the database. */
  readonly database = this.output(postgres, 'database');
  /** Name of the user, who owns the database. */
  readonly user = this.output(postgres, 'user');
  /** Password of the user; secret. */
  readonly password = this.output(postgres, 'password');
  /** TLS mode in the words of libpq's `sslmode`; it is never less than `require`. */
  readonly tlsMode = this.output(postgres, 'tlsMode');
  /** Name that a client checks in the server's certificate: the host, but where a listener stands for it; empty where there is none to check. */
  readonly serverName = this.output(postgres, 'serverName');
  /** Certificates that the server's own is signed by, in PEM, for the mode `verify-full`. */
  readonly ca = this.output(postgres, 'ca');

  protected override needs(): Need[] {
    const { class: name, id, shared, ...params } = this.props;
    return [need(postgres, params, { class: name, id, shared })];
  }
}
