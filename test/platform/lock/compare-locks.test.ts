import { compareLocks } from '../../../src/platform/lock/compare-locks.ts';
import { decided, lockOf, maker, type Spec } from './support.ts';

function changes(before: Spec, after: Spec, environment?: string) {
  return compareLocks({ before: lockOf(before), after: decided(after), moved: after.moved ?? [], environment });
}

test('nothing differs where nothing was decided otherwise, nor where there is no lock', () => {
  expect(changes({}, {})).toEqual([]);
  expect(compareLocks({ before: undefined, after: decided(), moved: [] })).toEqual([]);
});

test('what is asked otherwise of the same provisioner is a config change, in each environment', () => {
  expect(changes({ databases: { orders: { size: 1, tls: true } } }, { databases: { orders: { size: 2 } } })).toEqual([
    {
      change: 'config change',
      environment: 'dev',
      path: 'shop/orders',
      type: 'db',
      clusters: ['a'],
      before: 'one',
      after: 'one',
      fields: [
        { name: 'size', before: 1, after: 2 },
        { name: 'tls', before: true },
      ],
    },
    expect.objectContaining({ change: 'config change', environment: 'prod', clusters: ['b', 'c'] }),
  ]);
});

test('another provisioner, or another version of it, is a provisioner change', () => {
  const other = changes({}, { provisioners: [maker('other', { when: { environment: 'prod' } }), maker('one')] });
  expect(other).toMatchObject([{ change: 'provisioner change', environment: 'prod', before: 'one', after: 'other' }]);
  const newer = changes({}, { provisioners: [maker('one', { version: '2' })] }, 'dev');
  expect(newer).toMatchObject([{ change: 'provisioner change', environment: 'dev', before: 'one', after: 'one 2' }]);
});

test('a change on some of the clusters names those', () => {
  const clusters = [
    ['a', 'dev'],
    ['b', 'prod'],
    ['d', 'prod'],
  ] as const;
  expect(changes({}, { clusters })).toMatchObject([
    { change: 'deleted', clusters: ['c'], before: 'one' },
    { change: 'created', clusters: ['d'], after: 'one' },
  ]);
});

test('what moved is the same need under another path', () => {
  const moved = [{ from: 'shop/orders', to: 'shop/db' }];
  expect(changes({}, { databases: { db: {} }, moved }, 'dev')).toMatchObject([
    { change: 'moved', path: 'shop/db', from: 'shop/orders', fields: [] },
  ]);
  expect(changes({}, { databases: { db: {} } }, 'dev').map(({ change, path }) => `${change} ${path}`)).toEqual([
    'created shop/db',
    'deleted shop/orders',
  ]);
});
