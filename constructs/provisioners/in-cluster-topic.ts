import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { topic } from '../../src/model/resource-types/topic.ts';
import type { Site } from '../../src/model/site.ts';
import type { TopicParams } from '../topic.ts';
import { type InClusterServer, inClusterServer, serverHost, serverPods } from './in-cluster-server.ts';
import { topicOutputs } from './topic-outputs.ts';

const IMAGE = 'docker.io/library/nats:2.12.8-alpine';
const COMPONENT = 'topic';
const PORT = 4222;
/** Port on which the server says that it is well; no NetworkPolicy opens it. */
const MONITOR_PORT = 8222;

type TopicNeed = NeedContext<TopicParams>;

/**
 * A NATS server in the cluster, for environments whose data may be made again. Its subject is the name of the topic. Subscribers that are away
 * lose what is published meanwhile, unless they make a stream of JetStream, which the server has.
 *
 * It asks for no password: a NetworkPolicy lets in only what refers to it.
 *
 * @source StatefulSet, Service, NetworkPolicy
 */
export const inClusterTopic = provisioner(topic, {
  name: 'in-cluster-topic',
  when: { tier: ['development', 'staging'] },
  provision: (need: TopicNeed, site: Site) => ({
    manifests: inClusterServer(need, site.tier, server),
    outputs: topicOutputs({ url: `nats://${serverHost(need)}:${PORT}`, name: need.name, protocol: 'nats' }),
    endpoint: { pods: serverPods(need, COMPONENT), ports: [PORT] },
  }),
});

const server: InClusterServer = {
  component: COMPONENT,
  image: IMAGE,
  user: 1000,
  port: PORT,
  portName: 'nats',
  args: ['--port', String(PORT), '--http_port', String(MONITOR_PORT), '--jetstream', '--store_dir', '/data'],
  memory: '128Mi',
  storage: '1Gi',
  dataPath: '/data',
  scratch: { tmp: '/tmp' },
  ready: { httpGet: { path: '/healthz', port: MONITOR_PORT } },
};
