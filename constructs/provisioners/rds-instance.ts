import type { Size } from 'cdk8s';
import { kibibytes } from '../../src/model/fields.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import type { NeedContext } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';
import { rdsMachines } from './aws-machines.ts';
import { awsTags } from './aws-resource.ts';
import { regionOf } from './cluster-facts.ts';
import { smallest } from './machine.ts';
import { connectionOf, managedResource } from './managed-resource.ts';
import { inNetwork } from './network-selector.ts';
import { resourceName } from './resource-name.ts';

/** Least storage of a `gp3` volume, in GiB. */
const LEAST_STORAGE = 20;
/** How long RDS keeps what it takes to go back to any second. */
const BACKUP_DAYS = 14;
/** Longest identifier of an instance. */
const LONGEST_IDENTIFIER = 63;

/** A server of Amazon RDS. */
export interface RdsInstance {
  readonly engine: 'postgres' | 'mysql';
  readonly engineVersion: string;
  readonly port: number;
  /** Name of the database and of the user. */
  readonly name: string;
  readonly storage: Size;
  readonly memory: Size;
  /** Whether a standby in another zone takes over. */
  readonly multiAz: boolean;
  /** Name of a ParameterGroup in the same namespace. @default - that of RDS */
  readonly parameterGroup?: string | undefined;
}

/** Identifier of the server, and name of its objects. */
export function rdsIdentifier(need: NeedContext<object>, site: Site): string {
  return resourceName(need, site, LONGEST_IDENTIFIER);
}

/**
 * A server of Amazon RDS: encrypted, closed to the internet, backed up for 14 days, and guarded thrice: by RDS' deletion protection, by
 * a final snapshot, and by management policies without `Delete`. Its subnet group and security group are those of the cluster's network
 * that serve the engine.
 *
 * @source `Instance.rds.aws.m.upbound.io` of the AWS provider
 */
export function rdsInstance(need: NeedContext<object>, site: Site, server: RdsInstance): Manifest {
  const identifier = rdsIdentifier(need, site);
  return stateful(
    managedResource(need, {
      apiVersion: 'rds.aws.m.upbound.io/v1beta1',
      kind: 'Instance',
      name: identifier,
      forProvider: {
        region: regionOf(site) || undefined,
        identifier,
        engine: server.engine,
        engineVersion: server.engineVersion,
        autoMinorVersionUpgrade: true,
        instanceClass: smallest(rdsMachines, server.memory),
        multiAz: server.multiAz,
        storageType: 'gp3',
        allocatedStorage: Math.max(LEAST_STORAGE, Math.ceil(kibibytes(server.storage) / 1024 / 1024)),
        storageEncrypted: true,
        port: server.port,
        dbName: server.name,
        username: server.name,
        autoGeneratePassword: true,
        passwordSecretRef: { name: rdsPassword(need), key: 'password' },
        parameterGroupNameRef: server.parameterGroup === undefined ? undefined : { name: server.parameterGroup },
        publiclyAccessible: false,
        dbSubnetGroupNameSelector: inNetwork(site, server.engine),
        vpcSecurityGroupIdSelector: inNetwork(site, server.engine),
        backupRetentionPeriod: BACKUP_DAYS,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: false,
        deletionProtection: true,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${identifier}-final`,
        tags: awsTags(need, site),
      },
      connection: connectionOf(need),
    }),
  );
}

/** Secret that the provider makes the password in, of letters and digits. */
export function rdsPassword({ name }: NeedContext<object>): string {
  return `${name}-password`;
}
