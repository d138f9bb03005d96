import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { pulumiOutput } from '../../src/model/pulumi-resource.ts';
import { redis } from '../../src/model/resource-types/redis.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import { elasticacheMachines } from '../provisioners/aws-machines.ts';
import { awsTags } from '../provisioners/aws-resource.ts';
import { needsRegion } from '../provisioners/cluster-facts.ts';
import { smallest } from '../provisioners/machine.ts';
import { REDIS_PORT, redisOutputs } from '../provisioners/redis-outputs.ts';
import { resourceName } from '../provisioners/resource-name.ts';
import type { RedisParams } from '../redis.ts';
import { dataNetwork } from './aws-network.ts';
import { connectionOf, connectionSecret, part, password } from './resource.ts';

/** How long ElastiCache keeps its daily snapshots. */
const SNAPSHOT_DAYS = 7;
/** Longest id of a replication group. */
const LONGEST_ID = 40;

/**
 * A Valkey server of Amazon ElastiCache that Pulumi makes, as `elasticache-redis` makes it by Crossplane: a standby in another zone,
 * encryption at rest and on the way, a password, a snapshot every day and before it goes.
 *
 * Address and password reach the cluster in a Secret that Pulumi writes. The cluster gives its region by the label
 * `topology.kubernetes.io/region`, and `vpcId`, `privateSubnetIds` and `nodeSecurityGroupId`.
 *
 * @source `aws:elasticache/replicationGroup:ReplicationGroup`
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/elasticache/replicationgroup/
 */
export const pulumiElasticacheRedis = provisioner(redis, {
  name: 'pulumi-elasticache-redis',
  when: { tier: 'production', cloud: 'aws' },
  problems: needsRegion,
  provision(need: NeedContext<RedisParams>) {
    return {
      manifests: [],
      outputs: redisOutputs({
        host: secretKey(connectionOf(need), 'host', { urlSafe: true }),
        password: secretKey(connectionOf(need), 'password', { urlSafe: true }),
        tlsMode: 'require',
      }),
      endpoint: { outside: true, ports: [REDIS_PORT] },
    };
  },
  infrastructure(need: NeedContext<RedisParams>, site: Site): readonly Manifest[] {
    const secret = password(need, 64);
    const network = dataNetwork(need, site, 'elasticache', REDIS_PORT);
    const id = resourceName(need, site, LONGEST_ID);
    const group = part(need, 'aws:elasticache/replicationGroup:ReplicationGroup', '', {
      replicationGroupId: id,
      description: `${need.name} of ${need.application}, made by roadbed`,
      engine: 'valkey',
      engineVersion: '8.1',
      autoMinorVersionUpgrade: true,
      nodeType: smallest(elasticacheMachines, need.params.memory),
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      port: REDIS_PORT,
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      authToken: pulumiOutput(secret, 'result'),
      subnetGroupName: network.subnetGroup,
      securityGroupIds: [network.securityGroup],
      snapshotRetentionLimit: SNAPSHOT_DAYS,
      finalSnapshotIdentifier: `${id}-final`,
      tags: awsTags(need, site),
    });
    const connection = connectionSecret(need, {
      host: [group, 'primaryEndpointAddress'],
      password: [secret, 'result'],
    });
    return [secret, ...network.manifests, stateful(group), connection];
  },
});
