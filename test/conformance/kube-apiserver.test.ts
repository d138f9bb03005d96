import { isDeepStrictEqual } from 'node:util';
import { type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import { clusterContents, type Delivered, hubContent, nameOf } from './delivered.ts';
import { everything } from './everything.ts';
import { example, exampleNames } from './examples.ts';
import { refusal } from './harness/api-client.ts';
import { at } from './harness/json.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';

/** What a server keeps of an object and when it last changed. */
type Kept = { readonly name: string; readonly version: unknown; readonly fields: unknown };

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
      version: at(answer.body, 'metadata.resourceVersion'),
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
  expect(changed).toEqual([]);
  return objects.length;
}

/** Holds up what the hub and each cluster of a platform get. */
async function holdUpAll(tools: Tools, resolved: ResolvedPlatform): Promise<number> {
  expect(resolved.problems).toEqual([]);
  let objects = await holdUp(tools, hubContent(resolved.files()));
  for (const content of clusterContents(resolved)) objects += await holdUp(tools, content.objects);
  return objects;
}

const manner = 'by server-side apply with strict validation and without a warning; a second apply changes nothing';

withEngines(['kube-apiserver', 'kubectl'], 'the API server', (tools) => {
  beforeAll(async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } };
    expect(refusal(await tools.client.apply(namespace, JSON.stringify(namespace)))).toBeUndefined();
  });

  holds('kube-apiserver', 'all CustomResourceDefinitions of the reference install', async () => {
    expect(tools.definitions.refused).toEqual([]);
    return tools.definitions.count;
  });

  holds('kube-apiserver', `takes what every golden path delivers in every tier, ${manner}`, async () => {
    return holdUpAll(tools, resolveForTest(everything()));
  });

  for (const name of exampleNames) {
    holds('kube-apiserver', `takes what ${name} delivers, ${manner}`, async () =>
      holdUpAll(tools, await example(name)),
    );
  }
});
