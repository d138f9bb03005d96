import { Size } from 'cdk8s';
import { Redis } from '../../constructs/redis.ts';
import { quantity } from '../../src/model/fields.ts';
import { GOLDEN_PATH } from '../../src/model/golden-path.ts';
import { markersOf, splitMarkers } from '../../src/model/ref.ts';
import { problems, render, shop, siteOf } from './support.ts';

function asked(cache: Redis) {
  const [first] = cache[GOLDEN_PATH]().needs(siteOf('production'));
  return { ...first, params: { memory: quantity(Object(first?.params).memory) } };
}

test('a cache with the required props only, which are none', () => {
  expect(asked(new Redis(shop(), 'cart', {}))).toMatchObject({
    type: 'redis',
    class: 'default',
    params: { memory: '256Mi' },
  });
});

test('a cache with all props', () => {
  const all = { memory: Size.gibibytes(2), class: 'sessions' };
  expect(asked(new Redis(shop(), 'cart', all))).toMatchObject({ class: 'sessions', params: { memory: '2Gi' } });
});

test('a cache renders nothing itself: its provisioner does', () => {
  expect(render(new Redis(shop(), 'cart', {}))).toEqual([]);
});

test('what a developer can do wrong', () => {
  expect(problems(new Redis(shop(), 'cart', { memory: Size.gibibytes(65), class: '' }))).toEqual([
    'RB101 at shop/cart.memory: must be at most 64Gi, got "65Gi"; it is: data that it holds',
    `RB101 at shop/cart.class: must be a word in lower case, got ""; it is: class, a word of the platform team's: its provisioners say which classes there are`,
  ]);
});

test('its outputs, which may all stand in plain text where the server asks for no password', () => {
  const { outputs } = new Redis(shop(), 'cart', {})[GOLDEN_PATH]();
  expect([...outputs].map(([name, { secret }]) => [name, secret])).toEqual([
    ['url', false],
    ['host', false],
    ['port', false],
    ['password', false],
    ['tlsMode', false],
    ['serverName', false],
  ]);
});

test('its address is its host and its port in one text', () => {
  const cache = new Redis(shop(), 'cart', {});
  const markers = markersOf(cache.node.root);
  const parts = splitMarkers(cache.address).map((part) => markers.get(part)?.label ?? part);
  expect(parts).toEqual(['', 'shop/cart.host', ':', 'shop/cart.port', '']);
});
