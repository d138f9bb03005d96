import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { postgres } from '../../src/model/resource-types/postgres.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import type { PostgresParams } from '../postgres.ts';
import { cloudSqlSettings } from './cloud-sql.ts';
import { needsRegion, regionOf } from './cluster-facts.ts';
import { gcpLabels } from './gcp-resource.ts';
import { credentialsOf, generatedPassword, generatedSecret, PASSWORD_KEY } from './generated-secret.ts';
import { connectionOf, managedResource } from './managed-resource.ts';
import { inNetwork } from './network-selector.ts';
import { POSTGRES_NAME, POSTGRES_PORT, postgresOutputs } from './postgres-outputs.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of an instance that a name of Kubernetes can hold too. */
const LONGEST_NAME = 63;

type PostgresNeed = NeedContext<PostgresParams>;

/**
 * A PostgreSQL server of Google Cloud SQL, by managed resources of Crossplane that the control plane holds.
 *
 * It has an address in the private network alone, takes no connection without TLS, is backed up every day for 14 days, and is guarded thrice:
 * by the deletion protection of Cloud SQL, by that of the provider, and by management policies without `Delete`. With 3 or 5 `instances` it has
 * a standby in another zone.
 *
 * The cluster needs the label `topology.kubernetes.io/region` and External Secrets, which makes the password; and its network, with
 * private services access, is the managed resource that bears the labels `network.roadbed.dev/cluster: <cluster>` and
 * `network.roadbed.dev/serves: sql`.
 *
 * @source `DatabaseInstance`, `Database` and `User` of `sql.gcp.m.upbound.io`; `Password.generators.external-secrets.io`,
 *   `ExternalSecret.external-secrets.io`
 * @see https://cloud.google.com/sql/docs/postgres/configure-private-ip
 */
export const cloudSqlPostgres = provisioner(postgres, {
  name: 'cloud-sql-postgres',
  when: { tier: 'production', cloud: 'gcp' },
  problems: needsRegion,
  provision: (need: PostgresNeed) => ({
    manifests: [],
    outputs: postgresOutputs({
      host: secretKey(connectionOf(need), 'privateIP', { urlSafe: true, field: 'status.atProvider.privateIpAddress' }),
      password: generatedPassword(need),
      ca: secretKey(connectionOf(need), 'serverCACertificateCert'),
      // Its certificate names the instance, and no host.
      serverName: '',
    }),
    endpoint: { outside: true, ports: [POSTGRES_PORT] },
  }),
  infrastructure: (need: PostgresNeed, site: Site) => [
    ...generatedSecret(need, need.labels).map((manifest) => inNamespaceOf(need, manifest)),
    instance(need, site),
    part(need, site, 'Database', {}),
    part(need, site, 'User', { passwordSecretRef: { name: credentialsOf(need), key: PASSWORD_KEY } }),
  ],
});

function inNamespaceOf({ namespace }: PostgresNeed, manifest: Manifest): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

function instance(need: PostgresNeed, site: Site): Manifest {
  const { params } = need;
  return stateful(
    managedResource(need, {
      apiVersion: 'sql.gcp.m.upbound.io/v1beta1',
      kind: 'DatabaseInstance',
      name: nameOf(need, site),
      forProvider: {
        region: regionOf(site) || undefined,
        databaseVersion: `POSTGRES_${params.version}`,
        deletionProtection: true,
        settings: {
          ...cloudSqlSettings(params),
          ipConfiguration: {
            ipv4Enabled: false,
            privateNetworkSelector: inNetwork(site, 'sql'),
            sslMode: 'ENCRYPTED_ONLY',
          },
          userLabels: gcpLabels(need, site),
        },
      },
      connection: connectionOf(need),
    }),
  );
}

/** The database or its user: both bear the name that is the same in every environment. */
function part(need: PostgresNeed, site: Site, kind: 'Database' | 'User', settings: object): Manifest {
  const name = nameOf(need, site);
  return managedResource(need, {
    apiVersion: 'sql.gcp.m.upbound.io/v1beta1',
    kind,
    name,
    externalName: POSTGRES_NAME,
    forProvider: { instanceRef: { name }, ...settings },
  });
}

function nameOf(need: PostgresNeed, site: Site): string {
  return resourceName(need, site, LONGEST_NAME);
}
