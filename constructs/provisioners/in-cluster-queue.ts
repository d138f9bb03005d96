import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { queue as queueType } from '../../src/model/resource-types/queue.ts';
import type { Site } from '../../src/model/site.ts';
import { url } from '../../src/model/value.ts';
import type { QueueParams } from '../queue.ts';
import { credentialsOf, generatedPassword, PASSWORD_PLACEHOLDER } from './generated-secret.ts';
import { guardedServer, type InClusterServer, serverHost } from './in-cluster-server.ts';
import { queueOutputs } from './queue-outputs.ts';

const IMAGE =
  'docker.io/library/rabbitmq:4.2.9-management@sha256:e002010fddc214d38f7c8acf058a2fb62350daa10316431cd2cf959f42761e34';
/** User and group that the image is made for. */
const USER = 999;
const COMPONENT = 'queue';
const PORT = 5672;
/** Name of the user and of the virtual host: the server is the application's own. */
const APP = 'app';
/** Folder in which the server finds its settings. */
const SETTINGS = '/etc/roadbed';
/** How long a dead-letter queue keeps what is in it: as long as SQS can. */
const DEAD_LETTER_DAYS = 14;

type QueueNeed = NeedContext<QueueParams>;

/**
 * A RabbitMQ server in the cluster, for environments whose data may be made again. It begins with the queue, its dead-letter queue and
 * one user; both queues are quorum queues, which count how often a message was handed out.
 *
 * The cluster needs External Secrets, which makes the password.
 *
 * @source StatefulSet, Service, NetworkPolicy, `Password.generators.external-secrets.io`, `ExternalSecret.external-secrets.io`
 * @see https://www.rabbitmq.com/docs/definitions
 * @see https://www.rabbitmq.com/docs/quorum-queues
 */
export const inClusterQueue = provisioner(queueType, {
  name: 'in-cluster-queue',
  when: { tier: ['development', 'staging'] },
  provision(need: QueueNeed, site: Site) {
    const outputs = queueOutputs({
      url: url({
        scheme: 'amqp',
        user: APP,
        password: generatedPassword(need),
        host: serverHost(need),
        port: PORT,
        path: APP,
      }),
      name: need.name,
      deadLetterName: deadLetterOf(need),
      protocol: 'amqp',
    });
    return guardedServer(need, site.tier, server(need), outputs, {
      'rabbitmq.conf': settings,
      'definitions.json': JSON.stringify(definitions(need)),
      // No plugin, so nothing but AMQP is served.
      enabled_plugins: '[].\n',
    });
  },
});

/** The volume lies within the server's home, so that the cookie of Erlang is made anew and belongs to the server alone. */
function server(need: QueueNeed): InClusterServer {
  return {
    component: COMPONENT,
    image: IMAGE,
    user: USER,
    port: PORT,
    portName: 'amqp',
    env: [
      { name: 'RABBITMQ_CONFIG_FILE', value: `${SETTINGS}/rabbitmq.conf` },
      { name: 'RABBITMQ_ENABLED_PLUGINS_FILE', value: `${SETTINGS}/enabled_plugins` },
      { name: 'RABBITMQ_LOGS', value: '-' },
    ],
    memory: '512Mi',
    storage: '5Gi',
    dataPath: '/var/lib/rabbitmq/mnesia',
    scratch: { home: '/var/lib/rabbitmq', tmp: '/tmp' },
    files: { secret: credentialsOf(need), path: SETTINGS },
  };
}

/** A server that begins with definitions makes no user `guest`. */
const settings = `listeners.tcp.default = ${PORT}\nload_definitions = ${SETTINGS}/definitions.json\n`;

function definitions(need: QueueNeed): object {
  const { params, name } = need;
  const everything = '.*';
  const dead = deadLetterOf(need);
  return {
    users: [{ name: APP, password: PASSWORD_PLACEHOLDER, tags: [] }],
    vhosts: [{ name: APP }],
    permissions: [{ user: APP, vhost: APP, configure: everything, write: everything, read: everything }],
    queues: [
      queue(name, {
        'x-consumer-timeout': params.visibilityTimeout.toMilliseconds(),
        'x-message-ttl': params.retention.toMilliseconds(),
        // It counts how often a message comes back, which is once less than it is handed out.
        'x-delivery-limit': params.maxReceives - 1,
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': dead,
      }),
      queue(dead, { 'x-message-ttl': DEAD_LETTER_DAYS * 86_400_000 }),
    ],
  };
}

function queue(name: string, settings: Readonly<Record<string, string | number>>): object {
  return { name, vhost: APP, durable: true, auto_delete: false, arguments: { 'x-queue-type': 'quorum', ...settings } };
}

function deadLetterOf({ name }: QueueNeed): string {
  return `${name}-dead-letter`;
}
