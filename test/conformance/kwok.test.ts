import { clusterContents, type Delivered, nameOf } from './delivered.ts';
import { example, exampleNames } from './examples.ts';
import { refusal } from './harness/api-client.ts';
import { at, listAt, textAt } from './harness/json.ts';
import { clusterPrograms, SimulatedCluster } from './harness/simulated-cluster.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';

/** Kinds that controllers of Kubernetes reconcile. */
const reconciled = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'Job',
  'PersistentVolumeClaim',
  'PodDisruptionBudget',
  'StatefulSet',
];

/** Groups of Kubernetes' own kinds: nothing runs that would reconcile others. */
const builtIn = ['', 'apps', 'autoscaling', 'batch', 'networking.k8s.io', 'policy', 'rbac.authorization.k8s.io'];

const scaler = 'HorizontalPodAutoscaler';
const kindOf = (object: unknown): string => textAt(object, 'kind');

const numberAt = (value: unknown, place: string): number => Number(at(value, place) ?? 0);

function hasCondition(object: unknown, type: string, status = 'True'): boolean {
  return listAt(object, 'status.conditions').some((one) => at(one, 'type') === type && at(one, 'status') === status);
}

/** Whether the controllers have seen all that an object asks for. */
function isSeen(object: unknown): boolean {
  return numberAt(object, 'status.observedGeneration') === numberAt(object, 'metadata.generation');
}

/** Whether an object is what it is to be, by its kind. */
const isDone: Readonly<Record<string, (object: unknown) => boolean>> = {
  CronJob: (object) => textAt(object, 'metadata.uid') !== '',
  DaemonSet: (object) =>
    isSeen(object) && numberAt(object, 'status.numberReady') === numberAt(object, 'status.desiredNumberScheduled'),
  Deployment: (object) =>
    isSeen(object) &&
    hasCondition(object, 'Available') &&
    numberAt(object, 'status.readyReplicas') === numberAt(object, 'spec.replicas') &&
    numberAt(object, 'status.updatedReplicas') === numberAt(object, 'spec.replicas'),
  HorizontalPodAutoscaler: (object) =>
    hasCondition(object, 'AbleToScale') &&
    hasCondition(object, 'ScalingActive') &&
    numberAt(object, 'status.currentReplicas') === numberAt(object, 'status.desiredReplicas'),
  Job: (object) => hasCondition(object, 'Complete'),
  PersistentVolumeClaim: (object) => textAt(object, 'status.phase') === 'Bound',
  PodDisruptionBudget: (object) => isSeen(object) && numberAt(object, 'status.disruptionsAllowed') > 0,
  StatefulSet: (object) =>
    isSeen(object) && numberAt(object, 'status.readyReplicas') === numberAt(object, 'spec.replicas'),
};

const engines = ['kube-apiserver', 'kubectl', ...clusterPrograms];

withEngines(engines, 'a simulated cluster', simulated);

