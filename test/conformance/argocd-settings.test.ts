import { parseAllDocuments } from 'yaml';
import { clustersOf, type GeneratedApplication, generate, repositoryFolder } from './application-sets.ts';
import { clusterContents } from './delivered.ts';
import { everything } from './everything.ts';
import { example, exampleNames } from './examples.ts';
import { filesOf } from './files-of.ts';
import { askArgocd, configMapsOf } from './harness/argocd.ts';
import { at, listAt, textAt } from './harness/json.ts';
import { holds, withEngines } from './harness/with-engines.ts';

const condition = (type: string, status: string, reason = 'Because', message = '') => ({
  type,
  status,
  reason,
  message,
});

type Sample = readonly [status: object | undefined, health: string, message?: string];

/** What a managed resource of Crossplane says of itself, and what that means. */
const managed: readonly Sample[] = [
  [undefined, 'Progressing', 'waiting for the resource to become ready'],
  [{ conditions: [condition('Synced', 'True'), condition('Ready', 'False', 'Creating')] }, 'Progressing', 'Creating'],
  [{ conditions: [condition('Ready', 'True'), condition('Synced', 'True')] }, 'Healthy', 'ready'],
  [{ conditions: [condition('Synced', 'False', 'ReconcileError', 'no quota')] }, 'Degraded', 'no quota'],
  [
    { conditions: [condition('Ready', 'True'), condition('Synced', 'False', 'ReconcileError', 'no')] },
    'Degraded',
    'no',
  ],
  [{ conditions: [condition('LastAsyncOperation', 'False', 'AsyncCreateFailure', 'late')] }, 'Degraded', 'late'],
];

/** Health by kind, as `Kind.group`, where ours is not Crossplane's. */
const others: Readonly<Record<string, readonly Sample[]>> = {
  'Cluster.postgresql.cnpg.io': [
    [undefined, 'Progressing', 'waiting for the database'],
    [{ phase: 'Setting up primary', conditions: [condition('Ready', 'False')] }, 'Progressing', 'Setting up primary'],
    [{ phase: 'Cluster in healthy state', conditions: [condition('Ready', 'True')] }, 'Healthy'],
  ],
  'Application.argoproj.io': [
    [undefined, 'Progressing'],
    [{ health: { status: 'Progressing', message: 'rolling out' } }, 'Progressing', 'rolling out'],
    [{ health: { status: 'Healthy' } }, 'Healthy'],
    [{ health: { status: 'Degraded', message: 'no image' } }, 'Degraded', 'no image'],
  ],
};

/** The kinds that settings bring a health script for, as `group/Kind` of an Argo CD that has read them, and the samples for each. */
function samplesFor(override: string): readonly { readonly object: object; readonly sample: Sample }[] {
  const [group = '', kind = ''] = override.split('/');
  const samples = others[`${kind}.${group}`] ?? managed;
  return samples.map((sample) => {
    const [status] = sample;
    const metadata = { name: 'sample', namespace: 'sample' };
    return {
      sample,
      object: { apiVersion: `${group}/v1`, kind, metadata, ...(status === undefined ? {} : { status }) },
    };
  });
}

/** What Argo CD knows of a cluster, as it reads it of a Secret. */
function secretOf({ name, server, labels }: ReturnType<typeof clustersOf>[number]): object {
  const text = (value: string) => Buffer.from(value).toString('base64');
  const metadata = { name: `cluster-${name}`, namespace: 'argocd', labels };
  return { metadata, data: { name: text(name), server: text(server), config: text('{}') } };
}

function documentsIn(files: ReadonlyMap<string, string>, folder: string): readonly unknown[] {
  const own = [...files].filter(([path]) => path.startsWith(folder) && !path.endsWith('/values.yaml'));
  return own.flatMap(([, text]) => parseAllDocuments(text).map((document): unknown => document.toJS()));
}

