import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { postgres } from '../../src/model/resource-types/postgres.ts';
import type { Site } from '../../src/model/site.ts';
import { configMapKey, secretKey } from '../../src/model/value.ts';
import type { PostgresParams } from '../postgres.ts';
import { otherCloud } from './aws-resource.ts';
import { needsRegion } from './cluster-facts.ts';
import { connectionOf } from './managed-resource.ts';
import { POSTGRES_NAME, POSTGRES_PORT, postgresOutputs } from './postgres-outputs.ts';
import { rdsInstance, rdsPassword } from './rds-instance.ts';

type PostgresNeed = NeedContext<PostgresParams>;

/**
 * A PostgreSQL server of Amazon RDS, by a managed resource of Crossplane that the control plane holds.
 *
 * It is encrypted, closed to the internet, backed up for 14 days, and guarded thrice: by RDS' deletion protection, by a final
 * snapshot, and by management policies without `Delete`. With 3 or 5 `instances` it has a standby in another zone, which is what
 * RDS' Multi-AZ is. Minor versions come by themselves in the maintenance window; RDS since PostgreSQL 15 refuses connections without TLS.
 *
 * The cluster needs the label `topology.kubernetes.io/region`, and its network a subnet group and a security group that both bear the labels
 * `network.roadbed.dev/cluster: <cluster>` and `network.roadbed.dev/serves: postgres`. The output `ca` is the key `ca.crt` of the ConfigMap `rds-ca` in the application's namespace:
 * Amazon's public bundle for the region, which the platform hands to its namespaces (trust-manager does that); only
 * a pod that takes `ca` needs it.
 *
 * @source `Instance.rds.aws.m.upbound.io` of the AWS provider
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export const rdsPostgres = provisioner(postgres, {
  name: 'rds-postgres',
  when: { tier: 'production' },
  refuses: otherCloud,
  problems: needsRegion,
  provision: (need: PostgresNeed) => ({
    manifests: [],
    outputs: postgresOutputs({
      host: secretKey(connectionOf(need), 'host', { urlSafe: true, field: 'status.atProvider.address' }),
      password: secretKey(rdsPassword(need), 'password', { urlSafe: true }),
      ca: configMapKey('rds-ca', 'ca.crt', { at: 'site' }),
    }),
    endpoint: { outside: true, ports: [POSTGRES_PORT] },
  }),
  infrastructure: (need: PostgresNeed, site: Site) => [
    rdsInstance(need, site, {
      engine: 'postgres',
      engineVersion: String(need.params.version),
      port: POSTGRES_PORT,
      name: POSTGRES_NAME,
      storage: need.params.storage,
      memory: need.params.memory,
      multiAz: need.params.instances !== 1,
    }),
  ],
});
