import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, root } from '../../scripts/source-files.ts';
import { clusterContents, hubContent } from './delivered.ts';
import { everything } from './everything.ts';
import { example, exampleNames } from './examples.ts';
import { filesOf } from './files-of.ts';
import { appendUnheld } from './harness/run-state.ts';
import { madeClusters } from './made-clusters.ts';
import { heldTargets, unheld } from './unheld.ts';

/** Where source is that could make something. */
const folders = ['src', 'constructs', 'stacks', 'examples'];

describe('what no engine was held against', () => {
  let objects: readonly { readonly file: string; readonly object: unknown }[];
  beforeAll(async () => {
    const outputs: ReadonlyMap<string, string>[] = [];
    // A program has the process to itself.
    for (const name of exampleNames) outputs.push(await example(name));
    objects = [...outputs, filesOf(everything()), filesOf(madeClusters())].flatMap((files) => [
      ...hubContent(files),
      ...clusterContents(files).flatMap((content) => content.objects),
    ]);
  }, 120_000);

  test.each(unheld)('is still nothing that $engine reads', ({ engine, waitsFor, reads, source }) => {
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.filter(({ object }) => reads(object)).map(({ file }) => file)).toEqual([]);
    const files = folders.flatMap((folder) => filesIn(folder, '.ts'));
    expect(files.filter((file) => source.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
    appendUnheld({ engine, waitsFor, objects: objects.length });
  });

  test('is no target: each says by what its output is held', () => {
    const targets = readdirSync(join(root, 'src/targets'));
    expect(targets.sort()).toEqual(Object.keys(heldTargets).sort());
  });
});

describe('the list of these engines', () => {
  const examples = {
    'Kyverno CLI, policies of ours': { apiVersion: 'kyverno.io/v1', kind: 'ClusterPolicy' },
    "Gatekeeper's `gator`": { apiVersion: 'templates.gatekeeper.sh/v1', kind: 'ConstraintTemplate' },
    '`argo lint` of Argo Workflows and Events': { apiVersion: 'argoproj.io/v1alpha1', kind: 'Sensor' },
    "Crossplane's `render`": { apiVersion: 'apiextensions.crossplane.io/v1', kind: 'Composition' },
  };

  test.each(Object.entries(examples))('would find what %s reads, as an object and in source', (engine, object) => {
    const found = unheld.filter((one) => one.reads(object)).map((one) => one.engine);
    expect(found).toEqual([engine]);
    const text = `{ apiVersion: '${object.apiVersion}', kind: '${object.kind}' }`;
    expect(unheld.filter(({ source }) => source.test(text)).map((one) => one.engine)).toEqual([engine]);
  });

  test('would find a chart in source, and takes nothing else for one of these', () => {
    expect(unheld.filter(({ source }) => source.test("path: 'chart/Chart.yaml'"))).toHaveLength(1);
    const others = [
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet' },
      { apiVersion: 'iam.aws.m.upbound.io/v1beta1', kind: 'Policy' },
      { apiVersion: 'v1', kind: 'Secret' },
    ];
    expect(others.filter((object) => unheld.some(({ reads }) => reads(object)))).toEqual([]);
  });
});
