import { GATEWAY_LABEL, GATEWAY_NAMESPACE_LABEL, GATEWAY_PROXIES_LABEL } from '../../src/model/labels.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Site } from '../../src/model/site.ts';
import type { Workload } from './workload.ts';

/** The Gateway that routes attach to. */
export interface Gateway {
  readonly name: string;
  readonly namespace: string;
}

/** Where the traffic of the site's Gateway comes from: the pods of a namespace, or undefined for any address. */
export function gatewayTraffic(site: Site): string | undefined {
  const proxies = site.label(GATEWAY_PROXIES_LABEL) ?? gatewayOf(site).namespace;
  return proxies === 'outside' ? undefined : proxies;
}

/** The Gateway of the site: as the cluster's labels say, else `platform` in `gateway-system`. */
export function gatewayOf(site: Site): Gateway {
  return {
    name: site.label(GATEWAY_LABEL) ?? 'platform',
    namespace: site.label(GATEWAY_NAMESPACE_LABEL) ?? 'gateway-system',
  };
}

/**
 * The route from a host and a path to a Service. What the API server would fill in stands in it, so that the live object
 * never differs from the one in git.
 */
export function httpRoute(
  { name, labels }: Workload,
  gateway: Gateway,
  route: { readonly host: string; readonly path: string; readonly servicePort: number },
): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, labels },
    spec: {
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...gateway }],
      hostnames: [route.host],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: route.path } }],
          backendRefs: [{ group: '', kind: 'Service', name, port: route.servicePort, weight: 1 }],
        },
      ],
    },
  };
}
