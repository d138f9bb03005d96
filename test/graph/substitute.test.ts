import { App, Chart } from 'cdk8s';
import { substitute } from '../../src/graph/substitute.ts';
import { markersOf, Ref } from '../../src/model/ref.ts';
import { secretKey, type Value } from '../../src/model/value.ts';

const chart = new Chart(new App(), 'shop');
const [host, url, loop, password] = ['host', 'url', 'loop', 'password'].map((name) => new Ref(chart, name));
const values: Readonly<Record<string, Value>> = {
  host: 'www.acme.example',
  url: `https://${host}/api`,
  loop: `again ${loop}`,
  password: `${secretRef()}!`,
  secret: secretKey('db', 'password'),
};

function secretRef(): Ref {
  return new Ref(chart, 'secret');
}

const replaced = (text: string) => substitute(text, markersOf(chart.node.root), ({ output }) => values[output]);

test('what a value is made of is replaced too', () => {
  expect(replaced(`see ${url}`)).toEqual({
    kind: 'known',
    value: 'see https://www.acme.example/api',
    expandable: 'see https://www.acme.example/api',
  });
});

test('a value that is made of a late one is late, and its references are all told', () => {
  const result = replaced(`${password}`);
  expect(result).toMatchObject({ kind: 'late', pieces: [{ late: { name: 'db', key: 'password' } }, '!'] });
  expect(result.kind === 'late' && result.refs.map(({ output }) => output)).toEqual(['secret', 'password']);
});

test('a value that is made of itself is worth nothing', () => {
  expect(replaced(`${loop}`)).toMatchObject({ kind: 'worthless', ref: { output: 'loop' } });
});