function simulated(tools: Tools): void {
  let cluster: SimulatedCluster;

  beforeAll(async () => {
    cluster = new SimulatedCluster(tools);
    await cluster.start();
  }, 180_000);

  afterAll(() => cluster?.stop(), 60_000);

  for (const name of exampleNames) {
    holds(
      'kwok',
      `makes the workloads of ${name} ready on each of its clusters, by the controllers and the scheduler of Kubernetes`,
      async () => {
        let objects = 0;
        for (const content of clusterContents(await example(name))) {
          const own = await apply(tools, content.objects);
          await settle(cluster, tools, own);
          objects += own.length;
          await clear(cluster, tools, content.objects);
        }
        return objects;
      },
      300,
    );
  }

  holds(
    'kwok',
    'adds pods of the shop under load, no more than it may have, takes them away again, and lets nodes be emptied',
    async () => {
      const contents = clusterContents(await example('online-boutique'));
      const production = contents.find(({ objects }) => objects.some(({ object }) => kindOf(object) === scaler));
      if (production === undefined) throw new Error('nothing of the shop scales');
      const own = await apply(tools, production.objects);
      const scalers = own.filter(({ object }) => kindOf(object) === scaler);
      const replicas = async (bound: string, percent: number) => {
        cluster.load(percent);
        const atBound = async () =>
          (await Promise.all(scalers.map((one) => live(tools, one)))).every(
            (one) => numberAt(one, 'status.currentReplicas') === numberAt(one, bound),
          );
        await cluster.until(`at ${bound}`, atBound, 120);
        await settle(cluster, tools, own);
      };
      await replicas('spec.minReplicas', 10);
      await replicas('spec.maxReplicas', 1000);
      await replicas('spec.minReplicas', 10);
      const budgets = own.filter(({ object }) => kindOf(object) === 'PodDisruptionBudget');
      for (const budget of budgets) expect(await evict(tools, budget)).toBeUndefined();
      await settle(cluster, tools, own);
      await clear(cluster, tools, production.objects);
      return scalers.length + budgets.length;
    },
    400,
  );
}

/** Applies what a cluster gets; gives what controllers reconcile. */
async function apply({ client }: Tools, objects: readonly Delivered[]): Promise<readonly Delivered[]> {
  const own = objects.filter(({ object }) => ['Namespace', ...builtIn].includes(groupOf(object)));
  for (const one of own)
    expect([nameOf(one), refusal(await client.apply(one.object, one.text))]).toEqual([nameOf(one), undefined]);
  return own.filter(({ object }) => reconciled.includes(kindOf(object)));
}

function groupOf(object: unknown): string {
  const apiVersion = textAt(object, 'apiVersion');
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

async function live({ client }: Tools, { object }: Delivered): Promise<unknown> {
  return (await client.send('GET', await client.pathOf(object))).body;
}

/** Waits until each object is what it is to be. */
async function settle(cluster: SimulatedCluster, tools: Tools, objects: readonly Delivered[]): Promise<void> {
  let waiting = objects;
  const settled = async () => {
    const states = await Promise.all(waiting.map(async (one) => isDone[kindOf(one.object)]?.(await live(tools, one))));
    waiting = waiting.filter((_, i) => states[i] !== true);
    return waiting.length === 0;
  };
  try {
    await cluster.until('settled', settled, 90);
  } catch (error) {
    const states = await Promise.all(waiting.map(async (one) => JSON.stringify(at(await live(tools, one), 'status'))));
    expect(waiting.map((one, i) => `${nameOf(one)}: ${states[i]}`)).toEqual([]);
    throw error;
  }
}

/** Evicts a pod that a budget is over, as who empties its node does; gives what the server says against it. */
async function evict({ client }: Tools, { object: budget }: Delivered): Promise<string | undefined> {
  const namespace = textAt(budget, 'metadata.namespace');
  const wanted = Object.entries(Object(at(budget, 'spec.selector.matchLabels')));
  const pods = (await client.list('v1', 'Pod', namespace)).filter((pod) =>
    wanted.every(([key, value]) => Object(at(pod, 'metadata.labels'))[key] === value),
  );
  const name = textAt(pods[0], 'metadata.name');
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
  return refusal(await client.send('POST', path, JSON.stringify(eviction)));
}

/** Takes the namespaces of a cluster away with all that is in them, and waits until they are gone. */
async function clear(cluster: SimulatedCluster, { client }: Tools, objects: readonly Delivered[]): Promise<void> {
  const namespaces = objects.filter(({ object }) => kindOf(object) === 'Namespace');
  const paths = await Promise.all(namespaces.map(({ object }) => client.pathOf(object)));
  for (const path of paths) await client.send('DELETE', path);
  const gone = async () =>
    (await Promise.all(paths.map((path) => client.send('GET', path)))).every(({ status }) => status === 404);
  await cluster.until('empty', gone, 90);
}
