import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { pulumiClusterValue, pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { postgres } from '../../src/model/resource-types/postgres.ts';
import type { Site } from '../../src/model/site.ts';
import { configMapKey, secretKey } from '../../src/model/value.ts';
import type { PostgresParams } from '../postgres.ts';
import { azureTags, needsSubscription, subscriptionOf } from '../provisioners/azure-resource.ts';
import { DATABASE_TEXT, flexibleServerSize, refusedByFlexibleServers } from '../provisioners/azure-server.ts';
import { regionOf } from '../provisioners/cluster-facts.ts';
import { POSTGRES_NAME, POSTGRES_PORT, postgresOutputs } from '../provisioners/postgres-outputs.ts';
import { resourceName } from '../provisioners/resource-name.ts';
import { connectionOf, connectionSecret, part, password } from './resource.ts';

/** Longest name of a server. */
const LONGEST_NAME = 63;

type PostgresNeed = NeedContext<PostgresParams>;

/**
 * A flexible server of Azure Database for PostgreSQL that Pulumi makes, as `azure-postgres` makes it by Crossplane: encrypted, an address in the
 * private network alone, TLS, backups for 14 days; with 3 or 5 `instances` a standby in another zone. In production Pulumi protects it.
 *
 * Address and password reach the cluster in a Secret that Pulumi writes. The cluster gives its region and its subscription by the labels
 * `topology.kubernetes.io/region` and `azure.roadbed.dev/subscription`, and `resourceGroup`, `postgresSubnetId` (delegated to flexible servers) and
 * `postgresZoneId` (a private DNS zone). The output `ca` is as with `azure-postgres`.
 *
 * @source `azure:postgresql/flexibleServer:FlexibleServer`, `azure:postgresql/flexibleServerDatabase:FlexibleServerDatabase`
 * @see https://www.pulumi.com/registry/packages/azure/api-docs/postgresql/flexibleserver/
 */
export const pulumiAzurePostgres = provisioner(postgres, {
  name: 'pulumi-azure-postgres',
  when: { tier: 'production', cloud: 'azure' },
  problems: needsSubscription,
  refuses: ({ params }: PostgresNeed) => refusedByFlexibleServers(params),
  provision: (need: PostgresNeed) => ({
    manifests: [],
    outputs: postgresOutputs({
      host: secretKey(connectionOf(need), 'host', { urlSafe: true }),
      password: secretKey(connectionOf(need), 'password', { urlSafe: true }),
      ca: configMapKey('azure-ca', 'ca.crt', { at: 'site' }),
    }),
    endpoint: { outside: true, ports: [POSTGRES_PORT] },
  }),
  infrastructure(need: PostgresNeed, site: Site): readonly Manifest[] {
    const secret = password(need, 32);
    const server = part(
      need,
      'azure:postgresql/flexibleServer:FlexibleServer',
      '',
      {
        name: resourceName(need, site, LONGEST_NAME, subscriptionOf(site)),
        resourceGroupName: pulumiClusterValue('resourceGroup'),
        location: regionOf(site),
        version: String(need.params.version),
        administratorLogin: POSTGRES_NAME,
        administratorPassword: pulumiOutput(secret, 'result'),
        ...flexibleServerSize(need.params),
        delegatedSubnetId: pulumiClusterValue('postgresSubnetId'),
        privateDnsZoneId: pulumiClusterValue('postgresZoneId'),
        tags: azureTags(need, site),
      },
      // Azure chooses the zones, and changes them when the standby takes over.
      { secretOutputs: ['administratorPassword'], ignoreChanges: ['zone', 'highAvailability.standbyAvailabilityZone'] },
    );
    const database = part(need, 'azure:postgresql/flexibleServerDatabase:FlexibleServerDatabase', 'database', {
      name: POSTGRES_NAME,
      serverId: pulumiOutput(server, 'id'),
      ...DATABASE_TEXT,
    });
    const connection = connectionSecret(need, { host: [server, 'fqdn'], password: [secret, 'result'] });
    return [secret, stateful(server), stateful(database), connection];
  },
});
