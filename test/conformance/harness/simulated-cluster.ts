import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ApiClient, refusal } from './api-client.ts';
import { freePorts } from './control-plane.ts';
import { Guarded } from './guarded.ts';
import { at, listAt } from './json.ts';
import { MetricsServer } from './metrics-server.ts';
import { moduleSource } from './module-source.ts';
import type { Tools } from './with-engines.ts';

/** Programs that make a cluster of an API server. */
export const clusterPrograms = ['kube-controller-manager', 'kube-scheduler', 'kwok'] as const;

/** What KWOK is told of the life of nodes and pods: its own stages, as it delivers them. */
const stages = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
];

const zones = ['a', 'b', 'c'];

/**
 * Makes a cluster of the run's own API server: the controllers and the scheduler of Kubernetes, nodes that KWOK simulates, volumes,
 * and a load that is said. Pods are scheduled and become ready; nothing runs in them.
 */
export class SimulatedCluster {
  readonly #tools: Tools;
  readonly #metrics: MetricsServer;
  #started: readonly Guarded[] = [];

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#metrics = new MetricsServer(tools.client, join(dirname(tools.kubeconfig), 'certificates'));
  }

  /** Starts it and waits until its nodes are ready. */
  async start(): Promise<void> {
    const { client, kubeconfig, folder } = this.#tools;
    await this.#metrics.start();
    for (const object of [...nodes(), ...storage()]) await put(client, object);
    const [manager, scheduler, kwok] = await freePorts(3);
    this.#run('kube-controller-manager', [
      `--kubeconfig=${kubeconfig}`,
      `--secure-port=${manager}`,
      '--bind-address=127.0.0.1',
      '--leader-elect=false',
      '--kube-api-qps=500',
      '--kube-api-burst=1000',
      // A pod that is ready at once has no first minutes in which its load says nothing.
      '--horizontal-pod-autoscaler-sync-period=1s',
      '--horizontal-pod-autoscaler-initial-readiness-delay=0s',
      '--horizontal-pod-autoscaler-cpu-initialization-period=0s',
      '--horizontal-pod-autoscaler-downscale-stabilization=1s',
    ]);
    this.#run('kube-scheduler', [
      `--kubeconfig=${kubeconfig}`,
      `--secure-port=${scheduler}`,
      '--bind-address=127.0.0.1',
      '--leader-elect=false',
      '--kube-api-qps=500',
      '--kube-api-burst=1000',
    ]);
    const source = join(moduleSource('sigs.k8s.io/kwok'), 'kustomize/stage');
    const config = join(folder, 'stages.yaml');
    writeFileSync(config, stages.map((stage) => readFileSync(join(source, stage), 'utf8')).join('---\n'));
    const simulator = this.#run('kwok', [
      `--kubeconfig=${kubeconfig}`,
      `--config=${config}`,
      `--server-address=127.0.0.1:${kwok}`,
      '--manage-all-nodes=true',
      '--cidr=10.1.0.0/16',
      '--node-lease-duration-seconds=40',
    ]);
    await simulator.until('simulating nodes', async () => this.#hasNodes(), 60);
  }

  /** Ends it, the last first; what its controllers made stays in the API server. */
  async stop(): Promise<void> {
    await this.#metrics.stop();
    for (const program of [...this.#started].reverse()) await program.stop();
    for (const object of [...nodes(), ...storage()]) {
      await this.#tools.client.send('DELETE', await this.#tools.client.pathOf(object));
    }
  }

  /** Lets each pod use so many percent of the processor time that it asks for. */
  load(percent: number): void {
    this.#metrics.percent = percent;
  }

  /** Asks until the answer is yes; gives what the programs printed last if one of them ended. */
  async until(what: string, ask: () => Promise<boolean>, seconds: number): Promise<void> {
    const [manager] = this.#started;
    await manager?.until(what, ask, seconds);
  }

  #run(name: (typeof clusterPrograms)[number], args: readonly string[]): Guarded {
    const program = new Guarded(this.#tools.program(name), args, join(this.#tools.folder, `${name}.log`));
    this.#started = [...this.#started, program];
    return program;
  }

  async #hasNodes(): Promise<boolean> {
    const found = await this.#tools.client.list('v1', 'Node', '');
    const ready = found.filter((node) =>
      listAt(node, 'status.conditions').some((one) => at(one, 'type') === 'Ready' && at(one, 'status') === 'True'),
    );
    return ready.length === zones.length;
  }
}

async function put(client: ApiClient, object: object): Promise<void> {
  const refused = refusal(await client.apply(object, JSON.stringify(object)));
  if (refused !== undefined) throw new Error(refused);
}

function nodes(): readonly object[] {
  return zones.map((zone) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: `node-${zone}`,
      labels: {
        'kubernetes.io/hostname': `node-${zone}`,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/region': 'eu-west-1',
        'topology.kubernetes.io/zone': `eu-west-1${zone}`,
      },
    },
  }));
}

/** A class of storage that is the default, and volumes that its claims are bound to when their pods are scheduled. */
function storage(): readonly object[] {
  const storageClassName = 'simulated';
  const metadata = {
    name: storageClassName,
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  };
  const volumes = Array.from({ length: 40 }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `simulated-${i}` },
    spec: {
      storageClassName,
      capacity: { storage: '100Gi' },
      accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
      hostPath: { path: `/simulated/${i}` },
    },
  }));
  const provisioner = 'kubernetes.io/no-provisioner';
  const volumeBindingMode = 'WaitForFirstConsumer';
  return [
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata, provisioner, volumeBindingMode },
    ...volumes,
  ];
}
