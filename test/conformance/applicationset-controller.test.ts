import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { ResolvedPlatform } from 'roadbed/testing';
import { clustersOf, type GeneratedApplication, generate, type KnownCluster } from './application-sets.ts';
import { decided, hubContent } from './delivered.ts';
import { example, exampleNames } from './examples.ts';
import { type Fleet, fleetOf, fleetWaves, resolving } from './fleet.ts';
import { type ApiClient, refusal } from './harness/api-client.ts';
import { startApplicationSetController } from './harness/application-set-controller.ts';
import type { Guarded } from './harness/guarded.ts';
import { at, listAt, textAt } from './harness/json.ts';
import { holds, withEngines } from './harness/with-engines.ts';

const argoproj = 'argoproj.io/v1alpha1';

/** The kinds of the hub that the controller reads, projects first: it refuses an Application of a project that is not there. */
const hubKinds = ['AppProject', 'ApplicationSet'];

/** An Application by what Roadbed means by it. */
type Meant = Pick<GeneratedApplication, 'name' | 'labels' | 'annotations' | 'spec'>;

/** A hub that an ApplicationSet controller looks after. */
class Hub {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  /** Puts an object there. */
  async put(object: object): Promise<void> {
    const text = JSON.stringify(object);
    expect(refusal(await this.#client.apply(object, text))).toBeUndefined();
  }

  /** What Argo CD has of its own: the settings of an installation, our part of them among them. */
  async install(files: ReadonlyMap<string, string>): Promise<void> {
    const labels = { 'app.kubernetes.io/part-of': 'argocd' };
    const metadata = { name: 'argocd-secret', namespace: 'argocd', labels };
    await this.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } });
    await this.put({ apiVersion: 'v1', kind: 'Secret', metadata, stringData: { 'server.secretkey': 'conformance' } });
    await this.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name: 'argocd-cm' } });
    for (const { object } of hubContent(files)) {
      if (textAt(object, 'metadata.name') === 'argocd-cm') await this.put(Object(object));
    }
  }

  /** Registers clusters, as the hub's own Secrets or those that External Secrets makes of a store would. */
  async register(clusters: readonly KnownCluster[]): Promise<void> {
    for (const { name, server, labels } of clusters) {
      const metadata = { name: `cluster-${name}`, namespace: 'argocd', labels };
      await this.put({ apiVersion: 'v1', kind: 'Secret', metadata, stringData: { name, server, config: '{}' } });
    }
  }

  /** Applies what the root Application would, and takes away what it would prune. */
  async sync(files: ReadonlyMap<string, string>): Promise<void> {
    const content = hubContent(files).map(({ object }) => object);
    for (const kind of hubKinds) {
      const own = content.filter((object) => textAt(object, 'kind') === kind);
      for (const object of own) await this.put(Object(object));
      const names = new Set(own.map((object) => textAt(object, 'metadata.name')));
      await this.#remove(argoproj, kind, (name) => !names.has(name));
    }
  }

  /** Takes away what a set that is gone owned, as the garbage collector does all the time: there is none here. */
  async collect(): Promise<void> {
    const sets = await this.#client.list(argoproj, 'ApplicationSet', 'argocd');
    const names = new Set(sets.map((set) => textAt(set, 'metadata.name')));
    // By the owner that each has in the same list: one that the controller makes meanwhile has one too.
    await this.#remove(argoproj, 'Application', (_, application) => {
      return !names.has(textAt(listAt(application, 'metadata.ownerReferences')[0], 'name'));
    });
  }

  /** Takes the clusters away. */
  async unregister(): Promise<void> {
    await this.#remove('v1', 'Secret', (name) => name.startsWith('cluster-'));
  }

  /** The Applications that are there. */
  async applications(): Promise<readonly Meant[]> {
    const found = await this.#client.list(argoproj, 'Application', 'argocd');
    return found.map(meantBy).sort(byName);
  }

  /** What the controller says against the sets; undefined where it has not yet spoken of each. */
  async complaints(): Promise<readonly string[] | undefined> {
    const sets = await this.#client.list(argoproj, 'ApplicationSet', 'argocd');
    const conditions = sets.flatMap((set) =>
      listAt(set, 'status.conditions').map((condition) => ({ set: textAt(set, 'metadata.name'), condition })),
    );
    const spoken = conditions.filter(({ condition }) => at(condition, 'type') === 'ErrorOccurred');
    if (spoken.length < sets.length) return undefined;
    const bad = spoken.filter(({ condition }) => at(condition, 'status') === 'True');
    return bad.map(({ set, condition }) => `${set}: ${textAt(condition, 'message')}`);
  }

  async #remove(apiVersion: string, kind: string, chosen: (name: string, object: unknown) => boolean): Promise<void> {
    for (const object of await this.#client.list(apiVersion, kind, 'argocd')) {
      if (!chosen(textAt(object, 'metadata.name'), object)) continue;
      const path = await this.#client.pathOf({ apiVersion, kind, metadata: at(object, 'metadata') });
      const answer = await this.#client.send('DELETE', path);
      if (answer.status !== 404) expect(refusal(answer)).toBeUndefined();
    }
  }
}

