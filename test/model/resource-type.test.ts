import * as z from 'zod';
import { reference } from '../../src/model/fields.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { need, type Provision, type Provisioner, provisioner } from '../../src/model/need.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { propProblems } from '../../src/model/props.ts';
import type { Ref } from '../../src/model/ref.ts';
import { outputOf, resourceType } from '../../src/model/resource-type.ts';
import { resourceTypes } from '../../src/model/resource-types.ts';
import { secretKey, url } from '../../src/model/value.ts';
import { anApplication, aPlatform } from '../support/platforms.ts';

const store = resourceType('store', {
  inputs: z.strictObject({ size: z.int().default(3), mode: z.enum(['fast', 'safe']).optional() }),
  outputs: {
    host: 'host',
    port: 'port',
    password: 'secret',
    url: { kind: 'url', secret: true },
    ca: { kind: 'string', optional: true },
  },
});

const key = secretKey('s', 'k');
const all = { host: 'h', port: 1, password: key, url: url({ scheme: 'x', host: 'h', password: key }) };

/** Whether the compiler takes what is written in the cases below; `tsc` reads the expectations. */
describe('the compiler knows', () => {
  test('what a need of a type asks for', () => {
    expect(need(store, { size: 5, mode: 'fast' })).toMatchObject({ type: 'store', params: { size: 5, mode: 'fast' } });
    // @ts-expect-error the type has no such input
    need(store, { sise: 5 });
    // @ts-expect-error the input is a number
    need(store, { size: '5' });
    expect(need('store', { anything: 1 }).resource).toBeUndefined();
  });

  test('what a provisioner is asked for, with the defaults', () => {
    const made = provisioner(store, {
      name: 'p',
      when: { cloud: 'aws' },
      refuses: ({ params }) => (params.size > 3 ? 'it is small' : undefined),
      provision: ({ params }) => ({ manifests: [], outputs: { ...all, port: params.size } }),
    });
    expect(made).toMatchObject({ name: 'p', type: 'store', resource: store });
    const one: Provisioner = made;
    expect(one.type).toBe('store');
    provisioner(store, {
      name: 'p',
      // @ts-expect-error the type has no such input
      refuses: (asked) => asked.params.sise,
      provision: () => ({ manifests: [], outputs: all }),
    });
  });

  test('that a provisioner gives every output, each with a value of its kind', () => {
    const give = (outputs: Provision['outputs']) => outputs;
    provisioner(store, { name: 'p', provision: () => ({ manifests: [], outputs: { ...all, ca: 'pem' } }) });
    const { port: _, ...portless } = all;
    // @ts-expect-error the port is missing
    provisioner(store, { name: 'p', provision: () => ({ manifests: [], outputs: portless }) });
    // @ts-expect-error a host is no number
    provisioner(store, { name: 'p', provision: () => ({ manifests: [], outputs: { ...all, host: 5 } }) });
    // @ts-expect-error a secret is never a plain text
    provisioner(store, { name: 'p', provision: () => ({ manifests: [], outputs: { ...all, password: 'p' } }) });
    // @ts-expect-error a port is no text
    provisioner(store, { name: 'p', provision: () => ({ manifests: [], outputs: { ...all, port: '80' } }) });
    expect(give(all)).toBe(all);
  });

  test('that a port is no host', () => {
    class Store extends GoldenPath<typeof store.inputs> {
      static override readonly schema = store.inputs;
      readonly host = this.output(store, 'host');
      readonly port = this.output(store, 'port');
      readonly password = this.output(store, 'password');
      readonly other = this.output('other');
      readonly told = this.output('told', { kind: 'port' });
      // @ts-expect-error the type has no such output
      readonly wrong = this.output(store, 'hots');
    }
    const schema = z.strictObject({ upstream: reference('host') });
    class Gate extends GoldenPath<typeof schema> {
      static override readonly schema = schema;
    }
    const shop = anApplication(aPlatform(), 'shop');
    const db = new Store(shop, 'db', {});
    new Gate(shop, 'a', { upstream: db.host });
    new Gate(shop, 'b', { upstream: db.other });
    // @ts-expect-error a port is no host
    new Gate(shop, 'c', { upstream: db.port });
    // @ts-expect-error nor is one that says so itself
    new Gate(shop, 'd', { upstream: db.told });
    const any: Ref = db.port;
    expect([any.kind, db.host.kind, db.password.kind, db.other.kind]).toEqual(['port', 'host', 'string', 'string']);
    expect([db.password.secret, db.host.secret]).toEqual([true, false]);
  });
});

test('an output is described by its kind, as a secret, or in full', () => {
  expect(outputOf(store, 'host')).toEqual({ kind: 'host', secret: false, optional: false });
  expect(outputOf(store, 'password')).toEqual({ kind: 'string', secret: true, optional: false });
  expect(outputOf(store, 'url')).toEqual({ kind: 'url', secret: true, optional: false });
  expect(outputOf(store, 'ca')).toEqual({ kind: 'string', secret: false, optional: true });
  expect(outputOf(store, 'constructor')).toBeUndefined();
});

test('where the compiler did not see it, a reference of another kind is a problem', () => {
  const schema = z.strictObject({ upstream: reference('host') });
  const { port } = new (class extends GoldenPath<typeof schema> {
    static override readonly schema = schema;
    readonly port: Ref = this.output('port', { kind: 'port' });
  })(anApplication(aPlatform(), 'shop'), 'db', JSON.parse('{}'));
  const { error } = schema.safeParse({ upstream: port }, { reportInput: true });
  expect(error && propProblems('shop/api', error, schema).map(formatProblem)).toEqual([
    'RB101 at shop/api.upstream: must be a reference to a value of the kind "host", got "shop/db.port"; see the props of this construct in api-docs',
  ]);
});

test('each standard type bears its name, and its inputs are described', () => {
  for (const [member, type] of Object.entries(resourceTypes)) {
    expect(type.name.replace(/-a/, 'A')).toBe(member);
    for (const [input, schema] of Object.entries(type.inputs.shape)) {
      expect(`${type.name}.${input}: ${schema.description}`).not.toMatch(/undefined$/);
    }
  }
});
