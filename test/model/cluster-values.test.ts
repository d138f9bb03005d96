import { saysAt, valuesFor, valuesPlace } from '../../src/model/cluster-values.ts';

const eu = { name: 'eu', environment: 'prod', cloud: undefined };

test.each([
  ['clusterName', ['clusterName']],
  ['a.b.c', ['a', 'b', 'c']],
  ['a[0].b', ['a', 0, 'b']],
  ['a.b[2][1]', ['a', 'b', 2, 1]],
  ['nodeSelector.kubernetes\\.io/role', ['nodeSelector', 'kubernetes.io/role']],
])('%s is a place in values', (text, place) => {
  expect(valuesPlace(text)).toEqual(place);
});

test.each(['', '.a', 'a.', 'a..b', '[0]', 'a[x]', 'a[0', 'a[0]b', 'a=b', 'a,b', '{a}'])(
  '%s is no place in values',
  (text) => {
    expect(valuesPlace(text)).toBeUndefined();
  },
);

test('values of a cluster stand beside the others, in maps and items that are there or not', () => {
  const values = { kept: 1, list: [{ key: 'a' }], map: { other: true } };
  expect(
    valuesFor(values, { 'list[0].value': 'name', 'map.new.env': 'environment', cloud: 'cloud', 'far[1]': 'name' }, eu),
  ).toEqual({
    kept: 1,
    list: [{ key: 'a', value: 'eu' }],
    map: { other: true, new: { env: 'prod' } },
    cloud: '',
    far: [null, 'eu'],
  });
  expect(values).toEqual({ kept: 1, list: [{ key: 'a' }], map: { other: true } });
});

test('values say something at a place, or on the way to it', () => {
  const says = (text: string) => saysAt({ a: { b: 1 }, list: [], none: null }, valuesPlace(text) ?? []);
  expect(['a', 'a.b', 'a.b.c', 'list[0].x', 'none'].map(says)).toEqual([true, true, true, true, true]);
  expect(['b', 'a.c', 'a.c.d'].map(says)).toEqual([false, false, false]);
});
