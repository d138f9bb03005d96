import type { ClusterNode } from '../../graph/graph.ts';
import type { ClusterConnection } from '../../model/declarations.ts';
import { PATH_ANNOTATION } from '../../model/labels.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { PlatformDeclaration } from '../../model/platform-declaration.ts';
import { MANAGED } from '../shared/cluster-registration.ts';
import { KEEP, LATER, SET_WAVE, SYNC_OPTIONS, WAVE } from './names.ts';

/** What Argo CD's cluster Secret says, as templates of External Secrets, and the keys that they read. */
export interface ConnectionTemplate {
  readonly server: string;
  readonly config: string;
  readonly data: readonly { readonly secretKey: string; readonly key: string; readonly property?: string }[];
}

/**
 * The store through which External Secrets reads the Secret that the maker of a cluster writes: it signs in as an account that may read
 * that one Secret, and it serves the namespace of Argo CD alone.
 */
export function connectionStore(
  cluster: ClusterNode,
  { namespace, reader }: ClusterConnection,
  platform: PlatformDeclaration,
): Manifest {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ClusterSecretStore',
    metadata: {
      name: `cluster-${cluster.name}`,
      labels: { ...MANAGED },
      annotations: { [PATH_ANNOTATION]: cluster.path, [WAVE]: SET_WAVE, [SYNC_OPTIONS]: `${KEEP},${LATER}` },
    },
    spec: {
      conditions: [{ namespaces: [platform.argocd.namespace] }],
      provider: {
        kubernetes: {
          remoteNamespace: namespace,
          server: {
            url: 'https://kubernetes.default.svc',
            caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt', namespace },
          },
          auth: { serviceAccount: { name: reader, namespace } },
        },
      },
    },
  };
}

/** How the cluster Secret is made of the Secret that the maker of the cluster writes. */
export function connectionTemplate(connection: ClusterConnection): ConnectionTemplate {
  const { keys, secret: key } = connection;
  if ('kubeconfig' in keys) {
    return {
      server: `${KUBECONFIG}{{ $cluster.server }}`,
      config: `${KUBECONFIG}${config(connection, IN_KUBECONFIG)}`,
      data: [{ secretKey: 'kubeconfig', key, property: keys.kubeconfig }],
    };
  }
  if ('address' in keys) {
    const { address, serverName, certificateAuthority: ca, token } = keys;
    const tls = `"insecure":false,"serverName":${JSON.stringify(serverName)},"caData":${UNDER_KEYS.ca}`;
    return {
      server: address,
      config: UNDER_KEYS.signedIn(tls),
      data: [
        { secretKey: 'ca', key, property: ca },
        { secretKey: 'token', key, property: token },
      ],
    };
  }
  const { server, certificateAuthority, token } = keys;
  return {
    server: '{{ .server }}',
    config: config(connection, UNDER_KEYS),
    data: [
      { secretKey: 'server', key, property: server },
      { secretKey: 'ca', key, property: certificateAuthority },
      ...(token === undefined ? [] : [{ secretKey: 'token', key, property: token }]),
    ],
  };
}

/** Takes the first cluster and the first user of a kubeconfig: who makes one for a new cluster writes one of each. */
const KUBECONFIG =
  '{{- $kubeconfig := fromYaml .kubeconfig }}{{- $cluster := (index $kubeconfig.clusters 0).cluster }}' +
  '{{- $user := (index $kubeconfig.users 0).user }}';

/** Parts of Argo CD's configuration of a cluster, in JSON whose open values are filled in by External Secrets. */
interface Parts {
  readonly ca: string;
  /** The whole configuration, where the credential is in the Secret. */
  readonly signedIn: (tls: string) => string;
}

/** A kubeconfig has a token or a client certificate. */
const IN_KUBECONFIG: Parts = {
  ca: '{{ index $cluster "certificate-authority-data" | toJson }}',
  signedIn: (tls) =>
    `{{ if hasKey $user "token" }}{"bearerToken":{{ $user.token | toJson }},"tlsClientConfig":{${tls}}}` +
    `{{ else }}{"tlsClientConfig":{${tls},"certData":{{ index $user "client-certificate-data" | toJson }},` +
    '"keyData":{{ index $user "client-key-data" | toJson }}}}{{ end }}',
};

/** A certificate authority under a key of its own is in PEM, or encoded already as clouds give it. */
const UNDER_KEYS: Parts = {
  ca: '{{ ternary (b64enc .ca) .ca (hasPrefix "-----BEGIN" .ca) | toJson }}',
  signedIn: (tls) => `{"bearerToken":{{ .token | toJson }},"tlsClientConfig":{${tls}}}`,
};

function config({ identity }: ClusterConnection, { ca, signedIn }: Parts): string {
  const tls = `"insecure":false,"caData":${ca}`;
  if (identity.kind === 'secret') return signedIn(tls);
  if (identity.kind === 'gcp') return `{"execProviderConfig":${JSON.stringify(GCP)},"tlsClientConfig":{${tls}}}`;
  const { clusterName, roleArn } = identity;
  const aws = { clusterName, ...(roleArn === undefined ? {} : { roleARN: roleArn }) };
  return `{"awsAuthConfig":${JSON.stringify(aws)},"tlsClientConfig":{${tls}}}`;
}

/** Argo CD's own helper, which signs in as the workload identity of its pods. */
const GCP = { command: 'argocd-k8s-auth', args: ['gcp'], apiVersion: 'client.authentication.k8s.io/v1beta1' } as const;
