import { quantity } from '../../src/model/fields.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { mysql } from '../../src/model/resource-types/mysql.ts';
import type { Site } from '../../src/model/site.ts';
import type { MysqlParams } from '../mysql.ts';
import { credentialsOf, generatedPassword, PASSWORD_KEY } from './generated-secret.ts';
import { guardedServer, type InClusterServer, serverHost, wholeGibibytes } from './in-cluster-server.ts';
import { MYSQL_NAME, MYSQL_PORT, mysqlOutputs } from './mysql-outputs.ts';

const IMAGE = 'docker.io/library/mysql:8.4.10@sha256:c592c15aaf4a1961e15d82eb31ea5987dda862d1c4b1e93424438c0e91dc1f8d';
/** User and group that the image is made for. */
const USER = 999;
const COMPONENT = 'mysql';

type MysqlNeed = NeedContext<MysqlParams>;

/**
 * A MySQL server in the cluster, for environments whose data may be made again: it takes no backups and has no standby. It signs its
 * own certificate and takes no connection without TLS; its administrator comes in from within the pod alone.
 *
 * The cluster needs External Secrets, which makes the password.
 *
 * @source StatefulSet, Service, NetworkPolicy, `Password.generators.external-secrets.io`, `ExternalSecret.external-secrets.io`
 */
export const inClusterMysql = provisioner(mysql, {
  name: 'in-cluster-mysql',
  when: { tier: ['development', 'staging'] },
  refuses: ({ params }: MysqlNeed) =>
    params.standby === true ? 'it is one server, and a standby is asked for' : undefined,
  provision: (need: MysqlNeed, site: Site) =>
    guardedServer(
      need,
      site.tier,
      server(need),
      mysqlOutputs({ host: serverHost(need), password: generatedPassword(need) }),
    ),
});

function server(need: MysqlNeed): InClusterServer {
  const valueFrom = { secretKeyRef: { name: credentialsOf(need), key: PASSWORD_KEY } };
  return {
    component: COMPONENT,
    image: IMAGE,
    user: USER,
    port: MYSQL_PORT,
    portName: 'mysql',
    args: ['--require-secure-transport=ON'],
    env: [
      { name: 'MYSQL_DATABASE', value: MYSQL_NAME },
      { name: 'MYSQL_USER', value: MYSQL_NAME },
      { name: 'MYSQL_PASSWORD', valueFrom },
      { name: 'MYSQL_ROOT_PASSWORD', valueFrom },
      { name: 'MYSQL_ROOT_HOST', value: 'localhost' },
    ],
    memory: quantity(need.params.memory),
    storage: wholeGibibytes(need.params.storage),
    dataPath: '/var/lib/mysql',
    scratch: { run: '/var/run/mysqld', files: '/var/lib/mysql-files', tmp: '/tmp' },
    // A server that refuses the password answers too.
    ready: { exec: { command: ['mysqladmin', 'ping', '--host=127.0.0.1', '--silent'] } },
  };
}