function permitQuestion(files: ReadonlyMap<string, string>, applications: readonly GeneratedApplication[]): object {
  const deliveries = applications.map((one) => ({
    application: { metadata: { name: one.name, namespace: 'argocd' }, spec: one.spec },
    objects: documentsIn(files, repositoryFolder(one)),
  }));
  const clusters = clustersOf(files).map(secretOf);
  return { configMaps: configMapsOf(files), clusters, projects: documentsIn(files, 'hub/projects/'), deliveries };
}

withEngines(['argocd'], 'what Argo CD makes of the settings', (tools) => {
  holds(
    'argocd',
    'tells by our Lua scripts what is well, on its way or broken, for every kind that has one',
    async () => {
      const configMaps = configMapsOf(filesOf(everything()));
      const overrides = Object.keys(Object(configMaps[0]?.data))
        .map((key) => /^resource\.customizations\.health\.(.+)_(\w+)$/.exec(key))
        .flatMap((found) => (found === null ? [] : [`${found[1]}/${found[2]}`]));
      expect(overrides.length).toBeGreaterThan(20);
      const samples = overrides.flatMap(samplesFor);
      const answer = askArgocd(tools, 'health', { configMaps, objects: samples.map(({ object }) => object) });
      expect(answer.overrides).toEqual(expect.arrayContaining(overrides));
      const told = listAt(answer, 'objects').map((one) => ({ status: at(one, 'status'), message: at(one, 'message') }));
      const wanted = samples.map(({ sample: [, status, message] }, i) => ({
        status,
        message: message ?? told[i]?.message,
      }));
      expect(told).toEqual(wanted);
      return samples.length;
    },
  );

  for (const name of exampleNames) {
    holds('argocd', `takes notice of every object of ${name}, as it is installed and with our settings`, async () => {
      const files = await example(name);
      const objects = clusterContents(files).flatMap((content) => content.objects.map(({ object }) => object));
      const answer = askArgocd(tools, 'health', { configMaps: configMapsOf(files), objects });
      const excluded = listAt(answer, 'objects').flatMap((one, i) =>
        at(one, 'excluded') === true ? [textAt(objects[i], 'kind')] : [],
      );
      expect(excluded).toEqual([]);
      expect(answer.tracking).toBe('annotation');
      return objects.length;
    });

    holds(
      'argocd',
      `permits by the projects of ${name} each Application, its destination and every object`,
      async () => {
        const files = await example(name);
        const applications = generate(files, clustersOf(files));
        const question = permitQuestion(files, applications);
        expect(askArgocd(tools, 'permit', question)).toEqual({ refused: [] });
        return applications.length;
      },
    );
  }

  holds('argocd', 'permits no more: no other namespace, cluster-wide kind, limit or repository', async () => {
    const files = await example('acme');
    const [shop] = generate(files, clustersOf(files)).filter(({ name }) => name === 'shop-dev');
    if (shop === undefined) throw new Error('the shop is not delivered');
    const refused = (application: GeneratedApplication, object?: object) => {
      const file = `${repositoryFolder(shop)}more.yaml`;
      const more = object === undefined ? files : new Map([...files, [file, JSON.stringify(object)]]);
      return listAt(askArgocd(tools, 'permit', permitQuestion(more, [application])), 'refused');
    };
    const name = (namespace: string) => ({ name: 'x', namespace });
    const cases: readonly (readonly [object, string])[] = [
      [{ apiVersion: 'v1', kind: 'Secret', metadata: name('argocd') }, 'Secret argocd/x'],
      [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } }, 'Namespace /x'],
      [{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: name('shop') }, 'ResourceQuota shop/x'],
    ];
    for (const [object, what] of cases) {
      expect(refused(shop, object)).toEqual([`shop-dev: ${what} is not permitted in project team-shop`]);
    }
    const foreign = { ...Object(shop.spec), source: { repoURL: 'https://github.com/mallory/x', path: 'x' } };
    expect(refused({ ...shop, spec: foreign })).toEqual([expect.stringContaining('is not permitted in project')]);
    const elsewhere = { ...Object(shop.spec), destination: { server: shop.server, namespace: 'argocd' } };
    expect(refused({ ...shop, spec: elsewhere })).toEqual([expect.stringContaining('do not match any of the allowed')]);
    return cases.length + 2;
  });
});
