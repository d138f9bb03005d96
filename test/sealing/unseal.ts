import { constants, createDecipheriv, createHash, type KeyObject, privateDecrypt } from 'node:crypto';

/**
 * Opens what was sealed, as the controller does, and shares no code with what seals: RSA without padding by Node.js, and the OAEP
 * padding undone here, step by step as RFC 8017 writes it in section 7.1.2.
 * @throws Error if it does not open
 */
export function unseal(sealed: string, label: string, privateKey: KeyObject): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  const length = bytes.readUInt16BE(0);
  const wrapped = bytes.subarray(2, 2 + length);
  const session = unpad(privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, wrapped), label);
  const rest = bytes.subarray(2 + length);
  const decipher = createDecipheriv('aes-256-gcm', session, Buffer.alloc(12));
  decipher.setAuthTag(rest.subarray(-16));
  return Buffer.concat([decipher.update(rest.subarray(0, -16)), decipher.final()]);
}

function unpad(encoded: Buffer, label: string): Buffer {
  const hashLength = 32;
  const maskedSeed = encoded.subarray(1, 1 + hashLength);
  const maskedBlock = encoded.subarray(1 + hashLength);
  const seed = xor(maskedSeed, mask(maskedBlock, hashLength));
  const block = xor(maskedBlock, mask(seed, maskedBlock.length));
  const labelHash = createHash('sha256').update(label).digest();
  if (encoded[0] !== 0 || !block.subarray(0, hashLength).equals(labelHash)) throw new Error('oaep decoding error');
  const separator = block.indexOf(1, hashLength);
  if (block.subarray(hashLength, separator).some((byte) => byte !== 0)) throw new Error('oaep decoding error');
  return block.subarray(separator + 1);
}

/** MGF1 with SHA-256. */
function mask(seed: Buffer, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0; counter * 32 < length; counter++) {
    const index = Buffer.alloc(4);
    index.writeUInt32BE(counter);
    blocks.push(createHash('sha256').update(seed).update(index).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

function xor(a: Buffer, b: Buffer): Buffer {
  return Buffer.from(a.map((byte, i) => byte ^ (b[i] ?? 0)));
}
