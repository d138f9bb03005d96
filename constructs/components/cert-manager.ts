import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { CERTIFICATE, replicas, SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

const NAMESPACE = 'cert-manager';

/** Certificates, made and renewed by whom an issuer names. */
export const certManager = component({
  name: 'cert-manager',
  chart: charts.certManager,
  namespace: NAMESPACE,
  on: 'all',
  provides: [
    CERTIFICATE,
    'CertificateRequest.cert-manager.io',
    'ClusterIssuer.cert-manager.io',
    'Issuer.cert-manager.io',
    'Challenge.acme.cert-manager.io',
    'Order.acme.cert-manager.io',
  ],
  options: z.strictObject({ replicas: replicas() }),
  values: ({ replicas }, { brings }) => {
    const spread = { replicaCount: replicas, podDisruptionBudget: { enabled: replicas > 1 } };
    return {
      ...spread,
      webhook: spread,
      cainjector: spread,
      crds: { enabled: true, keep: true },
      // The chart would elect its leader in kube-system, where nothing of it belongs.
      global: { leaderElection: { namespace: NAMESPACE } },
      prometheus: { servicemonitor: { enabled: brings(SERVICE_MONITOR) } },
    };
  },
});
