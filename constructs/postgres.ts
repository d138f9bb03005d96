import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../src/model/fields.ts';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import { needClass } from './need-class.ts';

const props = z.strictObject({
  storage: size({ min: Size.gibibytes(1), max: Size.tebibytes(16) })
    .default(Size.gibibytes(20))
    .describe('Disk of each server, rounded up to whole GiB. It can grow later and never shrink.'),
  instances: z
    .literal([1, 3, 5])
    .optional()
    .describe('Servers, of which one takes writes: 1, 3 or 5. Default: 1 in development, 3 elsewhere.'),
  memory: size({ min: Size.mebibytes(256), max: Size.gibibytes(256) })
    .default(Size.gibibytes(1))
    .describe('Memory of each server; a managed database takes the smallest machine that has as much.'),
  version: z
    .literal([15, 16, 17, 18])
    .default(17)
    .describe(
      'Major version of PostgreSQL: 15, 16, 17 or 18. Raising it is an upgrade with a pause; it never goes back.',
    ),
  class: needClass(),
});

/** Props of {@link Postgres}. */
export type PostgresProps = z.input<typeof props>;

/** What a provisioner of the type `postgres` is asked for. */
export type PostgresParams = Omit<z.output<typeof props>, 'class'>;

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
  readonly url = this.output('url', { secret: true });
  /** Host name of the server that takes writes. */
  readonly host = this.output('host');
  /** Port of the server. */
  readonly port = this.output('port');
  /** Name of the database. */
  readonly database = this.output('database');
  /** Name of the user, who owns the database. */
  readonly user = this.output('user');
  /** Password of the user; secret. */
  readonly password = this.output('password', { secret: true });
  /** TLS mode in the words of libpq's `sslmode`; it is never less than `require`. */
  readonly tlsMode = this.output('tlsMode');
  /** Certificates that the server's own is signed by, in PEM, for the mode `verify-full`. */
  readonly ca = this.output('ca');

  protected override needs(): Need<PostgresParams>[] {
    const { class: name, ...params } = this.props;
    return [need('postgres', params, { class: name })];
  }
}
