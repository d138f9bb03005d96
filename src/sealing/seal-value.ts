import { constants, createCipheriv, type KeyObject, publicEncrypt, randomBytes } from 'node:crypto';

const SESSION_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Bytes of the smallest modulus that the controller makes or takes. */
const LEAST_MODULUS_BYTES = 256;

/**
 * Seals a value for the holder of a private key, in the format of Sealed Secrets: the length of the wrapped key in two bytes, a
 * session key of its own wrapped by RSA-OAEP with SHA-256, the value under AES-256-GCM, and its tag.
 *
 * The nonce is all zero, which is safe because no session key is used twice.
 *
 * @param label what the value is bound to, as `sealingLabel` gives it
 * @source `HybridEncrypt` of Sealed Secrets
 */
export function sealValue(key: KeyObject, label: string, value: Uint8Array): string {
  const session = randomBytes(SESSION_KEY_BYTES);
  const wrapped = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256', oaepLabel: Buffer.from(label) },
    session,
  );
  const cipher = createCipheriv('aes-256-gcm', session, Buffer.alloc(NONCE_BYTES));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(wrapped.length);
  const sealed = Buffer.concat([length, wrapped, cipher.update(value), cipher.final(), cipher.getAuthTag()]);
  session.fill(0);
  return sealed.toString('base64');
}

/** Whether a text has the form of a sealed value. It tells plain text that stands where a sealed value belongs; only the private key tells more. */
export function isSealedValue(text: string): boolean {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return false;
  const sealed = Buffer.from(text, 'base64');
  if (sealed.length < 2) return false;
  const wrapped = sealed.readUInt16BE(0);
  return wrapped >= LEAST_MODULUS_BYTES && sealed.length >= 2 + wrapped + TAG_BYTES;
}
