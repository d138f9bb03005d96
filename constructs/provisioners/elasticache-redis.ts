import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { redis } from '../../src/model/resource-types/redis.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import type { RedisParams } from '../redis.ts';
import { elasticacheMachines } from './aws-machines.ts';
import { awsTags, otherCloud } from './aws-resource.ts';
import { needsRegion, regionOf } from './cluster-facts.ts';
import { smallest } from './machine.ts';
import { connectionOf, managedResource } from './managed-resource.ts';
import { inNetwork } from './network-selector.ts';
import { REDIS_PORT, redisOutputs } from './redis-outputs.ts';
import { resourceName } from './resource-name.ts';

/** How long ElastiCache keeps its daily snapshots. */
const SNAPSHOT_DAYS = 7;
/** Longest id of a replication group. */
const LONGEST_ID = 40;

type RedisNeed = NeedContext<RedisParams>;

/**
 * A Valkey server of Amazon ElastiCache with a standby in another zone, by a managed resource of Crossplane that the control plane holds.
 *
 * It is encrypted at rest and on the way, asks for a password that the provider makes, and takes a snapshot every day and before
 * it goes. Management policies without `Delete` keep it, as ElastiCache has no deletion protection.
 *
 * The cluster needs the label `topology.kubernetes.io/region`, and its network a subnet group and a security group as {@link inNetwork} says,
 * both labelled `network.roadbed.dev/serves: redis`. Its certificates are signed by a public authority, which every image's trust store holds.
 *
 * @source `ReplicationGroup.elasticache.aws.m.upbound.io` of the AWS provider
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
 */
export const elasticacheRedis = provisioner(redis, {
  name: 'elasticache-redis',
  when: { tier: 'production' },
  refuses: otherCloud,
  provision(need: RedisNeed) {
    return {
      manifests: [],
      outputs: redisOutputs({
        host: secretKey(connectionOf(need), 'primary_endpoint_address', {
          urlSafe: true,
          field: 'status.atProvider.primaryEndpointAddress',
        }),
        // The provider makes passwords of letters and digits.
        password: secretKey(passwordOf(need), 'password', { urlSafe: true }),
        tlsMode: 'require',
      }),
      endpoint: { outside: true, ports: [REDIS_PORT] },
    };
  },
  problems: needsRegion,
  infrastructure(need: RedisNeed, site: Site): readonly Manifest[] {
    return [stateful(replicationGroup(need, site))];
  },
});

function replicationGroup(need: RedisNeed, site: Site): Manifest {
  const id = resourceName(need, site, LONGEST_ID);
  return managedResource(need, {
    apiVersion: 'elasticache.aws.m.upbound.io/v1beta1',
    kind: 'ReplicationGroup',
    name: id,
    externalName: id,
    forProvider: {
      region: regionOf(site) || undefined,
      description: `${need.name} of ${need.application}, made by roadbed`,
      engine: 'valkey',
      engineVersion: '8.1',
      autoMinorVersionUpgrade: 'true',
      nodeType: smallest(elasticacheMachines, need.params.memory),
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      port: REDIS_PORT,
      atRestEncryptionEnabled: 'true',
      transitEncryptionEnabled: true,
      autoGenerateAuthToken: true,
      authTokenSecretRef: { name: passwordOf(need), key: 'password' },
      subnetGroupNameSelector: inNetwork(site, 'redis'),
      securityGroupIdSelector: inNetwork(site, 'redis'),
      snapshotRetentionLimit: SNAPSHOT_DAYS,
      finalSnapshotIdentifier: `${id}-final`,
      tags: awsTags(need, site),
    },
    connection: connectionOf(need),
  });
}

/** Secret that the provider makes the password in. */
function passwordOf({ name }: RedisNeed): string {
  return `${name}-password`;
}
