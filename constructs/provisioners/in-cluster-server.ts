import type { Size } from 'cdk8s';
import { kibibytes } from '../../src/model/fields.ts';
import { disposable, type Manifest, stateful } from '../../src/model/manifest.ts';
import type { NeedContext, Provision } from '../../src/model/need.ts';
import type { Tier } from '../../src/model/site.ts';
import { restrictedContainer, restrictedPod } from '../workload/restricted.ts';
import { generatedSecret } from './generated-secret.ts';

/** A server of one pod with a volume, for environments whose data may be made again. */
export interface InClusterServer {
  /** What kind of server it is, as `app.kubernetes.io/component` says it. */
  readonly component: string;
  readonly image: string;
  /** User and group that it runs as. */
  readonly user: number;
  readonly port: number;
  /** Name of the port, and what it speaks. */
  readonly portName: string;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  readonly env?: readonly object[] | undefined;
  /** Memory, set aside and at the same time the limit: `512Mi`. */
  readonly memory: string;
  /** Size of the volume: `10Gi`. */
  readonly storage: string;
  /** Where the volume is. */
  readonly dataPath: string;
  /** Command of the image that makes the volume ready. */
  readonly prepare?: readonly string[] | undefined;
  /** Further folders that it writes to and that are empty when the pod starts, by name. */
  readonly scratch?: Readonly<Record<string, string>> | undefined;
  /** A Secret whose keys it reads as files. */
  readonly files?: { readonly secret: string; readonly path: string } | undefined;
  /** How it is asked whether it answers. @default - whether its port is open */
  readonly ready?: object | undefined;
}

type AnyNeed = NeedContext<object>;

/** Labels by which the server's pod is selected. */
export function serverPods({ name }: AnyNeed, component: string): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': component };
}

/** Labels of the objects of a server. */
function serverLabels(need: AnyNeed, component: string): Readonly<Record<string, string>> {
  return { ...need.labels, ...serverPods(need, component) };
}

/** A size in whole GiB, rounded up: `20Gi`. */
export function wholeGibibytes(storage: Size): string {
  return `${Math.ceil(kibibytes(storage) / 1024 / 1024)}Gi`;
}

/** Host name of the server. */
export function serverHost({ name, namespace }: AnyNeed): string {
  return `${name}.${namespace}.svc`;
}

/**
 * The objects of a server: a StatefulSet of one restricted pod, its Service, and a NetworkPolicy under which it reaches nothing
 * and only what refers to it reaches it. In development its volume goes when the server goes; elsewhere it stays.
 *
 * @source StatefulSet, Service, NetworkPolicy
 */
export function inClusterServer(need: AnyNeed, tier: Tier, server: InClusterServer): readonly Manifest[] {
  const keeps = tier !== 'development';
  const set = statefulSet(need, server, keeps);
  return [keeps ? stateful(set) : disposable(set), service(need, server), networkPolicy(need, server)];
}

/**
 * What a provisioner gives that answers a need with such a server and a password that is made in the cluster.
 *
 * @source as {@link inClusterServer}, and `Password.generators.external-secrets.io`, `ExternalSecret.external-secrets.io`
 */
export function guardedServer<O extends object>(
  need: AnyNeed,
  tier: Tier,
  server: InClusterServer,
  outputs: O,
  secretKeys?: Parameters<typeof generatedSecret>[2],
): Provision<O> {
  const secret = generatedSecret(need, serverLabels(need, server.component), secretKeys);
  return {
    manifests: [...secret, ...inClusterServer(need, tier, server)],
    outputs,
    endpoint: { pods: serverPods(need, server.component), ports: [server.port] },
  };
}

function statefulSet(need: AnyNeed, server: InClusterServer, keeps: boolean): Manifest {
  const labels = serverLabels(need, server.component);
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: need.name, labels },
    spec: {
      replicas: 1,
      serviceName: need.name,
      selector: { matchLabels: serverPods(need, server.component) },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: keeps ? 'Retain' : 'Delete', whenScaled: 'Retain' },
      template: { metadata: { labels }, spec: podSpec(server) },
      volumeClaimTemplates: [volumeClaim(server.storage)],
    },
  };
}

function podSpec(server: InClusterServer): object {
  const { user, scratch = {}, files } = server;
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: restrictedPod(user),
    initContainers: server.prepare === undefined ? undefined : [prepareContainer(server, server.prepare)],
    containers: [container(server)],
    volumes: [
      ...Object.keys(scratch).map((name) => ({ name, emptyDir: { sizeLimit: '1Gi' } })),
      ...(files === undefined ? [] : [{ name: 'files', secret: { secretName: files.secret } }]),
    ],
  };
}

function prepareContainer(server: InClusterServer, command: readonly string[]): object {
  return {
    name: 'prepare',
    image: server.image,
    command,
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '32Mi' } },
    securityContext: restrictedContainer,
    volumeMounts: [dataMount(server)],
  };
}

function container(server: InClusterServer): object {
  const { port, memory, scratch = {}, files } = server;
  const open = { tcpSocket: { port } };
  return {
    name: server.component,
    image: server.image,
    command: server.command,
    args: server.args,
    env: server.env,
    ports: [{ name: server.portName, containerPort: port, protocol: 'TCP' }],
    resources: { requests: { cpu: '50m', memory }, limits: { memory } },
    // The first start makes the files of the server, which takes long on a small node.
    startupProbe: { ...open, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...(server.ready ?? open), timeoutSeconds: 5 },
    livenessProbe: { ...open, failureThreshold: 6 },
    securityContext: restrictedContainer,
    volumeMounts: [
      ...Object.entries(scratch).map(([name, mountPath]) => ({ name, mountPath })),
      dataMount(server),
      ...(files === undefined ? [] : [{ name: 'files', mountPath: files.path, readOnly: true }]),
    ],
  };
}

/** A folder of the volume: what a file system keeps at its top, such as `lost+found`, would confuse a server. */
function dataMount({ dataPath }: InClusterServer): object {
  return { name: 'data', mountPath: dataPath, subPath: 'data' };
}

/** What the API server would fill in stands in it, so that the live object never differs from the one in git. */
function volumeClaim(storage: string): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', resources: { requests: { storage } } },
  };
}

function service(need: AnyNeed, { component, port, portName }: InClusterServer): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: need.name, labels: serverLabels(need, component) },
    spec: {
      type: 'ClusterIP',
      selector: serverPods(need, component),
      ports: [{ name: portName, port, targetPort: port, protocol: 'TCP', appProtocol: portName }],
    },
  };
}

/** All is closed; linking opens it to what refers to it. */
function networkPolicy(need: AnyNeed, { component }: InClusterServer): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: need.name, labels: serverLabels(need, component) },
    spec: {
      podSelector: { matchLabels: serverPods(need, component) },
      policyTypes: ['Ingress', 'Egress'],
    },
  };
}
