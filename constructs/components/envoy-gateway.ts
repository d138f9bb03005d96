import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { replicas } from './replicas.ts';
import { charts } from './versions.ts';

const CONTROLLER = 'gateway.envoyproxy.io/gatewayclass-controller';
const GATEWAY = 'gateway.networking.k8s.io/v1';

/** The Gateway that routes attach to, where a cluster names no other: `platform` in `gateway-system`, and its class. */
export const envoyGateway = component({
  name: 'envoy-gateway',
  chart: charts.envoyGateway,
  namespace: 'envoy-gateway-system',
  on: 'all',
  provides: [
    ...['BackendTLSPolicy', 'GRPCRoute', 'Gateway', 'GatewayClass', 'HTTPRoute', 'ReferenceGrant', 'TLSRoute'].map(
      (kind) => `${kind}.gateway.networking.k8s.io`,
    ),
    ...['BackendTrafficPolicy', 'ClientTrafficPolicy', 'EnvoyProxy', 'SecurityPolicy'].map(
      (kind) => `${kind}.gateway.envoyproxy.io`,
    ),
  ],
  podSecurity: 'baseline',
  options: z.strictObject({
    replicas: replicas(),
    certificate: z
      .string()
      .min(1)
      .max(253)
      .optional()
      .describe(
        'Secret in `gateway-system` with the certificate of the hosts, by which the Gateway serves HTTPS on port 443. Default: HTTP alone.',
      ),
  }),
  values: ({ replicas }) => ({
    crds: { enabled: true },
    deployment: { replicas },
    podDisruptionBudget: { minAvailable: replicas > 1 ? 1 : 0 },
    config: {
      envoyGateway: {
        gateway: { controllerName: CONTROLLER },
        // The proxies run beside their Gateway, where NetworkPolicies of services look for them.
        provider: { type: 'Kubernetes', kubernetes: { deploy: { type: 'GatewayNamespace' } } },
      },
    },
  }),
  setup: ({ certificate }) => [
    { name: 'gateway', namespace: 'gateway-system', manifests: [gatewayClass(), gateway(certificate)] },
  ],
});

function gatewayClass(): Manifest {
  return {
    apiVersion: GATEWAY,
    kind: 'GatewayClass',
    metadata: { name: 'platform' },
    spec: { controllerName: CONTROLLER },
  };
}

function gateway(certificate: string | undefined): Manifest {
  const allowedRoutes = { namespaces: { from: 'All' } };
  const http = { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes };
  const https = {
    name: 'https',
    port: 443,
    protocol: 'HTTPS',
    allowedRoutes,
    tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: certificate }] },
  };
  return {
    apiVersion: GATEWAY,
    kind: 'Gateway',
    metadata: { name: 'platform', namespace: 'gateway-system' },
    spec: { gatewayClassName: 'platform', listeners: certificate === undefined ? [http] : [http, https] },
  };
}
