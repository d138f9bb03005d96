import type { Manifest } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { mysql } from '../../src/model/resource-types/mysql.ts';
import type { Site } from '../../src/model/site.ts';
import { configMapKey, secretKey } from '../../src/model/value.ts';
import type { MysqlParams } from '../mysql.ts';
import { awsTags, otherCloud } from './aws-resource.ts';
import { needsRegion, regionOf } from './cluster-facts.ts';
import { connectionOf, managedResource } from './managed-resource.ts';
import { MYSQL_NAME, MYSQL_PORT, mysqlOutputs } from './mysql-outputs.ts';
import { rdsIdentifier, rdsInstance, rdsPassword } from './rds-instance.ts';

type MysqlNeed = NeedContext<MysqlParams>;

/**
 * A MySQL 8.4 server of Amazon RDS, by managed resources of Crossplane that the control plane holds.
 *
 * It is encrypted, closed to the internet, backed up for 14 days, and guarded thrice: by RDS' deletion protection, by a final
 * snapshot, and by management policies without `Delete`. It has a standby in another zone unless `standby` is false, and refuses
 * connections without TLS.
 *
 * The cluster needs the label `topology.kubernetes.io/region`, and its network a subnet group and a security group that both bear the labels
 * `network.roadbed.dev/cluster: <cluster>` and `network.roadbed.dev/serves: mysql`. The output `ca` is the key `ca.crt` of the ConfigMap
 * `rds-ca` in the application's namespace: Amazon's public bundle for the region, which the platform hands to its namespaces.
 *
 * @source `Instance.rds.aws.m.upbound.io`, `ParameterGroup.rds.aws.m.upbound.io` of the AWS provider
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/mysql-ssl-connections.html
 */
export const rdsMysql = provisioner(mysql, {
  name: 'rds-mysql',
  when: { tier: 'production' },
  refuses: otherCloud,
  problems: needsRegion,
  provision: (need: MysqlNeed) => ({
    manifests: [],
    outputs: mysqlOutputs({
      host: secretKey(connectionOf(need), 'host', { urlSafe: true, field: 'status.atProvider.address' }),
      password: secretKey(rdsPassword(need), 'password', { urlSafe: true }),
      ca: configMapKey('rds-ca', 'ca.crt', { at: 'site' }),
    }),
    endpoint: { outside: true, ports: [MYSQL_PORT] },
  }),
  infrastructure: (need: MysqlNeed, site: Site) => [
    parameterGroup(need, site),
    rdsInstance(need, site, {
      engine: 'mysql',
      engineVersion: '8.4',
      port: MYSQL_PORT,
      name: MYSQL_NAME,
      storage: need.params.storage,
      memory: need.params.memory,
      multiAz: need.params.standby ?? true,
      parameterGroup: rdsIdentifier(need, site),
    }),
  ],
});

/** Without it the server would take connections in the clear. */
function parameterGroup(need: MysqlNeed, site: Site): Manifest {
  return managedResource(need, {
    apiVersion: 'rds.aws.m.upbound.io/v1beta1',
    kind: 'ParameterGroup',
    name: rdsIdentifier(need, site),
    forProvider: {
      region: regionOf(site) || undefined,
      family: 'mysql8.4',
      description: `${need.name} of ${need.application}, made by roadbed`,
      parameter: [{ name: 'require_secure_transport', value: '1', applyMethod: 'immediate' }],
      tags: awsTags(need, site),
    },
  });
}
