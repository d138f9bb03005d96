import { quantity } from '../../src/model/fields.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { mongodb } from '../../src/model/resource-types/mongodb.ts';
import type { Site } from '../../src/model/site.ts';
import type { MongodbParams } from '../mongodb.ts';
import { credentialsOf, generatedPassword, PASSWORD_KEY } from './generated-secret.ts';
import { guardedServer, type InClusterServer, serverHost, wholeGibibytes } from './in-cluster-server.ts';
import { MONGODB_NAME, MONGODB_PORT, mongodbOutputs } from './mongodb-outputs.ts';

const IMAGE = 'docker.io/library/mongo:8.0.17';
/** User and group that the image is made for. */
const USER = 999;
const COMPONENT = 'mongodb';

type MongodbNeed = NeedContext<MongodbParams>;

/**
 * A MongoDB server in the cluster, for environments whose data may be made again: it is one server, takes no backups, and speaks in the clear
 * to what its NetworkPolicy lets in.
 *
 * The cluster needs External Secrets, which makes the password.
 *
 * @source StatefulSet, Service, NetworkPolicy, `Password.generators.external-secrets.io`, `ExternalSecret.external-secrets.io`
 */
export const inClusterMongodb = provisioner(mongodb, {
  name: 'in-cluster-mongodb',
  when: { tier: ['development', 'staging'] },
  refuses: ({ params: { instances = 1 } }: MongodbNeed) =>
    instances > 1 ? `it is one server, and ${instances} are asked for` : undefined,
  provision: (need: MongodbNeed, site: Site) =>
    guardedServer(
      need,
      site.tier,
      server(need),
      mongodbOutputs({ host: serverHost(need), password: generatedPassword(need) }),
    ),
});

function server(need: MongodbNeed): InClusterServer {
  const password = { name: credentialsOf(need), key: PASSWORD_KEY };
  return {
    component: COMPONENT,
    image: IMAGE,
    user: USER,
    port: MONGODB_PORT,
    portName: 'mongo',
    env: [
      { name: 'MONGO_INITDB_ROOT_USERNAME', value: MONGODB_NAME },
      { name: 'MONGO_INITDB_ROOT_PASSWORD', valueFrom: { secretKeyRef: password } },
      // The shell that makes the user writes its history there.
      { name: 'HOME', value: '/tmp' },
    ],
    memory: quantity(need.params.memory),
    storage: wholeGibibytes(need.params.storage),
    dataPath: '/data/db',
    scratch: { configdb: '/data/configdb', tmp: '/tmp' },
  };
}
