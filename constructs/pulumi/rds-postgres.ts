import { kibibytes } from '../../src/model/fields.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { postgres } from '../../src/model/resource-types/postgres.ts';
import type { Site } from '../../src/model/site.ts';
import { configMapKey, secretKey } from '../../src/model/value.ts';
import type { PostgresParams } from '../postgres.ts';
import { rdsMachines } from '../provisioners/aws-machines.ts';
import { awsTags } from '../provisioners/aws-resource.ts';
import { needsRegion } from '../provisioners/cluster-facts.ts';
import { smallest } from '../provisioners/machine.ts';
import { POSTGRES_NAME, POSTGRES_PORT, postgresOutputs } from '../provisioners/postgres-outputs.ts';
import { resourceName } from '../provisioners/resource-name.ts';
import { dataNetwork } from './aws-network.ts';
import { connectionOf, connectionSecret, part, password } from './resource.ts';

/** Least storage of a `gp3` volume, in GiB. */
const LEAST_STORAGE = 20;
/** How long RDS keeps what it takes to go back to any second. */
const BACKUP_DAYS = 14;
/** Longest identifier of an instance. */
const LONGEST_IDENTIFIER = 63;

/**
 * A PostgreSQL server of Amazon RDS that Pulumi makes, as `rds-postgres` makes it by Crossplane: encrypted, closed to the internet,
 * backed up for 14 days, with deletion protection and a final snapshot; in production Pulumi protects it too.
 *
 * Address and password reach the cluster in a Secret that Pulumi writes. The cluster gives its region by the label
 * `topology.kubernetes.io/region`, and `vpcId`, `privateSubnetIds` and `nodeSecurityGroupId`.
 *
 * @source `aws:rds/instance:Instance`
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/rds/instance/
 */
export const pulumiRdsPostgres = provisioner(postgres, {
  name: 'pulumi-rds-postgres',
  when: { tier: 'production', cloud: 'aws' },
  problems: needsRegion,
  provision(need: NeedContext<PostgresParams>) {
    return {
      manifests: [],
      outputs: postgresOutputs({
        host: secretKey(connectionOf(need), 'host', { urlSafe: true }),
        password: secretKey(connectionOf(need), 'password', { urlSafe: true }),
        ca: configMapKey('rds-ca', 'ca.crt'),
      }),
      endpoint: { outside: true, ports: [POSTGRES_PORT] },
    };
  },
  infrastructure(need: NeedContext<PostgresParams>, site: Site): readonly Manifest[] {
    const secret = password(need, 32);
    const network = dataNetwork(need, site, 'rds', POSTGRES_PORT);
    const { params } = need;
    const identifier = resourceName(need, site, LONGEST_IDENTIFIER);
    const instance = part(need, 'aws:rds/instance:Instance', '', {
      identifier,
      engine: 'postgres',
      engineVersion: String(params.version),
      autoMinorVersionUpgrade: true,
      instanceClass: smallest(rdsMachines, params.memory),
      multiAz: params.instances !== 1,
      storageType: 'gp3',
      allocatedStorage: Math.max(LEAST_STORAGE, Math.ceil(kibibytes(params.storage) / 1024 / 1024)),
      storageEncrypted: true,
      port: POSTGRES_PORT,
      dbName: POSTGRES_NAME,
      username: POSTGRES_NAME,
      password: pulumiOutput(secret, 'result'),
      publiclyAccessible: false,
      dbSubnetGroupName: network.subnetGroup,
      vpcSecurityGroupIds: [network.securityGroup],
      backupRetentionPeriod: BACKUP_DAYS,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${identifier}-final`,
      tags: awsTags(need, site),
    });
    const connection = connectionSecret(need, { host: [instance, 'address'], password: [secret, 'result'] });
    return [secret, ...network.manifests, stateful(instance), connection];
  },
});
