import { kibibytes } from '../../src/model/fields.ts';
import { machine, type ServerSize, smallest } from './machine.ts';

/** Machines of the edition Enterprise: CPUs, and memory in MiB. */
const machines = [
  machine('db-custom-1-3840', 3.75),
  machine('db-custom-2-8192', 8),
  machine('db-custom-4-16384', 16),
  machine('db-custom-8-32768', 32),
  machine('db-custom-16-65536', 64),
  machine('db-custom-32-131072', 128),
  machine('db-custom-64-262144', 256),
];

/** Least storage on SSD, in GiB. */
const LEAST_STORAGE = 10;
/** How many daily backups Cloud SQL keeps. */
const BACKUPS = 14;
/** How far Cloud SQL can go back to any second, in days: the most that the edition has. */
const LOG_DAYS = 7;

/** What is said of a PostgreSQL server of Cloud SQL, whoever makes it, without its network. */
export function cloudSqlSettings({ memory, instances, storage }: ServerSize) {
  return {
    edition: 'ENTERPRISE',
    tier: smallest(machines, memory),
    availabilityType: instances === 1 ? 'ZONAL' : 'REGIONAL',
    diskType: 'PD_SSD',
    diskSize: Math.max(LEAST_STORAGE, Math.ceil(kibibytes(storage) / 1024 / 1024)),
    diskAutoresize: false,
    deletionProtectionEnabled: true,
    backupConfiguration: {
      enabled: true,
      pointInTimeRecoveryEnabled: true,
      transactionLogRetentionDays: LOG_DAYS,
      backupRetentionSettings: { retainedBackups: BACKUPS, retentionUnit: 'COUNT' },
    },
  };
}
