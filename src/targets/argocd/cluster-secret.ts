import type { ClusterNode } from '../../graph/graph.ts';
import type { ClusterConnection, SealedCredential } from '../../model/declarations.ts';
import { REMOTE_REF_DEFAULTS } from '../../model/external-secrets.ts';
import type { StoredSecret } from '../../model/handover.ts';
import { PATH_ANNOTATION } from '../../model/labels.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { PlatformDeclaration } from '../../model/platform-declaration.ts';
import { MANAGED, registrationLabels, registrationPlace } from '../shared/cluster-registration.ts';
import { type ConnectionTemplate, connectionStore, connectionTemplate } from './connection.ts';
import { BASE_WAVE, IN_CLUSTER, KEEP, LATER, SET_WAVE, SYNC_OPTIONS, WAVE } from './names.ts';

/**
 * What makes the Secret by which Argo CD knows a cluster, with the labels that ApplicationSets choose by. A credential is never in it:
 * Argo CD uses its own on the hub and its cloud identity on EKS, and External Secrets fills in any other. A cluster that is being made
 * has its Secret when it is there; what Pulumi makes is handed over by a store, if by anything that Argo CD reads.
 */
export function clusterSecret(
  cluster: ClusterNode,
  platform: PlatformDeclaration,
  handedOver: StoredSecret | undefined,
): readonly Manifest[] {
  const { credential, connection, server } = cluster;
  if (handedOver !== undefined) return [fromPulumi(cluster, handedOver, platform)];
  if (cluster.hub) return [plainSecret(cluster, platform, IN_CLUSTER, { tlsClientConfig: { insecure: false } })];
  if (connection !== undefined) return registration(cluster, connection, platform);
  if (server === undefined) throw new Error(`${cluster.path}: a cluster without an address and without a connection`);
  if (credential !== undefined && 'eks' in credential) {
    const { clusterName, roleArn, certificateAuthority } = credential.eks;
    return [
      plainSecret(cluster, platform, server, {
        awsAuthConfig: { clusterName, ...(roleArn === undefined ? {} : { roleARN: roleArn }) },
        tlsClientConfig: { insecure: false, caData: certificateAuthority },
      }),
    ];
  }
  if (cluster.sealedCredential !== undefined) return [sealed(cluster, platform, cluster.sealedCredential, server)];
  const secret = credential !== undefined && 'secret' in credential ? credential.secret : undefined;
  return [stored(cluster, platform, secret ?? { key: `clusters/${cluster.name}` }, server)];
}

/** From the Secret that the cluster's maker writes on the hub: a store that may read that one, and what reads it. */
function registration(
  cluster: ClusterNode,
  connection: ClusterConnection,
  platform: PlatformDeclaration,
): readonly Manifest[] {
  const template = connectionTemplate(connection);
  const store = connectionStore(cluster, connection, platform);
  const { identity } = connection;
  return [
    store,
    externalSecret(cluster, platform, {
      // A new token is there minutes before the old one ends.
      refreshInterval: identity.kind === 'secret' && identity.shortLived ? '1m' : '1h',
      store: { kind: store.kind, name: store.metadata.name },
      ...template,
    }),
  ];
}

function metadataOf(cluster: ClusterNode, platform: PlatformDeclaration) {
  return {
    ...registrationPlace(cluster, platform),
    // Without this Secret every Application on the cluster goes: no change of the program alone may take it away.
    annotations: { [PATH_ANNOTATION]: cluster.path, [WAVE]: BASE_WAVE, [SYNC_OPTIONS]: KEEP },
  };
}

function plainSecret(cluster: ClusterNode, platform: PlatformDeclaration, server: string, config: unknown): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { ...metadataOf(cluster, platform), labels: registrationLabels(cluster) },
    stringData: { name: cluster.name, server, config: JSON.stringify(config) },
  };
}

/** From git, where the credential stands sealed for the hub. */
function sealed(
  cluster: ClusterNode,
  platform: PlatformDeclaration,
  { config, annotations }: SealedCredential,
  server: string,
): Manifest {
  const metadata = metadataOf(cluster, platform);
  const { name, namespace } = metadata;
  return {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: {
      ...metadata,
      annotations: { ...metadata.annotations, ...annotations, [WAVE]: SET_WAVE, [SYNC_OPTIONS]: `${KEEP},${LATER}` },
      labels: { ...MANAGED },
    },
    spec: {
      encryptedData: { config },
      template: {
        metadata: {
          name,
          namespace,
          labels: registrationLabels(cluster),
          // The Secret outlives what it was sealed in, as it outlives an ExternalSecret.
          annotations: { ...annotations, 'sealedsecrets.bitnami.com/skip-set-owner-references': 'true' },
        },
        data: { name: cluster.name, server },
      },
    },
  };
}

/** From the store of the hub's cloud, where Pulumi puts what it knows of the cluster when it has made it. */
function fromPulumi(cluster: ClusterNode, { key }: StoredSecret, platform: PlatformDeclaration): Manifest {
  return externalSecret(cluster, platform, {
    refreshInterval: '1h',
    store: platform.secretStore,
    server: '{{ .server }}',
    config: '{{ .config }}',
    data: ['server', 'config'].map((property) => ({ secretKey: property, key, property })),
  });
}

/** From the platform's secret store, where a person has put the credential. */
function stored(
  cluster: ClusterNode,
  platform: PlatformDeclaration,
  secret: { readonly store?: string; readonly key: string; readonly property?: string },
  server: string,
): Manifest {
  const { key, property, store = platform.secretStore.name } = secret;
  return externalSecret(cluster, platform, {
    refreshInterval: '1h',
    store: { kind: platform.secretStore.kind, name: store },
    server,
    config: '{{ .config }}',
    data: [{ secretKey: 'config', key, ...(property === undefined ? {} : { property }) }],
  });
}

/** What an ExternalSecret reads, how often, and what it makes of it. */
interface Reading extends ConnectionTemplate {
  readonly refreshInterval: string;
  readonly store: { readonly kind: string; readonly name: string };
}

function externalSecret(cluster: ClusterNode, platform: PlatformDeclaration, reading: Reading): Manifest {
  const metadata = metadataOf(cluster, platform);
  const { refreshInterval, store, server, config, data } = reading;
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: {
      ...metadata,
      // Beside the ApplicationSets, not before them: a credential that is missing stops no other cluster, and an ApplicationSet may be
      // what brings External Secrets.
      annotations: { ...metadata.annotations, [WAVE]: SET_WAVE, [SYNC_OPTIONS]: `${KEEP},${LATER}` },
      labels: { ...MANAGED },
    },
    spec: {
      refreshInterval,
      secretStoreRef: store,
      target: {
        name: metadata.name,
        // The Secret outlives its ExternalSecret and its key in the store, so that a mistake there, such as the removal of External
        // Secrets' own definitions, takes no cluster away. Who wants it gone deletes it.
        creationPolicy: 'Orphan',
        deletionPolicy: 'Retain',
        template: {
          engineVersion: 'v2',
          metadata: { labels: registrationLabels(cluster) },
          data: { name: cluster.name, server, config },
        },
      },
      data: data.map(({ secretKey, ...remote }) => ({ secretKey, remoteRef: { ...remote, ...REMOTE_REF_DEFAULTS } })),
    },
  };
}
