import { clustersOf, generate, repositoryFolder } from './application-sets.ts';
import { type Delivered, hubContent, objectsIn } from './delivered.ts';
import { type ExampleName, example, exampleNames } from './examples.ts';
import { refusal } from './harness/api-client.ts';
import { askArgocd, configMapsOf } from './harness/argocd.ts';
import { at, type Json, listAt, objectOf, textAt } from './harness/json.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';
import { takeAway } from './take-away.ts';

const time = '2026-01-01T00:00:00Z';
const condition = (type: string, status = 'True') => ({
  type,
  status,
  reason: 'Because',
  message: '',
  lastTransitionTime: time,
});
const many = {
  replicas: 100,
  readyReplicas: 100,
  updatedReplicas: 100,
  availableReplicas: 100,
  observedGeneration: 100,
};

/** What controllers say of what is well, by `Kind.group`. */
const statuses = {
  '*': { conditions: [condition('Ready')] },
  'ApplicationSet.argoproj.io': {
    conditions: [condition('ErrorOccurred', 'False'), condition('ResourcesUpToDate')],
  },
  'Application.argoproj.io': { health: { status: 'Healthy' } },
  'Provider.pkg.crossplane.io': { conditions: [condition('Installed'), condition('Healthy')] },
  'Gateway.gateway.networking.k8s.io': { conditions: [condition('Accepted'), condition('Programmed')] },
  'GatewayClass.gateway.networking.k8s.io': { conditions: [condition('Accepted')] },
  'Cluster.postgresql.cnpg.io': {
    phase: 'Cluster in healthy state',
    phaseReason: 'all instances serve',
    conditions: [condition('Ready')],
  },
  'Deployment.apps': many,
  'StatefulSet.apps': { ...many, currentReplicas: 100, currentRevision: 'a', updateRevision: 'a' },
  'HorizontalPodAutoscaler.autoscaling': {
    currentReplicas: 3,
    desiredReplicas: 3,
    conditions: [condition('AbleToScale'), condition('ScalingActive')],
  },
  'HTTPRoute.gateway.networking.k8s.io': {
    parents: [
      {
        controllerName: 'gateway.example/controller',
        parentRef: { name: 'gateway' },
        conditions: [condition('Accepted'), condition('ResolvedRefs')],
      },
    ],
  },
  'PersistentVolumeClaim.': { phase: 'Bound' },
  'Service.': { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } },
};

/** What a sync is of. */
interface Sync {
  readonly namespace: string;
  readonly syncOptions: readonly unknown[];
  readonly objects: readonly Delivered[];
}

/** The syncs of an example: that of the root Application, and those of its Applications, namespaces first; those of one folder once. */
function syncsOf(files: ReadonlyMap<string, string>): readonly Sync[] {
  const root = hubContent(files).filter(({ file }) => file.startsWith('hub/'));
  const folders = new Map(generate(files, clustersOf(files)).map((one) => [repositoryFolder(one), one]));
  const applications = [...folders].map(([folder, one]) => ({
    namespace: one.namespace,
    syncOptions: listAt(one.spec, 'syncPolicy.syncOptions'),
    objects: objectsIn(files, folder),
  }));
  const first = applications.filter(({ objects }) => objects.every(isNamespace));
  const rest = applications.filter((one) => !first.includes(one) && one.objects.length > 0);
  return [{ namespace: 'argocd', syncOptions: [], objects: root }, ...first, ...rest];
}

const isNamespace = ({ object }: Delivered): boolean => textAt(object, 'kind') === 'Namespace';
const labelOf = (object: unknown): string => `${textAt(object, 'kind')} ${textAt(object, 'metadata.name')}`;
const annotationOf = (object: unknown, name: string): string =>
  String(objectOf(at(object, 'metadata.annotations'))[`argocd.argoproj.io/${name}`] ?? '');

/** Lets Argo CD sync objects, of which some were there before and are no more. */
function sync(tools: Tools, files: ReadonlyMap<string, string>, one: Sync, more: object = {}): Json {
  const objects = one.objects.map(({ object }) => object);
  const { namespace, syncOptions } = one;
  const question = { namespace, syncOptions, objects, removed: [], confirmed: false, statuses, ...more };
  return askArgocd(tools, 'sync', { ...question, kubeconfig: tools.kubeconfig, configMaps: configMapsOf(files) });
}

/** Syncs all of an example, each Application until it is well; gives how many objects that were. */
async function syncAll(tools: Tools, name: ExampleName): Promise<number> {
  const files = await example(name);
  let waited = 0;
  let objects = 0;
  const syncs = await Promise.all(syncsOf(files).map((one) => known(tools, one)));
  try {
    for (const one of syncs) {
      const answer = sync(tools, files, one);
      expect(answer).toMatchObject({ phase: 'Succeeded', failures: [], pruned: {} });
      expect(wavesOf(answer)).toEqual(wavesIn(one));
      waited += listAt(answer, 'steps').flatMap((step) => listAt(step, 'waitsFor')).length;
      objects += one.objects.length;
    }
  } finally {
    for (const one of syncs.toReversed()) await takeAway(tools.client, one.objects);
  }
  expect(waited).toBeGreaterThan(0);
  return objects;
}

