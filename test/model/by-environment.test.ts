import { byEnvironment, environmentsNamed, isByEnvironment, propsIn } from '../../src/model/by-environment.ts';

test('a prop has the value of the environment, and none where none is given', () => {
  const props = { host: byEnvironment({ dev: 'a', prod: 'b' }), port: 1 };
  expect(propsIn(props, 'dev')).toEqual({ host: 'a', port: 1 });
  expect(propsIn(props, 'qa')).toEqual({ port: 1 });
});

test('it may stand in lists and objects, and within itself', () => {
  const props = {
    env: { A: byEnvironment({ dev: { deep: byEnvironment({ dev: 1 }) } }) },
    list: [byEnvironment({ dev: 'x' }), 'y'],
  };
  expect(propsIn(props, 'dev')).toEqual({ env: { A: { deep: 1 } }, list: ['x', 'y'] });
  expect(propsIn(props, 'prod')).toEqual({ env: {}, list: ['y'] });
});

test('a value of undefined is none', () => {
  expect(propsIn({ a: byEnvironment({ dev: undefined }) }, 'dev')).toEqual({});
});

test.each(['constructor', '__proto__', 'toString'])(
  'an environment or prop called %s is a word as any other',
  (name) => {
    expect(propsIn({ a: byEnvironment({ dev: 1 }) }, name)).toEqual({});
    const props: unknown = JSON.parse(`{"${name}": {"polluted": true}, "b": 1}`);
    const result = propsIn(props, 'dev');
    expect(Object.keys(Object(result)).sort()).toEqual([name, 'b'].sort());
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  },
);

test('objects of classes are passed as they are', () => {
  const date = new Date(0);
  expect(Reflect.get(Object(propsIn({ date }, 'dev')), 'date')).toBe(date);
});

test('the environments that props name are known, in order; without any the props do not depend on it', () => {
  expect(environmentsNamed({ a: [byEnvironment({ prod: 1, dev: 2 })], b: { c: byEnvironment({ qa: 1 }) } })).toEqual([
    'dev',
    'prod',
    'qa',
  ]);
  expect(environmentsNamed({ a: 1 })).toBeUndefined();
});

test('props that stand within themselves are left to the schema', () => {
  const props: Record<string, unknown> = { host: byEnvironment({ dev: 'x' }) };
  Object.assign(props, { one: props, two: [props, props] });
  expect(environmentsNamed(props)).toEqual(['dev']);
  expect(Object(propsIn(props, 'dev')).host).toBe('x');
});

test('it is known by its mark', () => {
  const value = byEnvironment({ dev: 1 });
  expect(isByEnvironment(value)).toBe(true);
  expect(isByEnvironment({})).toBe(false);
  expect([value.has('dev'), value.has('prod'), value.in('dev'), value.environments]).toEqual([true, false, 1, ['dev']]);
});
