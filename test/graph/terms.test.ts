import fc from 'fast-check';
import { matches, requirementOf, toLabelSelector } from '../../src/graph/selector.ts';
import { covers, intersect, overlapping, type Term } from '../../src/graph/term.ts';
import { narrow, type PlacementClause, placementTerms } from '../../src/graph/terms.ts';
import { CLUSTER_LABEL, ENVIRONMENT_LABEL, tagLabel } from '../../src/model/labels.ts';
import type { LabelSelectorRequirement } from '../../src/model/selector.ts';

type Labels = Readonly<Record<string, string>>;

const tags = ['a', 'b', 'c', 'd'];
const environments = ['dev', 'prod', 'qa'];
const clusters = ['eu', 'us'];

/** Values that matter to the clauses of these tests, by label, and one for all others; besides, each label may be absent. */
const values: readonly (readonly [string, readonly string[]])[] = [
  ...tags.map((tag) => [tagLabel(tag), ['true', 'false']] as const),
  [ENVIRONMENT_LABEL, [...environments, 'other']],
  [CLUSTER_LABEL, [...clusters, 'other']],
];

/** Every set of labels that the clauses can tell apart. */
const everyLabels = values.reduce<readonly Labels[]>(
  (sets, [label, values]) =>
    sets.flatMap((labels) => [labels, ...values.map((value) => ({ ...labels, [label]: value }))]),
  [{}],
);

const clause: fc.Arbitrary<PlacementClause> = fc.record({
  all: fc.subarray(tags, { maxLength: 2 }),
  any: fc.subarray(tags, { maxLength: 3 }),
  none: fc.subarray(tags, { maxLength: 1 }),
  environments: fc.oneof(fc.constant([]), fc.subarray(environments)),
  cluster: fc.option(fc.constantFrom(...clusters), { nil: undefined, freq: 5 }),
});
const clauses = fc.array(clause, { maxLength: 4 });

function asked(part: Partial<PlacementClause>): PlacementClause {
  return { all: [], any: [], none: [], environments: [], ...part };
}

/** What a clause means, word by word. */
function chosen({ all, any, none, environments, cluster }: PlacementClause, labels: Labels): boolean {
  const has = (tag: string): boolean => labels[tagLabel(tag)] === 'true';
  return (
    all.every(has) &&
    (any.length === 0 || any.some(has)) &&
    !none.some(has) &&
    (environments.length === 0 || environments.includes(labels[ENVIRONMENT_LABEL] ?? '')) &&
    (cluster === undefined || labels[CLUSTER_LABEL] === cluster)
  );
}

function termsOf(clauses: readonly PlacementClause[]): readonly Term[] {
  const result = placementTerms(clauses);
  if (result.overflow) throw new Error('overflow');
  return result.terms;
}

const selectorsOf = (clauses: readonly PlacementClause[]) => termsOf(clauses).map(toLabelSelector);

