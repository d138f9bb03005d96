import { App, Chart, Duration, Size } from 'cdk8s';
import * as z from 'zod';
import { duration, envValue, kibibytes, port, quantity, reference, size, text } from '../../src/model/fields.ts';
import { Ref } from '../../src/model/ref.ts';
import { fromSecret, isSecretRef } from '../../src/model/secret-ref.ts';

const ref = new Ref(new Chart(new App(), 'shop'), 'url');

function messages(schema: z.ZodType, value: unknown): readonly string[] {
  return schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
}

test('a size keeps to its limits', () => {
  const disk = size({ min: Size.gibibytes(1), max: Size.gibibytes(10) });
  expect(messages(disk, Size.gibibytes(10))).toEqual([]);
  expect(messages(disk, Size.mebibytes(1023))).toEqual(['must be at least 1Gi']);
  expect(messages(disk, Size.kibibytes(10 * 1024 * 1024 + 1))).toEqual(['must be at most 10Gi']);
  for (const wrong of ['1Gi', 1, null, {}, Duration.days(1)]) {
    expect(messages(disk, wrong)).toEqual(['must be a Size, such as Size.gibibytes(20)']);
  }
});

test('a duration keeps to its limits', () => {
  const wait = duration({ min: Duration.seconds(1), max: Duration.minutes(1) });
  expect(messages(wait, Duration.seconds(60))).toEqual([]);
  expect(messages(wait, Duration.millis(999))).toEqual(['must be at least 1 second']);
  expect(messages(wait, Duration.seconds(61))).toEqual(['must be at most 1 minute']);
  for (const wrong of ['1s', 1, null, {}, Size.gibibytes(1)]) {
    expect(messages(wait, wrong)).toEqual(['must be a Duration, such as Duration.seconds(30)']);
  }
});

test('a text may be a reference', () => {
  expect(text().parse('plain')).toBe('plain');
  expect(text().parse(ref)).toBe(ref);
  expect(text().safeParse(3).success).toBe(false);
  expect(reference().safeParse('plain').success).toBe(false);
});

test('a text of a kind takes no reference of another, neither for the compiler nor at run time', () => {
  const chart = new Chart(new App(), 'shop');
  const field = text(z.string(), 'host');
  const take = (value: z.input<typeof field>) => messages(field, value);
  expect(take('shop.acme.example')).toEqual([]);
  expect(take(new Ref(chart, 'host', { kind: 'host' }))).toEqual([]);
  expect(take(new Ref(chart, 'any', { kind: 'string' }))).toEqual([]);
  // @ts-expect-error: a port is no host.
  expect(take(new Ref(chart, 'port', { kind: 'port' }))).toEqual(['must be a reference to a value of the kind "host"']);
  expect(messages(field, 3)).toEqual(['must be a text, or a reference such as api.host']);
});

test('the value of a variable may be a text, a reference, or a key of a Secret', () => {
  const secret = fromSecret('stripe', 'api-key');
  for (const value of ['plain', ref, secret]) expect(envValue().parse(value)).toBe(value);
  expect(messages(envValue(), 3)).toEqual([
    "must be a text, a reference such as api.url, or fromSecret('name', 'key')",
  ]);
});

test('a key of a Secret is known by its mark, not by its looks', () => {
  expect(isSecretRef(fromSecret('stripe', 'api-key'))).toBe(true);
  expect(isSecretRef({ name: 'stripe', key: 'api-key' })).toBe(false);
});

test('a port is a whole number from 1 to 65535', () => {
  const right = [1, 8080, 65535];
  expect([...right, 0, 65536, 80.5, '80'].filter((value) => port().safeParse(value).success)).toEqual(right);
});

test('a quantity is in the largest whole unit', () => {
  const sizes = [Size.kibibytes(1), Size.mebibytes(1536), Size.gibibytes(1024), Size.pebibyte(2048)];
  expect(sizes.map(quantity)).toEqual(['1Ki', '1536Mi', '1Ti', '2048Pi']);
  expect(kibibytes(Size.mebibytes(1.5))).toBe(1536);
});
