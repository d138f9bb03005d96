import { join } from 'node:path';
import { root } from '../../scripts/source-files.ts';
import { clusterContents } from './delivered.ts';
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

withEngines(['pulumi'], 'the engine of Pulumi', (tools) => {
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
