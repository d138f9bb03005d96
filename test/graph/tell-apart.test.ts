import * as fc from 'fast-check';
import type { ClusterNode } from '../../src/graph/graph.ts';
import { tellApart } from '../../src/graph/tell-apart.ts';
import { CLUSTER_LABEL, ENVIRONMENT_LABEL } from '../../src/model/labels.ts';
import { labelOf } from '../../src/model/site.ts';

type Labels = Readonly<Record<string, string | undefined>>;

function given(labels: Labels): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([label, value]) => (value === undefined ? [] : [[label, value]])),
  );
}

function cluster(index: number, environment: string, labels: Labels): ClusterNode {
  const name = `c${index}`;
  return {
    name,
    path: name,
    index,
    environment,
    tier: 'staging',
    labels: { ...given(labels), [CLUSTER_LABEL]: name, [ENVIRONMENT_LABEL]: environment },
    server: undefined,
    connection: undefined,
    tags: [],
    cloud: undefined,
    provides: [],
    gateway: undefined,
    credential: undefined,
    sealedCredential: undefined,
    hub: false,
    unknownProps: [],
    infrastructure: undefined,
    behindHub: false,
    home: undefined,
    plane: 'cluster',
  };
}

/** Tells clusters apart by what their label `is` holds, and says each leaf in a word. */
function told(clusters: readonly ClusterNode[], labels: readonly string[]): readonly string[] {
  const leaves = tellApart(clusters, ({ labels: own }) => own.is ?? '', labels);
  return leaves.map(({ facts, clusters: those }) => {
    const words = facts.map(({ label, value }) => `${label.replace('roadbed.dev/', '')}=${value}`);
    return `${words.join(' ')}: ${those.map(({ name }) => name).join(' ')}`;
  });
}

test('clusters of an environment that are alike are told by the environment alone', () => {
  const clusters = [cluster(0, 'dev', { a: '1' }), cluster(1, 'prod', { a: '1' }), cluster(2, 'prod', { a: '2' })];
  expect(told(clusters, ['a'])).toEqual(['environment=dev: c0', 'environment=prod: c1 c2']);
});

test('clusters that differ are told by the label that tells the most, and not by one that tells nothing', () => {
  const clusters = [
    cluster(0, 'prod', { a: '1', b: '1', is: 'x' }),
    cluster(1, 'prod', { a: '2', b: '1', is: 'x' }),
    cluster(2, 'prod', { a: '1', b: '2', is: 'y' }),
    cluster(3, 'prod', { a: '2', is: 'z' }),
  ];
  expect(told(clusters, ['a', 'b'])).toEqual([
    'environment=prod b=1: c0 c1',
    'environment=prod b=2: c2',
    'environment=prod b=undefined: c3',
  ]);
});

test('where no label tells, the name does', () => {
  const clusters = [cluster(0, 'prod', { a: '1', is: 'x' }), cluster(1, 'prod', { a: '1', is: 'y' })];
  expect(told(clusters, ['a', CLUSTER_LABEL])).toEqual([
    'environment=prod cluster=c0: c0',
    'environment=prod cluster=c1: c1',
  ]);
});

test('every cluster is in one leaf alone, whose facts hold for it and for no other, and all in it are alike', () => {
  const value = fc.constantFrom('1', '2', undefined);
  const one = fc.record({
    environment: fc.constantFrom('dev', 'prod'),
    a: value,
    b: value,
    is: fc.constantFrom('x', 'y'),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), (drawn) => {
      const clusters = drawn.map(({ environment, ...labels }, index) => cluster(index, environment, labels));
      const leaves = tellApart(clusters, ({ labels }) => labels.is ?? '', ['a', 'b']);
      for (const { facts, clusters: those } of leaves) {
        const holding = clusters.filter((each) => facts.every(({ label, value }) => labelOf(each, label) === value));
        expect(holding).toEqual(those);
        expect(new Set(those.map(({ labels }) => labels.is)).size).toBe(1);
      }
      expect(leaves.flatMap(({ clusters: those }) => those)).toHaveLength(clusters.length);
    }),
  );
});
