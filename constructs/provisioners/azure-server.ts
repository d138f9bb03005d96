import { kibibytes } from '../../src/model/fields.ts';
import { machine, type ServerSize, smallest } from './machine.ts';

/** Machines that can have a standby. */
const machines = [
  machine('GP_Standard_D2ds_v5', 8),
  machine('MO_Standard_E2ds_v5', 16),
  machine('MO_Standard_E4ds_v5', 32),
  machine('MO_Standard_E8ds_v5', 64),
  machine('MO_Standard_E16ds_v5', 128),
  machine('MO_Standard_E32ds_v5', 256),
];

/** Smaller ones, which cannot. */
const burstable = [machine('B_Standard_B1ms', 2), machine('B_Standard_B2s', 4), ...machines];

/** Sizes of a disk, in MiB: Azure has no others. */
const disks = [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384].map((gibibytes) => gibibytes * 1024);

/** How long Azure keeps what it takes to go back to any second. */
const BACKUP_DAYS = 14;
/** Newest major version that flexible servers have. */
const NEWEST = 17;

/** Why a flexible server cannot be what is asked for. */
export function refusedByFlexibleServers({ version }: { readonly version: number }): string | undefined {
  return version > NEWEST ? `flexible servers have PostgreSQL up to ${NEWEST}, and ${version} is asked for` : undefined;
}

/** The machine and the disk of a flexible server of PostgreSQL, whoever makes it. */
export function flexibleServerSize({ memory, instances, storage }: ServerSize) {
  const alone = instances === 1;
  return {
    skuName: smallest(alone ? burstable : machines, memory),
    storageMb: disks.find((size) => size >= kibibytes(storage) / 1024) ?? disks.at(-1) ?? 0,
    highAvailability: alone ? undefined : { mode: 'ZoneRedundant' },
    backupRetentionDays: BACKUP_DAYS,
    publicNetworkAccessEnabled: false,
  };
}

/** How a database on it is made. */
export const DATABASE_TEXT = { charset: 'UTF8', collation: 'en_US.utf8' } as const;
