import { Size } from 'cdk8s';
import * as z from 'zod';
import { size } from '../src/model/fields.ts';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import { needClass } from './need-class.ts';

const props = z.strictObject({
  memory: size({ min: Size.mebibytes(16), max: Size.gibibytes(64) })
    .default(Size.mebibytes(256))
    .describe(
      'Data that it holds. When it is full, keys with an expiry go, the least recently used first; then writes fail.',
    ),
  class: needClass(),
});

/** Props of {@link Redis}. */
export type RedisProps = z.input<typeof props>;

/** What a provisioner of the type `redis` is asked for. */
export type RedisParams = Omit<z.output<typeof props>, 'class'>;

/**
 * A store that speaks the protocol of Redis 7: Valkey in the cluster, or a managed one, as the environment's provisioner decides.
 *
 * It is a cache or a store of sessions: development forgets all when the pod goes, staging keeps what was written up to a second
 * before, and production has a standby in another zone and daily snapshots.
 *
 * @example
 * const cart = new Redis(shop, 'cart', { memory: Size.gibibytes(1) });
 * new WebService(shop, 'api', { image, port: 8080, env: { REDIS_URL: cart.url } });
 */
export class Redis extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Connection string, with the password and `rediss:` where the server has them; then it is secret. */
  readonly url = this.output('url');
  /** Host name of the server that takes writes. */
  readonly host = this.output('host');
  /** Port of the server. */
  readonly port = this.output('port');
  /** Password of the default user; empty where the server asks for none, and secret where it does. */
  readonly password = this.output('password');
  /** Whether connections are encrypted: `require`, or `disable` within the cluster. */
  readonly tlsMode = this.output('tlsMode');
  /** Host and port, for programs that take both in one: `cart.shop.svc:6379`. */
  readonly address: string = `${this.host}:${this.port}`;

  protected override needs(): Need<RedisParams>[] {
    const { class: name, ...params } = this.props;
    return [need('redis', params, { class: name })];
  }
}
