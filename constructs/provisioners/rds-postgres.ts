import { kibibytes } from '../../src/model/fields.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { postgres } from '../../src/model/resource-types/postgres.ts';
import type { Site } from '../../src/model/site.ts';
import { configMapKey, secretKey } from '../../src/model/value.ts';
import type { PostgresParams } from '../postgres.ts';
import { awsName, awsTags, inNetwork, neverDelete, regionOf } from './aws-resource.ts';
import { machine, smallest } from './machine.ts';
import { POSTGRES_NAME, POSTGRES_PORT, postgresOutputs } from './postgres-outputs.ts';

const machines = [
  machine('db.t4g.small', 2),
  machine('db.t4g.medium', 4),
  machine('db.m7g.large', 8),
  machine('db.r7g.large', 16),
  machine('db.r7g.xlarge', 32),
  machine('db.r7g.2xlarge', 64),
  machine('db.r7g.4xlarge', 128),
  machine('db.r7g.8xlarge', 256),
];

/** Least storage of a `gp3` volume, in GiB. */
const LEAST_STORAGE = 20;
/** How long RDS keeps what it takes to go back to any second. */
const BACKUP_DAYS = 14;
/** Longest identifier of an instance. */
const LONGEST_IDENTIFIER = 63;

/**
 * A PostgreSQL server of Amazon RDS, by a managed resource of Crossplane that the control plane holds.
 *
 * It is encrypted, closed to the internet, backed up for 14 days, and guarded thrice: by RDS' deletion protection, by a final
 * snapshot, and by management policies without `Delete`. With 3 or 5 `instances` it has a standby in another zone, which is what
 * RDS' Multi-AZ is. Minor versions come by themselves in the maintenance window; RDS since PostgreSQL 15 refuses connections without TLS.
 *
 * The cluster needs the label `topology.kubernetes.io/region`, and its network a subnet group and a security group as {@link inNetwork} says,
 * both labelled `network.roadbed.dev/serves: postgres`. The output `ca` is the key `ca.crt` of the ConfigMap `rds-ca` in the application's namespace:
 * Amazon's public bundle for the region, which the platform hands to its namespaces (trust-manager does that); only
 * a pod that takes `ca` needs it.
 *
 * @source `Instance.rds.aws.m.upbound.io` of the AWS provider
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export const rdsPostgres = provisioner(postgres, {
  name: 'rds-postgres',
  when: { tier: 'production' },
  provision(need: NeedContext<PostgresParams>) {
    return {
      manifests: [],
      outputs: postgresOutputs({
        host: secretKey(connectionOf(need), 'host', { urlSafe: true }),
        // The provider makes passwords of letters and digits.
        password: secretKey(passwordOf(need), 'password', { urlSafe: true }),
        ca: configMapKey('rds-ca', 'ca.crt'),
      }),
      endpoint: { outside: true, ports: [POSTGRES_PORT] },
    };
  },
  infrastructure(need: NeedContext<PostgresParams>, site: Site): readonly Manifest[] {
    return [stateful(instance(need, site))];
  },
});

function instance(need: NeedContext<PostgresParams>, site: Site): Manifest {
  const { params } = need;
  const identifier = awsName(need, site, LONGEST_IDENTIFIER);
  return {
    apiVersion: 'rds.aws.m.upbound.io/v1beta1',
    kind: 'Instance',
    metadata: { name: identifier, namespace: need.namespace, labels: need.labels },
    spec: {
      managementPolicies: neverDelete,
      forProvider: {
        region: regionOf(site),
        identifier,
        engine: 'postgres',
        engineVersion: String(params.version),
        autoMinorVersionUpgrade: true,
        instanceClass: smallest(machines, params.memory),
        multiAz: params.instances !== 1,
        storageType: 'gp3',
        allocatedStorage: Math.max(LEAST_STORAGE, Math.ceil(kibibytes(params.storage) / 1024 / 1024)),
        storageEncrypted: true,
        port: POSTGRES_PORT,
        dbName: POSTGRES_NAME,
        username: POSTGRES_NAME,
        autoGeneratePassword: true,
        passwordSecretRef: { name: passwordOf(need), key: 'password' },
        publiclyAccessible: false,
        dbSubnetGroupNameSelector: inNetwork(site, 'postgres'),
        vpcSecurityGroupIdSelector: inNetwork(site, 'postgres'),
        backupRetentionPeriod: BACKUP_DAYS,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        deletionProtection: true,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${identifier}-final`,
        tags: awsTags(need, site),
      },
      writeConnectionSecretToRef: { name: connectionOf(need) },
    },
  };
}

/** Secret that the provider writes the endpoint to. */
function connectionOf({ name }: NeedContext<object>): string {
  return `${name}-connection`;
}

/** Secret that the provider makes the password in. */
function passwordOf({ name }: NeedContext<object>): string {
  return `${name}-password`;
}
