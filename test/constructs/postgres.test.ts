import { Size } from 'cdk8s';
import { Postgres } from '../../constructs/postgres.ts';
import { quantity } from '../../src/model/fields.ts';
import { GOLDEN_PATH } from '../../src/model/golden-path.ts';
import { resourceTypes } from '../../src/model/resource-types.ts';
import { problems, render, shop, siteOf } from './support.ts';

function asked(database: Postgres) {
  const [first] = database[GOLDEN_PATH]().needs(siteOf('production'));
  const { storage, memory, ...rest } = Object(first?.params);
  return { ...first, params: { ...rest, storage: quantity(storage), memory: quantity(memory) } };
}

test('a database with the required props only, which are none', () => {
  expect(asked(new Postgres(shop(), 'orders', {}))).toEqual({
    type: 'postgres',
    class: 'default',
    id: undefined,
    shared: 'cluster',
    resource: resourceTypes.postgres,
    params: { storage: '20Gi', memory: '1Gi', version: 17 },
  });
});

test('a database with all props', () => {
  const all = {
    storage: Size.gibibytes(50),
    instances: 5,
    memory: Size.gibibytes(4),
    version: 16,
    class: 'analytics',
  } as const;
  expect(asked(new Postgres(shop(), 'orders', all))).toEqual({
    type: 'postgres',
    class: 'analytics',
    id: undefined,
    shared: 'cluster',
    resource: resourceTypes.postgres,
    params: { storage: '50Gi', instances: 5, memory: '4Gi', version: 16 },
  });
});

test('a database renders nothing itself: its provisioner does', () => {
  expect(render(new Postgres(shop(), 'orders', {}))).toEqual([]);
});

test('what a developer can do wrong', () => {
  const wrong: Postgres = Reflect.construct(Postgres, [
    shop(),
    'orders',
    { storage: Size.mebibytes(1), instances: 2, memory: Size.tebibytes(1), version: 9, class: 'Large', size: 'big' },
  ]);
  expect(problems(wrong)).toEqual([
    'RB101 at shop/orders.storage: must be at least 1Gi, got "1Mi"; it is: disk of each server, rounded up to whole GiB',
    'RB101 at shop/orders.instances: must be one of "1", "3", "5", got "2"; it is: servers, of which one takes writes: 1, 3 or 5',
    'RB101 at shop/orders.memory: must be at most 256Gi, got "1Ti"; it is: memory of each server; a managed database takes the smallest machine that has as much',
    'RB101 at shop/orders.version: must be one of "15", "16", "17", "18", got "9"; it is: major version of PostgreSQL: 15, 16, 17 or 18',
    `RB101 at shop/orders.class: must be a word in lower case, got "Large"; it is: class, a word of the platform team's: its provisioners say which classes there are`,
    'RB101 at shop/orders.size: there is no prop "size"; remove it; its props are storage, instances, memory, version, class, id, shared',
  ]);
});

test('its outputs, of which the URL and the password are secret', () => {
  const { outputs } = new Postgres(shop(), 'orders', {})[GOLDEN_PATH]();
  expect(Object.fromEntries([...outputs].map(([name, { secret }]) => [name, secret]))).toEqual({
    url: true,
    host: false,
    port: false,
    database: false,
    user: false,
    password: true,
    tlsMode: false,
    serverName: false,
    ca: false,
  });
});
