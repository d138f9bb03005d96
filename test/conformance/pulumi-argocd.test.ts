import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformOf, resolveForTest } from 'roadbed/testing';
import { root } from '../../scripts/source-files.ts';
import { UserFolder } from '../cli/support.ts';
import { clusterContents, objectsIn } from './delivered.ts';
import { type ExampleName, example } from './examples.ts';
import { at, objectOf, textAt } from './harness/json.ts';
import { holds, withEngines } from './harness/with-engines.ts';
import { outcomesOf } from './pulumi/outcomes.ts';
import type { Made } from './pulumi/session.ts';

/** Examples of which Pulumi renders everything: no source of theirs is a folder in git. */
const rendered: readonly ExampleName[] = ['acme', 'online-boutique', 'orders'];

/**
 * Annotations that Argo CD alone reads: its order and its guards, which with Pulumi are `dependsOn`, `protect` and `retainOnDelete`. In nothing else may
 * objects differ.
 */
const ofArgoCd = ['argocd.argoproj.io/sync-options', 'argocd.argoproj.io/sync-wave'];

/** How an object is known on a cluster. */
function placeOf(cluster: string, object: unknown): string {
  const [namespace, name] = [textAt(object, 'metadata.namespace'), textAt(object, 'metadata.name')];
  return `${cluster}: ${textAt(object, 'apiVersion')} ${textAt(object, 'kind')} ${namespace}/${name}`;
}

/** The object without what Argo CD alone reads. */
function withoutArgoCd(object: unknown): unknown {
  const annotations = objectOf(at(object, 'metadata.annotations'));
  const others = Object.entries(annotations).filter(([key]) => !ofArgoCd.includes(key));
  return {
    ...objectOf(object),
    metadata: { ...objectOf(at(object, 'metadata')), annotations: Object.fromEntries(others) },
  };
}

/** What Argo CD delivers to each cluster, by where it is. */
async function deliveredByArgoCd(name: ExampleName): Promise<ReadonlyMap<string, unknown>> {
  const objects = clusterContents(await example(name)).flatMap(({ clusters, objects }) =>
    clusters.flatMap((cluster) =>
      objects.map(({ object }) => [placeOf(cluster, object), withoutArgoCd(object)] as const),
    ),
  );
  return new Map(objects);
}

/** What the provider of Kubernetes was given, by where it is. */
function deliveredByPulumi(resources: readonly Made[]): ReadonlyMap<string, unknown> {
  const objects = resources.filter(({ type }) => type.startsWith('kubernetes:'));
  return new Map(
    objects.map(({ inputs, settings }) => [
      placeOf(textAt(settings, 'renderYamlToDirectory'), inputs),
      withoutArgoCd(inputs),
    ]),
  );
}

/** `examples/pulumi` where Argo CD delivers what runs, so that it says of the same objects what they are. */
function shared(): Promise<ReadonlyMap<string, string>> {
  const hub = "Cluster.existing(platform, 'hub', { environment: 'ops', server: 'https://hub.example', hub: true });";
  const text = readFileSync(join(root, 'examples/pulumi/main.ts'), 'utf8')
    .replace('recipes: [pulumiAws] });', `recipes: [pulumiAws], delivery: 'mixed' });\n${hub}`)
    .replace(/const deployment = [\s\S]*$/, 'platform.synth();\n');
  const folder = new UserFolder({ 'main.ts': text });
  return platformOf(() => import(join(folder.path, 'main.ts')))
    .then((platform) => resolveForTest(platform).files())
    .finally(() => folder.remove());
}

withEngines(['pulumi'], 'the engine of Pulumi', (tools) => {
  holds(
    'pulumi',
    'makes of examples/pulumi on its cluster what Argo CD delivers of the same program, object by object',
    async () => {
      const delivered = objectsIn(await shared(), 'prod/');
      const wanted = delivered.map(({ object }) => [placeOf('eu', object), withoutArgoCd(object)] as const);
      expect(wanted.length).toBeGreaterThan(0);
      const [up] = outcomesOf(tools, [{ command: 'up', program: join(root, 'examples/pulumi/main.ts') }]);
      expect(up?.error).toBeUndefined();
      // What Pulumi itself hands over is no object of Argo CD's in either case.
      const made = up?.resources.filter(
        ({ name, type }) => type.startsWith('kubernetes:') && !name.endsWith('-connection'),
      );
      const found = made?.map(({ inputs }) => [placeOf('eu', inputs), withoutArgoCd(inputs)] as const) ?? [];
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(wanted));
      return wanted.length;
    },
    300,
  );

  for (const name of rendered) {
    holds(
      'pulumi',
      `makes of ${name} what Argo CD delivers, object by object, in an order that clusters take`,
      async () => {
        const program = join(root, 'examples', name, 'main.ts');
        const wanted = await deliveredByArgoCd(name);
        const clusters = [...new Set([...wanted.keys()].map((place) => place.slice(0, place.indexOf(':'))))];
        const [up, again] = outcomesOf(
          tools,
          [
            { command: 'up', program },
            { command: 'up', program },
          ],
          clusters,
        );
        expect(up?.error).toBeUndefined();
        expect(Object.fromEntries(deliveredByPulumi(up?.resources ?? []))).toEqual(Object.fromEntries(wanted));
        expect(again).toMatchObject({ deeds: [], changes: { same: up?.changes.create } });
        return wanted.size;
      },
      300,
    );
  }
});
