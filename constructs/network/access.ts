import type { Manifest } from '../../src/model/manifest.ts';
import type { Site } from '../../src/model/site.ts';
import { gatewayOf } from '../workload/http-route.ts';
import { SERVER_SECRET } from './certificates.ts';
import { EDGE_PORT, INTERIOR_PORT, kept, ROUTER, SKUPPER } from './names.ts';

/** How the router of the hub is reached from outside. */
export type Expose = 'ingress' | 'loadBalancer' | 'nodePort';

/** Port that edges connect to, outbound. */
export function portOf(expose: Expose, nodePort: number): number {
  return expose === 'nodePort' ? nodePort : 443;
}

const NAME = 'skupper-access';

/** Where edges link to the hub: the router's own listener, with a certificate of the network, and what brings connections there. */
export function hubAccess(
  { host, expose, nodePort }: { readonly host: string; readonly expose: Expose; readonly nodePort: number },
  site: Site,
  labels: Readonly<Record<string, string>>,
): readonly Manifest[] {
  return [
    {
      apiVersion: SKUPPER,
      kind: 'RouterAccess',
      metadata: kept(NAME, labels),
      spec: {
        // The Service beside it is the way in, on one port that firewalls let out.
        accessType: 'local',
        roles: [
          { name: 'inter-router', port: INTERIOR_PORT },
          { name: 'edge', port: EDGE_PORT },
        ],
        generateTlsCredentials: false,
        tlsCredentials: SERVER_SECRET,
        subjectAlternativeNames: [host],
      },
    },
    service(host, expose, nodePort, labels),
    ...(expose === 'ingress' ? [route(host, site, labels)] : []),
  ];
}

/** The port of edges alone is open: no site becomes an interior one of this network from outside. */
function service(host: string, expose: Expose, nodePort: number, labels: Readonly<Record<string, string>>): Manifest {
  const metadata = kept(`${NAME}-edge`, labels);
  const port = { name: 'edge', protocol: 'TCP', port: 443, targetPort: EDGE_PORT };
  if (expose === 'ingress') return { apiVersion: 'v1', kind: 'Service', metadata, spec: spec('ClusterIP', port) };
  const annotations = { ...metadata.annotations, 'external-dns.alpha.kubernetes.io/hostname': host };
  if (expose === 'nodePort') {
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, annotations },
      spec: spec('NodePort', { ...port, nodePort }),
    };
  }
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...metadata, annotations },
    spec: spec('LoadBalancer', port),
  };
}

function spec(type: string, port: object): object {
  return { type, selector: { ...ROUTER }, ports: [port] };
}

/** Passes TLS on unopened, chosen by the name in it: who opened it would stand between the two routers. */
function route(host: string, site: Site, labels: Readonly<Record<string, string>>): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'TLSRoute',
    metadata: kept(NAME, labels),
    spec: {
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...gatewayOf(site) }],
      hostnames: [host],
      rules: [{ backendRefs: [{ group: '', kind: 'Service', name: `${NAME}-edge`, port: 443, weight: 1 }] }],
    },
  };
}
