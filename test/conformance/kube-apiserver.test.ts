import { isDeepStrictEqual } from 'node:util';
import { type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { clusterContents, type Delivered, hubContent, nameOf } from './delivered.ts';
import { everything } from './everything.ts';
import { example, exampleNames } from './examples.ts';
import { refusal } from './harness/api-client.ts';
import { at, textAt } from './harness/json.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';
import { madeClusters } from './made-clusters.ts';

/** What a server keeps of an object, and when it last changed. */
type Kept = { readonly name: string; readonly version: unknown; readonly fields: unknown };

/** Kinds that the server writes once more at the second apply, the same as before: it does so with a claim of two fields too. */
const writtenTwice = ['PersistentVolumeClaim'];

/** Applies objects in order; gives what the server says against them, warnings included, and what it keeps. */
async function applied({ client }: Tools, objects: readonly Delivered[]) {
  const complaints: string[] = [];
  const kept: Kept[] = [];
  for (const one of objects) {
    const answer = await client.apply(one.object, one.text);
    const refused = refusal(answer);
    if (refused !== undefined) complaints.push(`${nameOf(one)}: ${refused}`);
    for (const warning of answer.warnings) complaints.push(`${nameOf(one)} warns: ${warning}`);
    kept.push({
      name: nameOf(one),
      version: writtenTwice.includes(textAt(one.object, 'kind')) || at(answer.body, 'metadata.resourceVersion'),
      fields: at(answer.body, 'metadata.managedFields'),
    });
  }
  return { complaints, kept };
}

/** Takes objects away, the last first. Namespaces stay: nothing runs that would empty them. */
async function remove({ client }: Tools, objects: readonly Delivered[]): Promise<void> {
  for (const { object } of [...objects].reverse()) {
    if (at(object, 'kind') === 'Namespace') continue;
    const path = await client.pathOf(object);
    await client.send('DELETE', path);
    const finalizers = JSON.stringify({ metadata: { finalizers: null } });
    await client.send('PATCH', path, finalizers, 'application/merge-patch+json');
  }
}

/** Applies objects twice: the server takes them all, and the second time changes nothing. */
async function holdUp(tools: Tools, objects: readonly Delivered[]): Promise<number> {
  const first = await applied(tools, objects);
  const second = await applied(tools, objects);
  await remove(tools, objects);
  expect(first.complaints).toEqual([]);
  expect(second.complaints).toEqual([]);
  const changed = second.kept.filter((kept, i) => !isDeepStrictEqual(kept, first.kept[i]));
  expect(changed.map(({ name }) => name)).toEqual([]);
  return objects.length;
}

/** Kinds that Roadbed makes and the reference has no definition of: nothing is said of their objects here. */
const withoutDefinition: readonly string[] = [
  'Cluster of docdb.aws.m.upbound.io/v1beta1',
  'ClusterInstance of docdb.aws.m.upbound.io/v1beta1',
  'Record of route53.aws.m.upbound.io/v1beta1',
  'Topic of sns.aws.m.upbound.io/v1beta1',
  'TopicPolicy of sns.aws.m.upbound.io/v1beta1',
];

/** The objects whose kinds the server knows; a kind that it should know and does not is a fault. */
async function known({ client }: Tools, objects: readonly Delivered[]): Promise<readonly Delivered[]> {
  const found: Delivered[] = [];
  const unknown = new Set<string>();
  for (const one of objects) {
    const [apiVersion, kind] = [textAt(one.object, 'apiVersion'), textAt(one.object, 'kind')];
    if (await client.knows(apiVersion, kind)) found.push(one);
    else unknown.add(`${kind} of ${apiVersion}`);
  }
  expect([...unknown].filter((kind) => !withoutDefinition.includes(kind))).toEqual([]);
  return found;
}

/** Holds up what the hub and each cluster of a platform get. */
async function holdUpAll(tools: Tools, resolved: ResolvedPlatform): Promise<number> {
  expect(resolved.problems).toEqual([]);
  let objects = await holdUp(tools, hubContent(resolved.files()));
  for (const content of clusterContents(resolved)) objects += await holdUp(tools, await known(tools, content.objects));
  return objects;
}

const manner = 'by server-side apply with strict validation and without a warning; a second apply changes nothing';

withEngines(['kube-apiserver', 'kubectl'], 'the API server', (tools) => {
  beforeAll(async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } };
    expect(refusal(await tools.client.apply(namespace, JSON.stringify(namespace)))).toBeUndefined();
  });

  holds(
    'kube-apiserver',
    'all CustomResourceDefinitions of the reference install',
    async () => {
      expect(tools.definitions.refused).toEqual([]);
      return tools.definitions.count;
    },
    60,
    tools.definitions.seconds,
  );

  holds(
    'kube-apiserver',
    `takes what every golden path delivers in every tier, ${manner}`,
    async () => {
      return holdUpAll(tools, resolveForTest(everything()));
    },
    300,
  );

  holds(
    'kube-apiserver',
    `takes what makes clusters of every kind, ${manner}`,
    async () => {
      return holdUpAll(tools, resolveForTest(madeClusters()));
    },
    300,
  );

  for (const name of exampleNames) {
    holds('kube-apiserver', `takes what ${name} delivers, ${manner}`, async () =>
      holdUpAll(tools, await example(name)),
    );
  }
});
