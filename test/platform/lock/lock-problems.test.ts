import type { Lock } from '../../../src/model/lock-document.ts';
import { environmentLocks } from '../../../src/platform/lock/lock-of.ts';
import { lockProblems } from '../../../src/platform/lock/lock-problems.ts';
import { aCluster, anApplication, aPlatform, lines, needing, resolved } from '../../support/platforms.ts';
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

describe('what clusters share', () => {
  const on = (b?: 'environment' | 'once', c?: 'environment' | 'once', environment = 'prod') =>
    [
      ['b', 'prod', b],
      ['c', environment, c],
    ] as const;

  test.each(['environment', 'once'] as const)('is made again where its home moves, %s', (shared) => {
    const options = { shared };
    expect(problems({ clusters: on(shared), options }, { clusters: on(undefined, shared), options })).toEqual([
      'RB633 at shop/orders: "StatefulSet.apps/shop/orders" on "b" in "prod" would be made again on "c", which would be its home; ' +
        'keep home on "b"; to move it, stop what writes to it, accept that this one goes with --accept shop/orders, which leaves it there ' +
        'outside development until its removal is confirmed, copy the data to the new one, and start what writes again; what a cloud ' +
        'manages and bears the same name, account and region is taken over as it is',
    ]);
  });

  test('is made again where the home of all moves to another environment', () => {
    const options = { shared: 'once' } as const;
    const [first] = problems(
      { clusters: on('once', undefined, 'qa'), options },
      { clusters: on(undefined, 'once', 'qa'), options },
    );
    expect(first).toContain('on "b" in "prod" would be made again on "c", which would be its home; keep home on "b"');
  });

  test('is made again where a golden path of another namespace comes before its owner', () => {
    const of = (names: readonly string[]) => {
      const platform = aPlatform({ provisioners: [maker('one')] });
      const clusters = [aCluster(platform, 'b', 'prod')];
      for (const name of names) needing(anApplication(platform, name, { clusters }), 'orders', 'db', { id: 'main' });
      return environmentLocks(resolved(platform), '1.2.3');
    };
    const before: Lock = { version: 1, environments: Object.fromEntries(of(['shop'])) };
    const guard = { before, after: of(['bank', 'shop']), moved: [], accept: [], environment: undefined };
    expect(lines(lockProblems(guard))).toEqual([
      'RB633 at shop/orders: "StatefulSet.apps/shop/main-db" on "b" in "prod" would be made again, for "bank/orders", which asks for it too and comes first by its path; ' +
        'to keep it, give the resource of "bank/orders" another id, or let it come after "shop/orders" by its path; to move it, copy the data to the new one before ' +
        'this one is removed with --accept shop/orders',
    ]);
  });

  test('stays what it is where one of its own namespace comes before its owner, as it bears the name of its id', () => {
    const options = { shared: 'environment', id: 'main' } as const;
    const clusters = on('environment');
    const after = { clusters, options, databases: { orders: {}, before: {} } };
    expect(problems({ clusters, options }, after)).toEqual([]);
  });

  test('stays where a cluster that is no home joins or leaves', () => {
    const options = { shared: 'environment' } as const;
    const alone = [['b', 'prod', 'environment']] as const;
    expect(problems({ clusters: alone, options }, { clusters: on('environment'), options })).toEqual([]);
    expect(problems({ clusters: on('environment'), options }, { clusters: alone, options })).toEqual([
      expect.stringContaining('"Namespace/shop" on "c"'),
    ]);
  });
});

test('what is accepted by its path or as an object may go', () => {
  const after = { databases: { db: {} } };
  expect(problems({}, after, ['shop/orders'])).toEqual([]);
  expect(problems({}, after, ['StatefulSet.apps/shop/orders'])).toEqual([]);
  expect(problems({}, after, ['shop', 'orders'])).toHaveLength(2);
});
