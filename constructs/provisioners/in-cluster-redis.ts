import type { Size } from 'cdk8s';
import { kibibytes } from '../../src/model/fields.ts';
import { disposable, type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { redis } from '../../src/model/resource-types/redis.ts';
import type { Site } from '../../src/model/site.ts';
import type { RedisParams } from '../redis.ts';
import { restrictedContainer, restrictedPod } from '../workload/restricted.ts';
import { REDIS_PORT, redisOutputs } from './redis-outputs.ts';

/** Valkey goes on from the last free release of Redis and speaks its protocol. */
const IMAGE = 'docker.io/valkey/valkey:8.1.4';
/** User and group that the image is made for. */
const USER = 999;

type RedisNeed = NeedContext<RedisParams>;

/**
 * One Valkey server in the cluster. Development keeps nothing on disk; staging writes to a volume every second.
 *
 * It asks for no password: a NetworkPolicy lets in only what refers to it, and a password in git would be none.
 *
 * @source StatefulSet, Service, NetworkPolicy
 */
export const inClusterRedis = provisioner(redis, {
  name: 'in-cluster-redis',
  when: { tier: ['development', 'staging'] },
  provision(need: RedisNeed, site: Site) {
    const keeps = site.tier !== 'development';
    const server = statefulSet(need, keeps);
    return {
      manifests: [keeps ? stateful(server) : disposable(server), service(need), networkPolicy(need)],
      outputs: redisOutputs({ host: `${need.name}.${need.namespace}.svc`, tlsMode: 'disable' }),
      endpoint: { pods: podsOf(need), ports: [REDIS_PORT] },
    };
  },
});

/** Labels by which the server's pod is selected. */
function podsOf({ name }: RedisNeed): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': 'redis' };
}

function labelsOf(need: RedisNeed): Readonly<Record<string, string>> {
  return { ...need.labels, ...podsOf(need) };
}

function statefulSet(need: RedisNeed, keeps: boolean): Manifest {
  const { name, params } = need;
  const labels = labelsOf(need);
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels },
    spec: {
      replicas: 1,
      serviceName: name,
      selector: { matchLabels: podsOf(need) },
      persistentVolumeClaimRetentionPolicy: keeps ? { whenDeleted: 'Retain', whenScaled: 'Retain' } : undefined,
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod(USER),
          containers: [container(params.memory, keeps)],
          volumes: keeps ? undefined : [{ name: 'data', emptyDir: { sizeLimit: diskFor(params.memory) } }],
        },
      },
      volumeClaimTemplates: keeps ? [volumeClaim(params.memory)] : undefined,
    },
  };
}

function container(memory: Size, keeps: boolean): object {
  const limit = memoryFor(memory);
  return {
    name: 'redis',
    image: IMAGE,
    command: ['valkey-server'],
    args: [
      ...['--dir', '/data', '--save', ''],
      ...['--appendonly', keeps ? 'yes' : 'no'],
      ...['--maxmemory', `${kibibytes(memory)}kb`],
      // As ElastiCache has it unless told otherwise.
      ...['--maxmemory-policy', 'volatile-lru'],
    ],
    ports: [{ name: 'redis', containerPort: REDIS_PORT, protocol: 'TCP' }],
    resources: { requests: { cpu: '50m', memory: limit }, limits: { memory: limit } },
    // Loading a large file takes long, and the server says so: it is ready when it answers, and alive when it listens.
    readinessProbe: { exec: { command: ['sh', '-c', 'valkey-cli ping | grep -q PONG'] }, timeoutSeconds: 3 },
    livenessProbe: { tcpSocket: { port: REDIS_PORT }, initialDelaySeconds: 10, failureThreshold: 6 },
    securityContext: restrictedContainer,
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  };
}

/** What the API server would fill in stands in it, so that the live object never differs from the one in git. */
function volumeClaim(memory: Size): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      resources: { requests: { storage: diskFor(memory) } },
    },
  };
}

function service(need: RedisNeed): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: need.name, labels: labelsOf(need) },
    spec: {
      type: 'ClusterIP',
      selector: podsOf(need),
      ports: [{ name: 'redis', port: REDIS_PORT, targetPort: REDIS_PORT, protocol: 'TCP', appProtocol: 'redis' }],
    },
  };
}

/** All is closed; linking opens it to what refers to it. */
function networkPolicy(need: RedisNeed): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: need.name, labels: labelsOf(need) },
    spec: { podSelector: { matchLabels: podsOf(need) }, policyTypes: ['Ingress', 'Egress'] },
  };
}

/** Half as much again as the data, and 32 MiB, for connections and for the copy that is made while the file is rewritten. */
function memoryFor(memory: Size): string {
  return `${Math.ceil((kibibytes(memory) * 1.5) / 1024) + 32}Mi`;
}

/** Four times the data, in whole GiB: the file grows to twice its size before it is rewritten, beside the new one. */
function diskFor(memory: Size): string {
  return `${Math.ceil((kibibytes(memory) * 4) / 1024 / 1024)}Gi`;
}
