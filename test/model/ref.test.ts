import { Construct } from 'constructs';
import { isRef, markersOf, mayHoldMarker, Ref, readable, splitMarkers } from '../../src/model/ref.ts';
import { anApplication, aPlatform, Piece } from '../support/platforms.ts';

function api(platform = aPlatform()): Piece {
  return new Piece(anApplication(platform, 'shop'), 'api', {});
}

test('a reference prints as one DNS label of letters and digits, whatever made it a text', () => {
  const { url } = api();
  const marker = String(url);
  expect(marker).toMatch(/^[a-z0-9]{1,63}$/);
  expect([
    `${url}`,
    `${url}`.toLowerCase(),
    [url].join(),
    ''.concat(String(url)),
    JSON.parse(JSON.stringify({ url })).url,
  ]).toEqual(Array.from({ length: 5 }, () => marker));
  expect(new URL(`http://${url}/${url}?${url}=${url}#${url}`).href.match(new RegExp(marker, 'g'))).toHaveLength(5);
  expect(encodeURIComponent(marker)).toBe(marker);
});

test('a marker is made from path and output alone, so it is the same in every run and whatever was made before', () => {
  const platform = aPlatform();
  new Piece(anApplication(platform, 'other'), 'x', {}).url.toString();
  expect(String(api(platform).url)).toBe(String(api().url));
  expect(String(api().url)).not.toBe(String(api().host));
});

test('a marker is found in the table of its own tree only', () => {
  const platform = aPlatform();
  const { url } = api(platform);
  const marker = String(url);
  expect(markersOf(platform).get(marker)).toBe(url);
  expect(markersOf(aPlatform()).get(marker)).toBeUndefined();
});

test('arithmetic on a reference throws, and says what to do', () => {
  const { port } = api();
  expect(() => Number(port)).toThrow('shop/api.port is a reference, not a number');
  expect(() => Reflect.apply(Math.max, Math, [port, 1])).toThrow('use it as text, or pass the object itself');
});

test('a reference is known by its mark, also one of another copy of the package', () => {
  expect(isRef(api().url)).toBe(true);
  expect(isRef({ [Symbol.for('roadbed.Ref')]: true })).toBe(true);
  for (const other of [null, undefined, 'x', {}, [], 1]) expect(isRef(other)).toBe(false);
});

test('texts are split at whole markers', () => {
  const { url } = api();
  expect(splitMarkers(`a${url}b${url}`)).toEqual(['a', `${url}`, 'b', `${url}`, '']);
  expect(splitMarkers('plain')).toEqual(['plain']);
});

test.each(['slice', 'upper', 'tail'])('a marker that was changed is still noticed: %s', (how) => {
  const marker = String(api().url);
  const changed = { slice: marker.slice(0, 15), upper: marker.toUpperCase(), tail: marker.slice(-12) }[how] ?? '';
  expect(mayHoldMarker(changed)).toBe(true);
  expect(splitMarkers(changed)).toEqual([changed]);
});

test('people read what a marker stands for', () => {
  expect(readable(`http://${api().url}/`)).toBe('http://shop/api.url/');
  expect(mayHoldMarker('a plain text')).toBe(false);
});

test('what is printed of a reference is never the secret itself, and its label names construct and output', () => {
  const { password } = api();
  expect(password.label).toBe('shop/api.password');
  expect(password.secret).toBe(true);
  expect(new Ref(new Construct(aPlatform(), 'x'), 'y').label).toBe('x.y');
});