describe('placement terms', () => {
  test('one term covers the labels that some clause chooses, and none covers others', () => {
    fc.assert(
      fc.property(clauses, (clauses) => {
        const terms = termsOf(clauses);
        for (const labels of everyLabels) {
          const covering = terms.filter((term) => covers(term, labels)).length;
          if (covering !== (clauses.some((clause) => chosen(clause, labels)) ? 1 : 0)) {
            throw new Error(`${covering} terms cover ${JSON.stringify(labels)}`);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test('terms are disjoint for labels that nobody thought of', () => {
    const label = fc.constantFrom(...values.map(([label]) => label), 'unknown');
    const anyLabels = fc.dictionary(label, fc.oneof(fc.constantFrom('true', 'prod', 'eu'), fc.string()));
    fc.assert(
      fc.property(clauses, fc.array(anyLabels), (clauses, sets) => {
        const terms = termsOf(clauses);
        for (const labels of sets) expect(terms.filter((term) => covers(term, labels)).length).toBeLessThanOrEqual(1);
        for (const term of terms) expect(terms.filter((other) => overlapping(term, other))).toEqual([term]);
      }),
    );
  });

  test('the order of clauses, of what they list, and repetitions do not matter', () => {
    const shuffled = clauses.chain((clauses) =>
      fc.tuple(fc.constant(clauses), fc.shuffledSubarray([...clauses, ...clauses], { minLength: clauses.length * 2 })),
    );
    fc.assert(
      fc.property(shuffled, ([clauses, others]) => {
        const reversed = others.map((clause) => ({
          ...clause,
          all: [...clause.all].reverse(),
          any: [...clause.any].reverse(),
          environments: [...clause.environments, ...clause.environments].reverse(),
        }));
        expect(JSON.stringify(selectorsOf(reversed))).toBe(JSON.stringify(selectorsOf(clauses)));
      }),
      { numRuns: 300 },
    );
  });

  test('the terms of different variants never cover the same labels, and together they cover what the placement does', () => {
    const question = fc.constantFrom(...values.map(([label]) => label));
    fc.assert(
      fc.property(clauses, fc.uniqueArray(question, { minLength: 1, maxLength: 3 }), (clauses, questions) => {
        const terms = termsOf(clauses);
        const answers = questions.map((label) => [
          undefined,
          ...(values.find(([other]) => other === label)?.[1] ?? []),
        ]);
        const variants = answers.reduce<readonly LabelSelectorRequirement[][]>(
          (variants, values, i) =>
            variants.flatMap((facts) =>
              values.map((value) => [...facts, requirementOf({ label: questions[i] ?? '', value })]),
            ),
          [[]],
        );
        const selectors = variants.map((facts) => narrow(terms, facts).map(toLabelSelector));
        for (const labels of everyLabels) {
          const taken = selectors.map((own) => own.filter((selector) => matches(labels, selector)).length);
          const total = taken.reduce((sum, count) => sum + count, 0);
          if (total !== (terms.some((term) => covers(term, labels)) ? 1 : 0)) throw new Error(JSON.stringify(labels));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('no clause chooses nothing, and a clause that asks for nothing chooses everything', () => {
    expect(selectorsOf([])).toEqual([]);
    expect(selectorsOf([asked({ all: ['a'] }), asked({})])).toEqual([{}]);
  });

  test('a clause that contradicts itself chooses nothing', () => {
    expect(selectorsOf([asked({ all: ['a'], none: ['a'] })])).toEqual([]);
    expect(selectorsOf([asked({ any: ['a'], none: ['a'] })])).toEqual([]);
  });

  test('a rule that asks for one tag is one plain label', () => {
    expect(selectorsOf([asked({ all: ['edge'] })])).toEqual([{ matchLabels: { 'roadbed.dev/tag.edge': 'true' } }]);
  });

  test('any of three tags takes three terms', () => {
    expect(selectorsOf([asked({ any: ['a', 'b', 'c'] })])).toEqual([
      { matchLabels: { 'roadbed.dev/tag.a': 'true' } },
      {
        matchLabels: { 'roadbed.dev/tag.b': 'true' },
        matchExpressions: [{ key: 'roadbed.dev/tag.a', operator: 'NotIn', values: ['true'] }],
      },
      {
        matchLabels: { 'roadbed.dev/tag.c': 'true' },
        matchExpressions: [
          { key: 'roadbed.dev/tag.a', operator: 'NotIn', values: ['true'] },
          { key: 'roadbed.dev/tag.b', operator: 'NotIn', values: ['true'] },
        ],
      },
    ]);
  });

  test('rules that differ in their environment only, and clusters named one by one, become one term', () => {
    const rules = [asked({ all: ['a'], environments: ['prod'] }), asked({ all: ['a'], environments: ['dev'] })];
    expect(selectorsOf(rules)).toEqual([
      {
        matchLabels: { 'roadbed.dev/tag.a': 'true' },
        matchExpressions: [{ key: ENVIRONMENT_LABEL, operator: 'In', values: ['dev', 'prod'] }],
      },
    ]);
    expect(selectorsOf(['us', 'eu', 'us'].map((cluster) => asked({ cluster })))).toEqual([
      { matchExpressions: [{ key: CLUSTER_LABEL, operator: 'In', values: ['eu', 'us'] }] },
    ]);
  });

  test('a rule that another one contains adds no term', () => {
    expect(selectorsOf([asked({ all: ['a'] }), asked({ all: ['a', 'b'], environments: ['prod'] })])).toEqual(
      selectorsOf([asked({ all: ['a'] })]),
    );
  });

  test('opposite rules for a tag make it no condition', () => {
    expect(termsOf([asked({ all: ['a', 'b'] }), asked({ all: ['b'], none: ['a'] })])).toEqual(
      termsOf([asked({ all: ['b'] })]),
    );
  });

  test('a tag that must be there anyway answers the question for any of several', () => {
    const rules = [asked({ all: ['d'] }), asked({ all: ['b', 'c'], any: ['a', 'b', 'e'] })];
    expect(termsOf(rules)).toHaveLength(2);
  });

  test('pieces of different rules are joined where they meet', () => {
    const rules = [
      asked({ all: ['b', 'c'], none: ['a'] }),
      asked({ all: ['c'], environments: ['qa'] }),
      asked({ all: ['a', 'b'] }),
    ];
    expect(termsOf(rules)).toHaveLength(3);
  });

  test('terms that differ only in what a variant knows are one term in it', () => {
    const terms = termsOf([asked({ none: ['a'], environments: ['prod'] }), asked({ all: ['a'] })]);
    expect(terms).toHaveLength(2);
    const prod = requirementOf({ label: ENVIRONMENT_LABEL, value: 'prod' });
    expect(narrow(terms, [prod]).map(toLabelSelector)).toEqual([{ matchLabels: { [ENVIRONMENT_LABEL]: 'prod' } }]);
  });

  test('rules that do not touch stay as they are', () => {
    const rules = environments.map((environment) =>
      asked({ any: tags.map((tag) => `${tag}-${environment}`), environments: [environment] }),
    );
    expect(termsOf(rules)).toHaveLength(environments.length * tags.length);
  });

  test('too many terms are reported and not made', () => {
    const pairs = Array.from({ length: 9 }, (_, i) => asked({ all: [`a${i}`, `b${i}`] }));
    expect(termsOf(pairs.slice(0, 8))).toHaveLength(255);
    expect(placementTerms(pairs)).toEqual({ overflow: true, limit: 256 });
    expect(placementTerms([asked({ any: tags })], 3)).toEqual({ overflow: true, limit: 3 });
    const many = Array.from({ length: 2000 }, (_, i) => `t${i}`);
    expect(placementTerms([asked({ any: many })])).toEqual({ overflow: true, limit: 256 });
  });

  test('ten thousand clusters by name beside a rule take two terms', () => {
    const named = Array.from({ length: 10_000 }, (_, i) => asked({ cluster: `c${i}` }));
    expect(termsOf([...named, asked({ all: ['a'] })])).toHaveLength(2);
  });
});

describe('intersect', () => {
  const known = fc.constantFrom(...values);
  const requirement = fc.oneof(
    fc.record({ key: known.map(([key]) => key), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
    fc.tuple(known, fc.constantFrom('In', 'NotIn')).chain(([[key, known], operator]) =>
      fc.record({
        key: fc.constant(key),
        operator: fc.constant(operator),
        values: fc.subarray(known.slice(0, -1), { minLength: 1 }),
      }),
    ),
  );

  test('a narrowed term covers what the term covers and the requirements select', () => {
    fc.assert(
      fc.property(clauses, fc.array(requirement, { maxLength: 4 }), (clauses, requirements) => {
        for (const term of termsOf(clauses).slice(0, 3)) {
          const narrowed = intersect(term, requirements);
          const selector = narrowed === undefined ? undefined : toLabelSelector(narrowed);
          let some = false;
          for (const labels of everyLabels) {
            const expected = covers(term, labels) && matches(labels, { matchExpressions: requirements });
            some ||= expected;
            if (narrowed !== undefined && covers(narrowed, labels) !== expected)
              throw new Error(JSON.stringify(labels));
            if (selector !== undefined && matches(labels, selector) !== expected)
              throw new Error(JSON.stringify(selector));
          }
          expect(some).toBe(narrowed !== undefined);
        }
      }),
      { numRuns: 100 },
    );
  });
});
