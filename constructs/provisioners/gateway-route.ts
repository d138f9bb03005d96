import type { Manifest } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { route } from '../../src/model/resource-types/route.ts';
import type { Site } from '../../src/model/site.ts';
import type { RouteParams } from '../route.ts';
import { gatewayOf, gatewayTraffic } from '../workload/http-route.ts';
import { named } from '../workload/network-policy.ts';

type RouteNeed = NeedContext<RouteParams>;

/**
 * A route of the cluster's Gateway, and a NetworkPolicy that lets the Gateway's traffic in to the pods of the service, which are those
 * that bear its name as `app.kubernetes.io/name`.
 *
 * @source HTTPRoute, NetworkPolicy
 */
export const gatewayRoute = provisioner(route, {
  name: 'gateway-route',
  provision: (need: RouteNeed, site: Site) => {
    const { host, path } = need.params;
    return {
      manifests: [httpRoute(need, site), networkPolicy(need, site)],
      outputs: { host: String(host), url: `https://${host}${path}` },
    };
  },
});

/** What the API server would fill in stands in it, so that the live object never differs from the one in git. */
function httpRoute({ name, labels, params }: RouteNeed, site: Site): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, labels },
    spec: {
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...gatewayOf(site) }],
      hostnames: [params.host],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: params.path } }],
          backendRefs: [{ group: '', kind: 'Service', name: params.service, port: params.port, weight: 1 }],
        },
      ],
    },
  };
}

/** The port of the pods is the service's own affair, so all of them are open to the Gateway. */
function networkPolicy({ name, labels, params }: RouteNeed, site: Site): Manifest {
  const namespace = gatewayTraffic(site);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, labels },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': params.service } },
      policyTypes: ['Ingress'],
      ingress: [namespace === undefined ? {} : { from: [{ namespaceSelector: named(namespace) }] }],
    },
  };
}
