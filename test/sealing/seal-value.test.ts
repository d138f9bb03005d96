import { randomBytes } from 'node:crypto';
import { readCertificate, type SealingCertificate } from '../../src/sealing/certificate.ts';
import { sealingLabel } from '../../src/sealing/scope.ts';
import { isSealedValue, sealValue } from '../../src/sealing/seal-value.ts';
import { certificate, rsaKeys } from './certificates.ts';
import { unseal } from './unseal.ts';

const { pem, privateKey } = certificate();
const { key } = read(pem);

function read(text: string): SealingCertificate {
  const found = readCertificate(text, 'cert.pem', new Date('2026-11-20'));
  if ('code' in found) throw new Error(found.found);
  return found;
}

const place = { namespace: 'shop', name: 'stripe' };
const values = [Buffer.from('hunter2'), Buffer.alloc(0), randomBytes(100_000)] as const;

describe.each([
  ['strict', 'shop/stripe'],
  ['namespace-wide', 'shop'],
  ['cluster-wide', ''],
] as const)('a value sealed %s', (scope, label) => {
  test(`is bound to "${label}"`, () => {
    expect(sealingLabel({ scope, ...place })).toBe(label);
  });

  test.each(values)('opens as the same bytes (%#)', (value) => {
    const sealed = sealValue(key, sealingLabel({ scope, ...place }), value);
    expect(unseal(sealed, label, privateKey).equals(value)).toBe(true);
  });

  test('does not open for any other place', () => {
    const sealed = sealValue(key, label, values[0]);
    for (const other of ['shop/stripe', 'shop', '', 'shop/other', 'other/stripe'].filter((one) => one !== label)) {
      expect(() => unseal(sealed, other, privateKey)).toThrow('oaep decoding error');
    }
  });
});

test('a sealed value is the length of the wrapped key, the wrapped key, the value and its tag', () => {
  const bytes = Buffer.from(sealValue(key, 'shop', Buffer.from('hunter2')), 'base64');
  expect(bytes.readUInt16BE(0)).toBe(256);
  expect(bytes).toHaveLength(2 + 256 + 7 + 16);
});

test('a value sealed twice is sealed under two keys, so that nobody sees that it is the same', () => {
  const [a, b] = [sealValue(key, '', values[0]), sealValue(key, '', values[0])];
  expect(a.slice(-40)).not.toBe(b.slice(-40));
});

test('a value does not open with another key', () => {
  const sealed = sealValue(key, 'shop', values[0]);
  expect(() => unseal(sealed, 'shop', rsaKeys().privateKey)).toThrow();
});

test('a value that was changed on the way does not open', () => {
  const bytes = Buffer.from(sealValue(key, 'shop', values[0]), 'base64');
  const at = bytes.length - 17;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  expect(() => unseal(bytes.toString('base64'), 'shop', privateKey)).toThrow();
});

test.each([
  ['hunter2', false],
  ['aHVudGVyMg==', false],
  ['', false],
  [Buffer.alloc(300, 1).toString('base64'), true],
  [Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(271)]).toString('base64'), false],
  [sealValue(key, '', Buffer.alloc(0)), true],
])('plain text is told from a sealed value (%#)', (text, sealed) => {
  expect(isSealedValue(text)).toBe(sealed);
});