/** A sync without the objects whose kinds the reference has no definition of. */
async function known({ client }: Tools, one: Sync): Promise<Sync> {
  const isKnown = await Promise.all(
    one.objects.map(({ object }) => client.knows(textAt(object, 'apiVersion'), textAt(object, 'kind'))),
  );
  return { ...one, objects: one.objects.filter((_, i) => isKnown[i]) };
}

const waveOf = (object: unknown): number => Number(annotationOf(object, 'sync-wave') || 0);

/** What is applied in each wave, by what the annotations say. */
function wavesIn({ objects }: Sync): readonly (readonly string[])[] {
  const waves = new Map<number, readonly string[]>();
  for (const { object } of objects) {
    waves.set(waveOf(object), [...(waves.get(waveOf(object)) ?? []), labelOf(object)]);
  }
  return [...waves].toSorted(([a], [b]) => a - b).map(([, names]) => names.toSorted());
}

/** What Argo CD applied in each step. */
function wavesOf(answer: Json): readonly (readonly string[])[] {
  return listAt(answer, 'steps').map((step) => listAt(step, 'applied').map(String).toSorted());
}

const engines = ['kube-apiserver', 'kubectl', 'argocd'];

async function makeNamespace({ client }: Tools): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } };
  expect(refusal(await client.apply(namespace, JSON.stringify(namespace)))).toBeUndefined();
}

withEngines(engines, "Argo CD's syncs of workloads", syncsOfWorkloads, { ownServer: true });

function syncsOfWorkloads(tools: Tools): void {
  beforeAll(() => makeNamespace(tools));

  for (const name of exampleNames) {
    holds(
      'argocd',
      `syncs what ${name} delivers wave after wave, each when the one before is well by our Lua scripts`,
      () => syncAll(tools, name),
      600,
    );
  }

  holds(
    'argocd',
    'prunes what went at once, what is stateful when a person has confirmed it, and what is kept never',
    async () => {
      const files = await example('acme');
      const all = syncsOf(files);
      const own = all.flatMap(({ objects }) => objects).filter((one) => optionOf(one, 'Prune') !== undefined);
      const kinds = new Map(own.map((one) => [optionOf(one, 'Prune'), one]));
      const plain = all.flatMap(({ objects }) => objects).find(({ object }) => textAt(object, 'kind') === 'Deployment');
      const wanted = { confirm: kinds.get('confirm'), false: kinds.get('false'), plain };
      try {
        for (const one of all) expect(sync(tools, files, one)).toMatchObject({ phase: 'Succeeded' });
        for (const [option, one] of Object.entries(wanted)) {
          const home = all.find(({ objects }) => one !== undefined && objects.includes(one));
          if (one === undefined || home === undefined) throw new Error(`nothing has ${option}`);
          const left = { ...home, objects: home.objects.filter((other) => other !== one) };
          sync(tools, files, left, { removed: [one.object] });
          expect([option, await isGoing(tools, one)]).toEqual([option, option === 'plain']);
          sync(tools, files, left, { removed: [one.object], confirmed: true });
          expect([option, await isGoing(tools, one)]).toEqual([option, option !== 'false']);
        }
      } finally {
        for (const one of all.toReversed()) await takeAway(tools.client, one.objects);
      }
      return 3;
    },
    200,
  );
}

withEngines(engines, "Argo CD's syncs of its own objects", (tools) => {
  beforeAll(() => makeNamespace(tools));

  holds(
    'argocd',
    'goes on with what the hub holds where the root Application says that something in it is broken',
    async () => {
      const files = await example('acme');
      const [root] = syncsOf(files);
      if (root === undefined) throw new Error('there is no root');
      try {
        expect(sync(tools, files, root)).toMatchObject({ phase: 'Succeeded' });
        const application = root.objects.find(({ object }) => textAt(object, 'kind') === 'Application');
        const path = await tools.client.pathOf(application?.object);
        const broken = JSON.stringify({ status: { health: { status: 'Degraded', message: 'a set is broken' } } });
        const answer = await tools.client.send('PATCH', path, broken, 'application/merge-patch+json');
        expect(at(answer.body, 'status.health.status')).toBe('Degraded');
        const again = sync(tools, files, root, { left: [labelOf(application?.object)] });
        expect(again).toMatchObject({ phase: 'Succeeded', failures: [] });
        expect(wavesOf(again)).toEqual(wavesIn(root));
      } finally {
        await takeAway(tools.client, root.objects);
      }
      return root.objects.length * 2;
    },
    120,
  );
});

/** The value of a sync option of an object. */
function optionOf({ object }: Delivered, option: string): string | undefined {
  const options = annotationOf(object, 'sync-options').split(',');
  return options.find((one) => one.startsWith(`${option}=`))?.slice(option.length + 1);
}

/** Whether an object is gone, or on its way: nothing runs that would empty a namespace. */
async function isGoing({ client }: Tools, { object }: Delivered): Promise<boolean> {
  const { status, body } = await client.send('GET', await client.pathOf(object));
  return status === 404 || textAt(body, 'metadata.deletionTimestamp') !== '';
}
