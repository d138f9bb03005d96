import { generateKeyPairSync } from 'node:crypto';
import { formatProblem } from '../../src/model/problem.ts';
import { readCertificate } from '../../src/sealing/certificate.ts';
import { certificate, rsaKeys } from './certificates.ts';

const now = new Date('2026-11-20T12:00:00Z');
const keys = rsaKeys();

function refusal(pem: string): string {
  const found = readCertificate(pem, 'prod.pem', now);
  return 'code' in found ? formatProblem(found) : '';
}

test('a certificate gives its key, the id of the key and its last day', () => {
  const { pem } = certificate({ keys, to: new Date('2036-11-17T12:00:00Z') });
  expect(readCertificate(pem, 'prod.pem', now)).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f]{16}$/),
    validTo: '2036-11-17',
  });
});

test('a certificate that is renewed with the same key keeps its id', () => {
  const [a, b] = [certificate({ keys }), certificate({ keys, to: new Date('2040-01-01') })];
  const [before, after] = [a, b].map(({ pem }) => readCertificate(pem, 'prod.pem', now));
  expect(before).toMatchObject({ id: after !== undefined && 'id' in after ? after.id : 'none' });
});

test('an expired certificate is refused', () => {
  expect(refusal(certificate({ keys, to: new Date('2026-11-19') }).pem)).toContain(
    'RB941 at prod.pem: valid only until "2026-11-19"; fetch the certificate that the controller has now',
  );
});

test('a certificate that is not valid yet is refused', () => {
  expect(refusal(certificate({ keys, from: new Date('2026-11-21') }).pem)).toContain(
    'RB941 at prod.pem: valid only from "2026-11-21" on',
  );
});

test('a certificate without an RSA key is refused', () => {
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(refusal(certificate({ keys: elliptic }).pem)).toContain('RB942 at prod.pem: has a key of the type "ec"');
});

test('a certificate with a short key is refused', () => {
  expect(refusal(certificate({ keys: rsaKeys(1024) }).pem)).toContain('RB942 at prod.pem: has a key of "1024" bits');
});

test.each([
  [''],
  ['hunter2'],
  ['-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----\n'],
  ['-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n'],
])('what is no certificate is refused, and not shown (%#)', (text) => {
  expect(refusal(text)).toContain(
    'RB940 at prod.pem: holds no certificate in PEM; give the certificate of the controller',
  );
  expect(refusal(text)).not.toContain('hunter2');
});

test('a private key beside the certificate is refused: it opens every secret of the cluster', () => {
  const { pem, privateKey } = certificate({ keys });
  const both = pem + privateKey.export({ type: 'pkcs8', format: 'pem' });
  expect(refusal(both)).toContain('RB940 at prod.pem: holds a private key; give the certificate alone');
});
