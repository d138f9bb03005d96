import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { postgres } from '../../src/model/resource-types/postgres.ts';
import type { Site } from '../../src/model/site.ts';
import { configMapKey, secretKey } from '../../src/model/value.ts';
import type { PostgresParams } from '../postgres.ts';
import { azurePlace, azureTags, needsSubscription, subscriptionOf } from './azure-resource.ts';
import { DATABASE_TEXT, flexibleServerSize, refusedByFlexibleServers } from './azure-server.ts';
import { connectionOf, managedResource } from './managed-resource.ts';
import { inNetwork } from './network-selector.ts';
import { POSTGRES_NAME, POSTGRES_PORT, postgresOutputs } from './postgres-outputs.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of a server. */
const LONGEST_NAME = 63;

type PostgresNeed = NeedContext<PostgresParams>;

/**
 * A flexible server of Azure Database for PostgreSQL, by managed resources of Crossplane that the control plane holds.
 *
 * It is encrypted, has an address in the private network alone, takes no connection without TLS, and is backed up for 14 days. Management
 * policies without `Delete` keep it, as Azure has no deletion protection of its own. With 3 or 5 `instances` it has a standby in another zone.
 *
 * The cluster needs the labels `topology.kubernetes.io/region` and `azure.roadbed.dev/subscription`; and in its network a resource group that bears
 * the labels `network.roadbed.dev/cluster: <cluster>` and `network.roadbed.dev/serves: resources`, and a delegated subnet and a private DNS
 * zone that serve `postgres`. The output `ca` is the key `ca.crt` of the ConfigMap `azure-ca` in the application's namespace: the roots that
 * Azure names, which the platform hands to its namespaces; only a pod that takes `ca` needs it.
 *
 * @source `FlexibleServer` and `FlexibleServerDatabase` of `dbforpostgresql.azure.m.upbound.io`
 * @see https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-connect-tls-ssl
 */
export const azurePostgres = provisioner(postgres, {
  name: 'azure-postgres',
  when: { tier: 'production', cloud: 'azure' },
  problems: needsSubscription,
  refuses: ({ params }: PostgresNeed) => refusedByFlexibleServers(params),
  provision: (need: PostgresNeed) => ({
    manifests: [],
    outputs: postgresOutputs({
      host: secretKey(connectionOf(need), 'endpoint', { urlSafe: true, field: 'status.atProvider.fqdn' }),
      // The provider makes passwords of letters and digits.
      password: secretKey(passwordOf(need), 'password', { urlSafe: true }),
      ca: configMapKey('azure-ca', 'ca.crt', { at: 'site' }),
    }),
    endpoint: { outside: true, ports: [POSTGRES_PORT] },
  }),
  infrastructure: (need: PostgresNeed, site: Site) => [server(need, site), database(need, site)],
});

function server(need: PostgresNeed, site: Site): Manifest {
  const { params } = need;
  return stateful(
    managedResource(need, {
      apiVersion: 'dbforpostgresql.azure.m.upbound.io/v1beta1',
      kind: 'FlexibleServer',
      name: nameOf(need, site),
      forProvider: {
        ...azurePlace(site),
        version: String(params.version),
        administratorLogin: POSTGRES_NAME,
        autoGeneratePassword: true,
        administratorPasswordSecretRef: { name: passwordOf(need), key: 'password' },
        ...flexibleServerSize(params),
        delegatedSubnetIdSelector: inNetwork(site, 'postgres'),
        privateDnsZoneIdSelector: inNetwork(site, 'postgres'),
        tags: azureTags(need, site),
      },
      connection: connectionOf(need),
    }),
  );
}

function database(need: PostgresNeed, site: Site): Manifest {
  const name = nameOf(need, site);
  return stateful(
    managedResource(need, {
      apiVersion: 'dbforpostgresql.azure.m.upbound.io/v1beta1',
      kind: 'FlexibleServerDatabase',
      name,
      externalName: POSTGRES_NAME,
      forProvider: { serverIdRef: { name }, ...DATABASE_TEXT },
    }),
  );
}

function nameOf(need: PostgresNeed, site: Site): string {
  return resourceName(need, site, LONGEST_NAME, subscriptionOf(site));
}

/** Secret that the provider makes the password in. */
function passwordOf({ name }: PostgresNeed): string {
  return `${name}-password`;
}
