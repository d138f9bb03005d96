import type { ResolvedGraph } from '../../src/graph/graph.ts';
import { argocd } from '../../src/targets/argocd/argocd.ts';
import { pulumi } from '../../src/targets/pulumi/pulumi.ts';
import type { EmittedFile, Target } from '../../src/targets/shared/target.ts';
import { targetFaults } from './contract.ts';
import { graphs } from './graphs.ts';

/** Every target of Roadbed. */
const targets: readonly Target[] = [argocd, pulumi];

const cases = targets.flatMap((target) => Object.entries(graphs).map(([name, graph]) => ({ target, name, graph })));

test.each(cases)('$target.name keeps the contract of targets with $name', ({ target, graph }) => {
  expect(targetFaults(target, graph())).toEqual([]);
});

describe('the contract sees', () => {
  const file = { path: 'a.yaml', comment: [], documents: [{ a: 1 }] };

  function faultsOf(change: (files: EmittedFile[], graph: ResolvedGraph) => readonly EmittedFile[]): readonly string[] {
    const graph = graphs['two variants on three clusters']?.();
    if (graph === undefined) throw new Error('no graph');
    const emit = (given: ResolvedGraph) => ({ files: change([...argocd.emit(given).files], given), problems: [] });
    return targetFaults({ name: 'odd', emit }, graph);
  }

  test('other bytes the second time', () => {
    let runs = 0;
    expect(faultsOf((files) => [...files, { ...file, documents: [{ run: runs++ }] }])).toEqual([
      'it gives other bytes the second time',
    ]);
  });

  test('a change of the graph', () => {
    const faults = faultsOf((files, graph) => {
      const object = graph.applications[0]?.variants[0]?.objects[0];
      if (object !== undefined) object.manifest.extra = 1;
      return files;
    });
    expect(faults).toContain('it changes the graph');
  });

  test('a path that leaves the folder, a name that some file systems refuse, and a file that is written twice', () => {
    expect(faultsOf((files) => [...files, { ...file, path: '../a.yaml' }])).toEqual([
      '../a.yaml leaves the output folder',
    ]);
    expect(faultsOf((files) => [...files, { ...file, path: 'A:.yaml' }])).toEqual([
      'A:.yaml is no name for every file system',
    ]);
    expect(faultsOf((files) => [...files, file, file])).toEqual(['a.yaml is written twice']);
  });

  test('an object that is dropped', () => {
    expect(
      faultsOf((files) => files.filter(({ path }) => !path.startsWith('prod/') && !path.startsWith('dev/'))),
    ).toEqual(expect.arrayContaining(['it drops ConfigMap api of shop/api', 'it drops Namespace shop of shop']));
  });
});
