import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, root } from '../../scripts/source-files.ts';
import { UserFolder } from '../cli/support.ts';
import { clusterContents } from './delivered.ts';
import { type ExampleName, example } from './examples.ts';
import { succeed } from './harness/command.ts';
import { at, objectOf, textAt } from './harness/json.ts';
import { holds, withEngines } from './harness/with-engines.ts';
import { PASSWORD } from './pulumi/aws-double.ts';
import { type Made, type Outcome, outcomesSchema, type Session } from './pulumi/session.ts';

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
  /** Does the steps with a stack of its own. */
  function outcomes(steps: Session['steps'], clusters: readonly string[] = []): readonly Outcome[] {
    const folder = mkdtempSync(join(tools.folder, 'stack-'));
    const file = join(folder, 'session.json');
    const session: Session = {
      cli: tools.program('pulumi'),
      folder,
      clusters: Object.fromEntries(clusters.map((name) => [name, name])),
      steps,
    };
    writeFileSync(file, JSON.stringify(session));
    succeed(process.execPath, [
      '-r',
      join(root, 'scripts/typescript-hook.cjs'),
      join(__dirname, 'pulumi/run-session.ts'),
      file,
    ]);
    const state = filesIn('state', '', folder).map((path) => readFileSync(join(folder, path), 'utf8'));
    expect(state.filter((text) => text.includes(PASSWORD))).toEqual([]);
    return outcomesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  }

  holds(
    'pulumi',
    'previews examples/pulumi, makes it, leaves it, changes one thing, and deletes it once it is unprotected',
    async () => {
      const program = join(root, 'examples/pulumi/main.ts');
      const changed = new UserFolder({ 'main.ts': readFileSync(program, 'utf8').replace('api:1.4.2', 'api:1.5.0') }, [
        '@pulumi/pulumi',
      ]);
      try {
        const [preview, up, again, change, refused, , destroyed] = outcomes([
          ...(['preview', 'up', 'up'] as const).map((command) => ({ command, program })),
          ...(['up', 'destroy', 'unprotect', 'destroy'] as const).map((command) => ({
            command,
            program: join(changed.path, 'main.ts'),
          })),
        ]);
        const count = up?.changes.create ?? 0;
        expect(preview).toEqual({ changes: { create: count }, deeds: [], resources: [], outputs: {} });
        expect(up).toMatchObject({ changes: { create: count }, outputs: { endpoint: 'https://eu.eks.example' } });
        expect(again).toMatchObject({ changes: { same: count }, deeds: [] });
        expect(change).toMatchObject({
          changes: { same: count - 1, update: 1 },
          deeds: [{ deed: 'update', type: 'kubernetes:apps/v1:Deployment', name: 'eu/shop/Deployment/api' }],
        });
        expect(refused?.error).toContain('cannot be deleted\n    because it is protected');
        expect(refused?.resources.map(({ name }) => name)).toEqual(
          expect.arrayContaining(['eu/shop/orders', 'eu/cluster-eu/eu']),
        );
        expect(destroyed).toMatchObject({ changes: { delete: expect.any(Number) }, resources: [] });
        expect(refused?.deeds.length).toBeGreaterThan(0);
        const deleted = [...(refused?.deeds ?? []), ...(destroyed?.deeds ?? [])];
        const cluster = deleted.findIndex(({ type }) => type === 'aws:eks/cluster:Cluster');
        expect(deleted.slice(cluster).filter(({ type }) => type.startsWith('kubernetes:'))).toEqual([]);
        return count;
      } finally {
        changed.remove();
      }
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
        const [up, again] = outcomes(
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
