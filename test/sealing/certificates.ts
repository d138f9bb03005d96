import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A self-signed certificate with its private key. */
export interface TestCertificate {
  readonly pem: string;
  readonly privateKey: KeyObject;
}

/** What a test asks of a certificate. */
export interface TestCertificateOptions {
  readonly from?: Date;
  readonly to?: Date;
  /** Key pair of the certificate. @default - RSA of 2048 bits */
  readonly keys?: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}

/** A pair of RSA keys. */
export function rsaKeys(bits = 2048): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return generateKeyPairSync('rsa', { modulusLength: bits });
}

/** Makes a self-signed X.509 certificate: Node.js reads them and makes none. */
export function certificate(options: TestCertificateOptions = {}): TestCertificate {
  const { from = new Date('2020-01-01'), to = new Date('2049-12-31'), keys = rsaKeys() } = options;
  const { publicKey, privateKey } = keys;
  const algorithm = publicKey.asymmetricKeyType === 'rsa' ? SHA256_RSA : SHA256_ECDSA;
  const name = sequence(set(sequence(COMMON_NAME, tagged(0x0c, Buffer.from('sealed-secret')))));
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    pem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    privateKey,
  };
}

const COMMON_NAME = Buffer.from('0603550403', 'hex');
const SHA256_RSA = sequence(Buffer.from('06092a864886f70d01010b', 'hex'), Buffer.from('0500', 'hex'));
const SHA256_ECDSA = sequence(Buffer.from('06082a8648ce3d040302', 'hex'));

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function set(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x31, Buffer.concat(parts));
}

function time(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return tagged(0x18, Buffer.from(`${text}Z`));
}

/** A value in DER: its tag, its length in the shortest form, and its bytes. */
function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const head =
    length < 0x80 ? [tag, length] : length < 0x100 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
