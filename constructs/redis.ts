import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { redis } from '../src/model/resource-types/redis.ts';
import { needClass, needId, needShared } from './need-class.ts';

const props = redis.inputs.extend({ class: needClass(), id: needId(), shared: needShared() });

/** Props of {@link Redis}. */
export type RedisProps = z.input<typeof props>;

/** What a provisioner of the type `redis` is asked for. */
export type RedisParams = ParamsOf<typeof redis>;

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
  readonly url = this.output(redis, 'url');
  /** Host name of the server that takes writes. */
  readonly host = this.output(redis, 'host');
  /** Port of the server. */
  readonly port = this.output(redis, 'port');
  /** Password of the default user; empty where the server asks for none, and secret where it does. */
  readonly password = this.output(redis, 'password');
  /** Whether connections are encrypted: `require`, or `disable` within the cluster. */
  readonly tlsMode = this.output(redis, 'tlsMode');
  /** Name that a client checks in the server's certificate: the host, but where a listener stands for it; empty where there is none to check. */
  readonly serverName = this.output(redis, 'serverName');
  /** Host and port, for programs that take both in one: `cart.shop.svc:6379`. */
  readonly address: string = `${this.host}:${this.port}`;

  protected override needs(): Need[] {
    const { class: name, id, shared, ...params } = this.props;
    return [need(redis, params, { class: name, id, shared })];
  }
}
