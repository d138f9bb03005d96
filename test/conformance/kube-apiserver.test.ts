import { isDeepStrictEqual } from 'node:util';
import { clusterContents, type Delivered, hubContent, nameOf } from './delivered.ts';
import { everything } from './everything.ts';
import { example, exampleNames } from './examples.ts';
import { filesOf } from './files-of.ts';
import { type Answer, refusal } from './harness/api-client.ts';
import { at, objectOf, textAt } from './harness/json.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';
import { madeClusters } from './made-clusters.ts';
import { takeAway } from './take-away.ts';
import { kindName, withoutDefinition } from './without-definition.ts';

/** What a server said of an object when it was applied. */
interface Application {
  readonly delivered: Delivered;
  readonly answer: Answer;
  readonly complaints: readonly string[];
}

/**
 * Kinds that the server writes once more at the second apply, the same as before, and then no more: it does so with a claim of two fields
 * too, and where a definition gives the status a default. Of a FlowSchema it says in the status, after the first apply, that its level is there.
 */
const writtenTwice = ['FlowSchema', 'Gateway', 'GatewayClass', 'PersistentVolumeClaim'];

/** Applies an object. */
async function apply({ client }: Tools, delivered: Delivered): Promise<Application> {
  const answer = await client.apply(delivered.object, delivered.text);
  const refused = refusal(answer);
  const warnings = answer.warnings.map((warning) => `${nameOf(delivered)} warns: ${warning}`);
  return {
    delivered,
    answer,
    complaints: refused === undefined ? warnings : [`${nameOf(delivered)}: ${refused}`, ...warnings],
  };
}

/** Applies objects in order. */
async function applyAll(tools: Tools, objects: readonly Delivered[]): Promise<readonly Application[]> {
  const applied: Application[] = [];
  for (const one of objects) applied.push(await apply(tools, one));
  return applied;
}

/** Whether the server keeps of an object what it kept before, and has not written it again. */
function isKept({ answer: { body: a } }: Application, { answer: { body: b } }: Application): boolean {
  const [before, now] = [objectOf(at(a, 'metadata')), objectOf(at(b, 'metadata'))];
  return before.resourceVersion === now.resourceVersion && isDeepStrictEqual(before.managedFields, now.managedFields);
}

/** Whether an object is changed by one more apply; where others write it too, as controllers of a real cluster do, by each of several. */
async function changes(tools: Tools, first: Application): Promise<boolean> {
  const others = !tools.isOwnServer;
  let before = first;
  for (
    let left = others ? 5 : writtenTwice.includes(textAt(first.delivered.object, 'kind')) ? 2 : 1;
    left > 0;
    left -= 1
  ) {
    const now = await apply(tools, first.delivered);
    expect(now.complaints).toEqual([]);
    if (isKept(before, now)) return false;
    before = now;
  }
  return true;
}

/** Applies objects: the server takes them all, and another apply changes nothing. */
async function holdUp(tools: Tools, objects: readonly Delivered[]): Promise<number> {
  const changed: string[] = [];
  try {
    const first = await applyAll(tools, objects);
    expect(first.flatMap(({ complaints }) => complaints)).toEqual([]);
    for (const one of first) if (await changes(tools, one)) changed.push(nameOf(one.delivered));
  } finally {
    await takeAway(tools.client, objects);
  }
  expect(changed).toEqual([]);
  return objects.length;
}

/** The objects whose kinds the server knows; a kind that it should know and does not is a fault. */
async function known({ client }: Tools, objects: readonly Delivered[]): Promise<readonly Delivered[]> {
  const found: Delivered[] = [];
  const unknown = new Set<string>();
  for (const one of objects) {
    const [apiVersion, kind] = [textAt(one.object, 'apiVersion'), textAt(one.object, 'kind')];
    if (await client.knows(apiVersion, kind)) found.push(one);
    else unknown.add(kindName(apiVersion, kind));
  }
  expect([...unknown].filter((kind) => !withoutDefinition.includes(kind))).toEqual([]);
  return found;
}

/** Holds up what the hub and each cluster of a platform get. */
async function holdUpAll(tools: Tools, files: ReadonlyMap<string, string>): Promise<number> {
  let objects = await holdUp(tools, hubContent(files));
  for (const content of clusterContents(files)) objects += await holdUp(tools, await known(tools, content.objects));
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
      return holdUpAll(tools, filesOf(everything()));
    },
    300,
  );

  holds(
    'kube-apiserver',
    `takes what makes clusters of every kind, ${manner}`,
    async () => {
      return holdUpAll(tools, filesOf(madeClusters()));
    },
    300,
  );

  for (const name of exampleNames) {
    holds(
      'kube-apiserver',
      `takes what ${name} delivers, ${manner}`,
      async () => holdUpAll(tools, await example(name)),
      120,
    );
  }
});
