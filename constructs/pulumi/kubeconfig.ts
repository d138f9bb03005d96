/** A cluster as a kubeconfig says it. */
export interface ReachedCluster {
  readonly name: string;
  /** Address of the API server, an `https` URL. */
  readonly server: string;
  /** Certificate authority in base64. */
  readonly certificateAuthority: string;
}

/** A command that signs in. */
export interface SignInCommand {
  readonly command: string;
  readonly args?: readonly string[];
  /** Whether the command is told of the cluster. */
  readonly provideClusterInfo?: boolean;
}

/** A kubeconfig without a credential: who uses it signs in by the identity at the cloud that they have. */
export function kubeconfig({ name, server, certificateAuthority }: ReachedCluster, command: SignInCommand): string {
  const exec = { apiVersion: 'client.authentication.k8s.io/v1beta1', interactiveMode: 'Never', ...command };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': certificateAuthority } }],
    users: [{ name, user: { exec } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  });
}