function meantBy(object: unknown): Meant {
  return {
    name: textAt(object, 'metadata.name'),
    labels: Object(at(object, 'metadata.labels')),
    annotations: Object(at(object, 'metadata.annotations')),
    spec: at(object, 'spec'),
  };
}

function expected(files: ReadonlyMap<string, string>, clusters: readonly KnownCluster[]): readonly Meant[] {
  return generate(files, clusters)
    .map(({ name, labels, annotations, spec }) => ({ name, labels, annotations, spec }))
    .sort(byName);
}

function byName(a: Meant, b: Meant): number {
  return a.name < b.name ? -1 : 1;
}

/** A fleet that resolves, of several applications on many clusters. */
function largeFleet(size = 200): { readonly fleet: Fleet; readonly resolved: ResolvedPlatform } {
  for (const sample of fc.sample(fleetOf(size), { numRuns: 50, seed: 6 })) {
    const found = resolving(sample);
    if (found !== undefined && found.fleet.applications.length > 2 && decided(found.resolved.files()).length > 2 * size)
      return found;
  }
  throw new Error('no sample is large enough');
}

withEngines(['kube-apiserver', 'kubectl', 'applicationset-controller'], 'the ApplicationSet controller', (tools) => {
  let controller: Guarded;
  let hub: Hub;

  beforeAll(async () => {
    hub = new Hub(tools.client);
    await hub.install(await example('acme'));
    controller = await startApplicationSetController(
      tools.program('applicationset-controller'),
      tools.kubeconfig,
      tools.folder,
    );
  }, 120_000);

  /** Without clusters there are no Applications, and then the sets can go. */
  afterEach(async () => {
    await hub.unregister();
    await settles([]);
    await hub.sync(new Map());
  }, 150_000);

  afterAll(() => controller?.stop());

  /** Waits until the controller is content with the sets and the Applications are those that are wanted, now and a second later. */
  async function settles(wanted: readonly Meant[]): Promise<void> {
    let found: readonly Meant[] = [];
    const isDone = async () => {
      await hub.collect();
      found = await hub.applications();
      return isDeepStrictEqual(found, wanted) && (await hub.complaints())?.length === 0;
    };
    try {
      await controller.until('content', isDone, 240);
    } catch (error) {
      expect(await hub.complaints()).toEqual([]);
      expect(found).toEqual(wanted);
      throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await isDone()).toBe(true);
  }

  for (const name of exampleNames) {
    holds(
      'applicationset-controller',
      `makes of ${name} the Applications that were decided, and no other`,
      async () => {
        const files = await example(name);
        const wanted = expected(files, clustersOf(files));
        expect(wanted.map((one) => one.name)).toEqual(decided(files));
        await hub.register(clustersOf(files));
        await hub.sync(files);
        await settles(wanted);
        return wanted.length;
      },
      150,
    );
  }

  const what =
    'makes for 200 clusters the Applications that were decided, and so again after tags of clusters changed, before and after the next synthesis';
  holds(
    'applicationset-controller',
    what,
    async () => {
      const { fleet, resolved } = largeFleet();
      const files = resolved.files();
      const first = expected(files, clustersOf(files));
      expect(first.map((one) => one.name)).toEqual(decided(files));
      await hub.register(clustersOf(files));
      await hub.sync(files);
      await settles(first);

      const changed = {
        ...fleet,
        clusters: fleet.clusters.map((one, i) =>
          i % 10 === 0 ? { ...one, tags: ['lab', 'gpu', 'canary', 'us'] } : one,
        ),
      };
      const after = resolving(changed)?.resolved;
      if (after === undefined) throw new Error('the changed fleet does not resolve');
      const clusters = clustersOf(after.files());
      const between = expected(files, clusters);
      expect(between).not.toEqual(first);
      await hub.register(clusters);
      await settles(between);

      const last = expected(after.files(), clusters);
      expect(last.map((one) => one.name)).toEqual(decided(after.files()));
      expect(last).not.toEqual(between);
      await hub.sync(after.files());
      await settles(last);
      return first.length + between.length + last.length;
    },
    400,
  );

  holds(
    'applicationset-controller',
    'hands Applications of 60 clusters from set to set where waves begin and where clusters change their wave, and makes none twice',
    async () => {
      const { fleet, resolved } = largeFleet(60);
      const stages = [
        resolved,
        resolving({ ...fleet, waves: fleetWaves })?.resolved,
        // Those that were in the wave of a share are in the last one.
        resolving({ ...fleet, waves: fleetWaves.filter(({ share }) => share === undefined) })?.resolved,
      ];
      let made = 0;
      for (const stage of stages) {
        if (stage === undefined) throw new Error('the fleet does not resolve in waves');
        const files = stage.files();
        const wanted = expected(files, clustersOf(files));
        expect(wanted.map((one) => one.name)).toEqual(decided(files));
        await hub.register(clustersOf(files));
        await hub.sync(files);
        await settles(wanted);
        made += wanted.length;
      }
      return made;
    },
    400,
  );
});
