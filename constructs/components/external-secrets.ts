import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { replicas, SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

/** Secrets out of stores of AWS, Google Cloud, Azure or Vault. */
export const externalSecrets = component({
  name: 'external-secrets',
  chart: charts.externalSecrets,
  namespace: 'external-secrets',
  on: 'all',
  provides: [
    ...[
      'ClusterExternalSecret',
      'ClusterPushSecret',
      'ClusterSecretStore',
      'ExternalSecret',
      'PushSecret',
      'SecretStore',
    ].map((kind) => `${kind}.external-secrets.io`),
    ...['ECRAuthorizationToken', 'GithubAccessToken', 'Password', 'SSHKey', 'UUID', 'Webhook'].map(
      (kind) => `${kind}.generators.external-secrets.io`,
    ),
  ],
  options: z.strictObject({
    replicas: replicas(),
    serviceAccountAnnotations: z
      .record(z.string(), z.string())
      .default({})
      .describe('Annotations of its ServiceAccount, by which a cloud knows it, such as `eks.amazonaws.com/role-arn`.'),
  }),
  values: ({ replicas, serviceAccountAnnotations }, { brings }) => {
    const spread = { replicaCount: replicas, podDisruptionBudget: { enabled: replicas > 1 } };
    return {
      ...spread,
      leaderElect: replicas > 1,
      webhook: spread,
      certController: spread,
      installCRDs: true,
      serviceAccount: { annotations: serviceAccountAnnotations },
      serviceMonitor: { enabled: brings(SERVICE_MONITOR) },
    };
  },
});
