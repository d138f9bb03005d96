import type { Manifest } from '../../src/model/manifest.ts';
import type { Workload } from './workload.ts';

/** What a port speaks. */
export type Protocol = 'http' | 'grpc' | 'tcp';

/** A port of a Service and the port of the container behind it. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: Protocol;
}

/** How gateways and meshes are told what a port speaks; the names are Kubernetes' own. */
const appProtocols: Readonly<Record<Protocol, string | undefined>> = {
  http: 'http',
  grpc: 'kubernetes.io/h2c',
  tcp: undefined,
};

/** The Service: one address inside the cluster for all pods. */
export function service({ name, labels, pods }: Workload, ports: readonly ServicePort[]): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels },
    spec: {
      type: 'ClusterIP',
      selector: pods,
      ports: ports.map(({ name, port, targetPort, protocol }) => ({
        name,
        port,
        targetPort,
        protocol: 'TCP',
        appProtocol: appProtocols[protocol],
      })),
    },
  };
}
