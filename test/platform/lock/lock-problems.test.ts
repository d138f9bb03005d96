import { lockProblems } from '../../../src/platform/lock/lock-problems.ts';
import { lines } from '../../support/platforms.ts';
import { decided, lockOf, maker, type Spec } from './support.ts';

function problems(before: Spec, after: Spec, accept: readonly string[] = [], environment?: string) {
  const sides = { before: lockOf(before), after: decided(after), moved: after.moved ?? [] };
  return lines(lockProblems({ ...sides, accept, environment }));
}

const place = 'RB633 at shop/orders: "StatefulSet.apps/shop/orders" on "a" in "dev"';

test('what stays where it is, or only changes its settings, is no problem', () => {
  expect(problems({}, { databases: { orders: { size: 2 } } })).toEqual([]);
});

test('a renamed id is a problem that shows how to keep the data', () => {
  expect(problems({}, { databases: { db: {} } }, [], 'dev')).toEqual([
    `${place} would be made again, as "shop/db"; to keep it, give the platform moved: [{ from: 'shop/orders', to: 'shop/db' }]; to make it anew, copy the data and accept that this one goes with --accept shop/orders`,
  ]);
  expect(problems({}, { databases: { db: {} } })).toHaveLength(2);
});

test('and none once the move is declared, for then it keeps its names', () => {
  expect(problems({}, { databases: { db: {} }, moved: [{ from: 'shop/orders', to: 'shop/db' }] })).toEqual([]);
});

test('another provisioner that makes it elsewhere is a problem', () => {
  const provisioners = [maker('other', { when: { environment: 'dev' } }), maker('one')];
  expect(problems({}, { provisioners })).toEqual([
    `${place} would be made again, by other instead of one; to keep it, let the criteria of one be more specific than those of other; to move it, make another beside it, copy the data, let its clients use that one, then remove this one with --accept shop/orders`,
  ]);
});

test('another namespace, a cluster that is left, and a removal are problems', () => {
  const [ofNamespace, ofOrders] = problems({}, { namespace: 'market' }, [], 'dev');
  expect(ofNamespace).toContain(
    'RB633 at shop: "Namespace/shop" on "a" in "dev" would be made again, under another name',
  );
  expect(ofOrders).toContain(`${place} would be made again, under another name; keep the namespace`);
  const clusters = [
    ['a', 'dev'],
    ['b', 'prod'],
  ] as const;
  expect(problems({}, { clusters })[1]).toContain(
    '"StatefulSet.apps/shop/orders" on "c" in "prod" would not be there any more',
  );
  expect(problems({}, { databases: { x: {}, y: {} } }, [], 'dev')).toEqual([
    `${place} would vanish, and its data with it; put it back, or take a backup and accept that it goes with --accept shop/orders`,
  ]);
});

test('what is accepted by its path or as an object may go', () => {
  const after = { databases: { db: {} } };
  expect(problems({}, after, ['shop/orders'])).toEqual([]);
  expect(problems({}, after, ['StatefulSet.apps/shop/orders'])).toEqual([]);
  expect(problems({}, after, ['shop', 'orders'])).toHaveLength(2);
});
