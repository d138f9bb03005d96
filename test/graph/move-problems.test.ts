import { platformOf } from '../platform/lock/support.ts';
import { problemsOf } from '../support/platforms.ts';

function found(moved: readonly { readonly from: string; readonly to: string }[], databases = { db: {} }) {
  return problemsOf(platformOf({ databases, moved })).filter((line) => line.startsWith('RB634'));
}

test('a move from a free path to one that is there is right, also in steps', () => {
  expect(found([{ from: 'shop/orders', to: 'shop/db' }])).toEqual([]);
  expect(
    found([
      { from: 'shop/first', to: 'shop/orders' },
      { from: 'shop/orders', to: 'shop/db' },
    ]),
  ).toEqual([]);
});

test.each([
  [[{ from: 'shop/orders', to: 'shop/bd' }], 'no construct is at "shop/bd"; did you mean "shop/db"?'],
  [[{ from: 'shop/db', to: 'shop/db' }], 'a construct is still at "shop/db"; give the new construct another id'],
  [[{ from: 'other/db', to: 'shop/db' }], '"other/db" and "shop/db" are not in one application; what is in another'],
  [[{ from: 'shop', to: 'store' }], 'an application does not move, got "shop" to "store"; keep the id'],
  [
    [
      { from: 'shop/a', to: 'shop/db' },
      { from: 'shop/b', to: 'shop/db' },
    ],
    '"shop/b" or "shop/db" moves twice; give each path one move',
  ],
])('%j is a problem', (moved, says) => {
  expect(found(moved)).toEqual([expect.stringContaining(says)]);
});
