import { matches, requirementOf, toLabelSelector } from '../../src/graph/selector.ts';
import { EVERYWHERE, intersect, type Term } from '../../src/graph/term.ts';
import type { LabelSelectorRequirement } from '../../src/model/selector.ts';

function term(...requirements: LabelSelectorRequirement[]): Term {
  const term = intersect(EVERYWHERE, requirements);
  if (term === undefined) throw new Error('a contradiction');
  return term;
}

describe('toLabelSelector', () => {
  test('single values are labels, everything else is an expression, both in key order', () => {
    const selector = toLabelSelector(
      term(
        { key: 'z', operator: 'In', values: ['1'] },
        { key: 'y', operator: 'In', values: ['2', '1'] },
        { key: 'x', operator: 'Exists' },
        { key: 'w', operator: 'DoesNotExist' },
        { key: 'v', operator: 'NotIn', values: ['b', 'a'] },
        { key: 'a', operator: 'In', values: [''] },
      ),
    );
    expect(JSON.stringify(selector)).toBe(
      JSON.stringify({
        matchLabels: { a: '', z: '1' },
        matchExpressions: [
          { key: 'v', operator: 'NotIn', values: ['a', 'b'] },
          { key: 'w', operator: 'DoesNotExist' },
          { key: 'x', operator: 'Exists' },
          { key: 'y', operator: 'In', values: ['1', '2'] },
        ],
      }),
    );
  });

  test('requirements on one key are joined to the smallest form', () => {
    const joined = (...requirements: LabelSelectorRequirement[]) => toLabelSelector(term(...requirements));
    expect(joined({ key: 'k', operator: 'Exists' }, { key: 'k', operator: 'NotIn', values: ['a'] })).toEqual({
      matchExpressions: [
        { key: 'k', operator: 'Exists' },
        { key: 'k', operator: 'NotIn', values: ['a'] },
      ],
    });
    expect(
      joined({ key: 'k', operator: 'In', values: ['a', 'b'] }, { key: 'k', operator: 'NotIn', values: ['a', 'c'] }),
    ).toEqual({ matchLabels: { k: 'b' } });
    expect(joined({ key: 'k', operator: 'DoesNotExist' }, { key: 'k', operator: 'NotIn', values: ['a'] })).toEqual({
      matchExpressions: [{ key: 'k', operator: 'DoesNotExist' }],
    });
  });

  test('a term without conditions is the empty selector', () => {
    expect(toLabelSelector(EVERYWHERE)).toEqual({});
  });

  test('a set that no selector can say is a fault', () => {
    const impossible: Term = new Map([['k', { absent: true, listed: 'only', values: ['a'] }]]);
    expect(() => toLabelSelector(impossible)).toThrow('no selector says that k is absent or one of a');
  });
});

describe('requirementOf', () => {
  test('a fact asks for the value that was read, or for no label', () => {
    expect(requirementOf({ label: 'k', value: 'v' })).toEqual({ key: 'k', operator: 'In', values: ['v'] });
    expect(requirementOf({ label: 'k', value: undefined })).toEqual({ key: 'k', operator: 'DoesNotExist' });
  });
});

describe('matches', () => {
  const one = (requirement: LabelSelectorRequirement) => ({ matchExpressions: [requirement] });

  test.each([
    [{ k: 'a' }, true],
    [{ k: 'b' }, false],
    [{ k: '' }, false],
    [{}, false],
  ] as const)('In [a] on %j is %s', (labels, expected) => {
    expect(matches(labels, one({ key: 'k', operator: 'In', values: ['a'] }))).toBe(expected);
    expect(matches(labels, { matchLabels: { k: 'a' } })).toBe(expected);
  });

  test.each([
    [{ k: 'a' }, false],
    [{ k: 'b' }, true],
    [{}, true],
  ] as const)('NotIn [a] on %j is %s', (labels, expected) => {
    expect(matches(labels, one({ key: 'k', operator: 'NotIn', values: ['a'] }))).toBe(expected);
  });

  test.each([
    [{ k: '' }, true],
    [{}, false],
  ] as const)('Exists on %j is %s, and DoesNotExist the opposite', (labels, expected) => {
    expect(matches(labels, one({ key: 'k', operator: 'Exists' }))).toBe(expected);
    expect(matches(labels, one({ key: 'k', operator: 'DoesNotExist' }))).toBe(!expected);
  });

  test('all conditions must hold, and none takes everything', () => {
    const both = { matchLabels: { a: '1' }, matchExpressions: [{ key: 'b', operator: 'Exists' }] } as const;
    expect(matches({ a: '1', b: '' }, both)).toBe(true);
    expect(matches({ a: '1' }, both)).toBe(false);
    expect(matches({ b: '' }, both)).toBe(false);
    expect(matches({}, {})).toBe(true);
  });

  test('a label named like a property of every object is absent all the same', () => {
    expect(matches({}, one({ key: 'constructor', operator: 'Exists' }))).toBe(false);
    expect(matches({}, { matchLabels: { toString: 'x' } })).toBe(false);
  });

  test('a requirement without values is a fault, since Kubernetes refuses it', () => {
    expect(() => matches({}, one({ key: 'k', operator: 'NotIn', values: [] }))).toThrow('lists no values');
  });
});
