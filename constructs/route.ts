import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { route } from '../src/model/resource-types/route.ts';
import { needClass } from './need-class.ts';

const props = route.inputs.extend({ class: needClass() });

/** Props of {@link Route}. */
export type RouteProps = z.input<typeof props>;

/** What a provisioner of the type `route` is asked for. */
export type RouteParams = ParamsOf<typeof route>;

/**
 * A way in from outside: a host, and a path under it, that leads to a service of the application.
 *
 * A `WebService` with a `host` has one already; this is for further hosts and paths, and for hosts that are names of the DNS made beside it.
 *
 * @example
 * const name = new DnsName(shop, 'www', {});
 * new WebService(shop, 'web', { image, port: 3000 });
 * new Route(shop, 'way-in', { host: name.host, service: 'web', port: 3000 });
 */
export class Route extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** The host. */
  readonly host = this.output(route, 'host');
  /** URL of the path: `https://www.acme.example/api`. */
  readonly url = this.output(route, 'url');

  protected override needs(): Need[] {
    const { class: name, ...params } = this.props;
    return [need(route, params, { class: name })];
  }
}
