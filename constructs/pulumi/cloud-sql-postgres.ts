import { GCP_PROJECT_LABEL, REGION_LABEL } from '../../src/model/labels.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { pulumiClusterValue, pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { postgres } from '../../src/model/resource-types/postgres.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import type { PostgresParams } from '../postgres.ts';
import { cloudSqlSettings } from '../provisioners/cloud-sql.ts';
import { lackingLabels, regionOf } from '../provisioners/cluster-facts.ts';
import { gcpLabels } from '../provisioners/gcp-resource.ts';
import { POSTGRES_NAME, POSTGRES_PORT, postgresOutputs } from '../provisioners/postgres-outputs.ts';
import { resourceName } from '../provisioners/resource-name.ts';
import { connectionOf, connectionSecret, part, password } from './resource.ts';

/** Longest name of an instance, less what the project adds to it: both are at most 97 characters together. */
const LONGEST_NAME = 63;

type PostgresNeed = NeedContext<PostgresParams>;

/**
 * A PostgreSQL server of Google Cloud SQL that Pulumi makes, as `cloud-sql-postgres` makes it by Crossplane: an address in the private network
 * alone, TLS, backups every day for 14 days, deletion protection of Cloud SQL and of the provider; in production Pulumi protects it too.
 *
 * Address, password and certificate authority reach the cluster in a Secret that Pulumi writes. The cluster gives its region and its project
 * by the labels `topology.kubernetes.io/region` and `gcp.roadbed.dev/project`, and `privateNetwork`, the id of its network with private services access.
 *
 * @source `gcp:sql/databaseInstance:DatabaseInstance`, `gcp:sql/database:Database`, `gcp:sql/user:User`
 * @see https://www.pulumi.com/registry/packages/gcp/api-docs/sql/databaseinstance/
 */
export const pulumiCloudSqlPostgres = provisioner(postgres, {
  name: 'pulumi-cloud-sql-postgres',
  when: { tier: 'production', cloud: 'gcp' },
  problems: (_need, site) => lackingLabels(site, REGION_LABEL, GCP_PROJECT_LABEL),
  provision: (need: PostgresNeed) => ({
    manifests: [],
    outputs: postgresOutputs({
      host: secretKey(connectionOf(need), 'host', { urlSafe: true }),
      password: secretKey(connectionOf(need), 'password', { urlSafe: true }),
      ca: secretKey(connectionOf(need), 'ca'),
      // Its certificate names the instance, and no host.
      serverName: '',
    }),
    endpoint: { outside: true, ports: [POSTGRES_PORT] },
  }),
  infrastructure(need: PostgresNeed, site: Site): readonly Manifest[] {
    const secret = password(need, 32);
    const project = site.label(GCP_PROJECT_LABEL) ?? '';
    const instance = part(
      need,
      'gcp:sql/databaseInstance:DatabaseInstance',
      '',
      {
        name: resourceName(need, site, LONGEST_NAME),
        project,
        region: regionOf(site),
        databaseVersion: `POSTGRES_${need.params.version}`,
        deletionProtection: true,
        settings: {
          ...cloudSqlSettings(need.params),
          ipConfiguration: {
            ipv4Enabled: false,
            privateNetwork: pulumiClusterValue('privateNetwork'),
            sslMode: 'ENCRYPTED_ONLY',
          },
          userLabels: gcpLabels(need, site),
        },
      },
      // As the class of the provider's package says, of what is used.
      { secretOutputs: ['serverCaCerts', 'rootPassword'] },
    );
    // PostgreSQL lets go neither of a user that owns something nor of a database in use: both go with their server.
    const within = {
      name: POSTGRES_NAME,
      project,
      instance: pulumiOutput(instance, 'name'),
      deletionPolicy: 'ABANDON',
    } as const;
    const user = part(need, 'gcp:sql/user:User', 'user', { ...within, password: pulumiOutput(secret, 'result') });
    const database = part(need, 'gcp:sql/database:Database', 'database', within);
    const connection = connectionSecret(need, {
      host: [instance, 'privateIpAddress'],
      password: [secret, 'result'],
      ca: [instance, 'serverCaCerts[0].cert'],
    });
    return [secret, stateful(instance), user, stateful(database), connection];
  },
});
