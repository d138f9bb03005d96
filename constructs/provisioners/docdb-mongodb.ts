import { DOCDB_SUBNETS_LABEL, REGION_LABEL } from '../../src/model/labels.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { mongodb } from '../../src/model/resource-types/mongodb.ts';
import type { Site } from '../../src/model/site.ts';
import { configMapKey, secretKey } from '../../src/model/value.ts';
import type { MongodbParams } from '../mongodb.ts';
import { awsTags, otherCloud } from './aws-resource.ts';
import { lackingLabels, regionOf } from './cluster-facts.ts';
import { machine, smallest } from './machine.ts';
import { connectionOf, managedResource } from './managed-resource.ts';
import { MONGODB_NAME, MONGODB_PORT, mongodbOutputs } from './mongodb-outputs.ts';
import { inNetwork } from './network-selector.ts';
import { resourceName } from './resource-name.ts';

const machines = [
  machine('db.t4g.medium', 4),
  machine('db.r6g.large', 16),
  machine('db.r6g.xlarge', 32),
  machine('db.r6g.2xlarge', 64),
  machine('db.r6g.4xlarge', 128),
  machine('db.r6g.8xlarge', 256),
];

/** How long DocumentDB keeps what it takes to go back to any second. */
const BACKUP_DAYS = 14;
/** Longest identifier of a cluster, less what the names of its instances add. */
const LONGEST_IDENTIFIER = 61;

type MongodbNeed = NeedContext<MongodbParams>;

/**
 * A cluster of Amazon DocumentDB, by managed resources of Crossplane that the control plane holds.
 *
 * It is encrypted at rest and on the way, backed up for 14 days, and guarded thrice: by deletion protection, by a final snapshot, and by
 * management policies without `Delete`. With 3 or 5 `instances` the others take over where one fails; that is the default.
 *
 * The cluster needs the labels `topology.kubernetes.io/region` and `aws.roadbed.dev/docdb-subnets`, the name of a subnet group of
 * DocumentDB, which no reference of Crossplane reaches; and its network a security group that bears the labels
 * `network.roadbed.dev/cluster: <cluster>` and `network.roadbed.dev/serves: mongodb`. The output `ca` is the key `ca.crt` of the ConfigMap
 * `rds-ca` in the application's namespace: Amazon's public bundle for the region, which the platform hands to its namespaces.
 *
 * @source `Cluster.docdb.aws.m.upbound.io`, `ClusterInstance.docdb.aws.m.upbound.io` of the AWS provider
 * @see https://docs.aws.amazon.com/documentdb/latest/developerguide/compatibility.html
 */
export const docdbMongodb = provisioner(mongodb, {
  name: 'docdb-mongodb',
  when: { tier: 'production' },
  refuses: otherCloud,
  problems: (_need: MongodbNeed, site: Site) => lackingLabels(site, REGION_LABEL, DOCDB_SUBNETS_LABEL),
  provision: (need: MongodbNeed) => ({
    manifests: [],
    outputs: mongodbOutputs({
      host: secretKey(connectionOf(need), 'endpoint', { urlSafe: true, field: 'status.atProvider.endpoint' }),
      // The provider makes passwords of letters and digits.
      password: secretKey(passwordOf(need), 'password', { urlSafe: true }),
      ca: configMapKey('rds-ca', 'ca.crt', { at: 'site' }),
      query: { replicaSet: 'rs0', readPreference: 'secondaryPreferred' },
    }),
    endpoint: { outside: true, ports: [MONGODB_PORT] },
  }),
  infrastructure: (need: MongodbNeed, site: Site) => {
    const { instances = 3 } = need.params;
    return [cluster(need, site), ...Array.from({ length: instances }, (_, index) => instance(need, site, index))];
  },
});

function cluster(need: MongodbNeed, site: Site): Manifest {
  const name = resourceName(need, site, LONGEST_IDENTIFIER);
  return stateful(
    managedResource(need, {
      apiVersion: 'docdb.aws.m.upbound.io/v1beta1',
      kind: 'Cluster',
      name,
      externalName: name,
      forProvider: {
        region: regionOf(site) || undefined,
        engine: 'docdb',
        engineVersion: '5.0.0',
        port: MONGODB_PORT,
        masterUsername: MONGODB_NAME,
        autoGeneratePassword: true,
        masterPasswordSecretRef: { name: passwordOf(need), key: 'password' },
        storageEncrypted: true,
        dbSubnetGroupName: site.label(DOCDB_SUBNETS_LABEL),
        vpcSecurityGroupIdSelector: inNetwork(site, 'mongodb'),
        backupRetentionPeriod: BACKUP_DAYS,
        deletionProtection: true,
        skipFinalSnapshot: false,
        finalSnapshotIdentifier: `${name}-final`,
        tags: awsTags(need, site),
      },
      connection: connectionOf(need),
    }),
  );
}

/** An instance holds no data, which is the cluster's: it may be made again. */
function instance(need: MongodbNeed, site: Site, index: number): Manifest {
  const cluster = resourceName(need, site, LONGEST_IDENTIFIER);
  const name = `${cluster}-${index}`;
  return {
    apiVersion: 'docdb.aws.m.upbound.io/v1beta1',
    kind: 'ClusterInstance',
    metadata: {
      name,
      namespace: need.namespace,
      labels: need.labels,
      annotations: { 'crossplane.io/external-name': name },
    },
    spec: {
      forProvider: {
        region: regionOf(site) || undefined,
        clusterIdentifierRef: { name: cluster },
        instanceClass: smallest(machines, need.params.memory),
        autoMinorVersionUpgrade: true,
        tags: awsTags(need, site),
      },
    },
  };
}

/** Secret that the provider makes the password in. */
function passwordOf({ name }: MongodbNeed): string {
  return `${name}-password`;
}
