import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import { type Problem, problem } from '../model/problem.ts';

/** A certificate of the controller of Sealed Secrets, by which anybody can seal and nobody can open. */
export interface SealingCertificate {
  readonly key: KeyObject;
  /** Id of its key, as `keyId` makes it. */
  readonly id: string;
  /** Day of its end, such as `2036-11-17`. */
  readonly validTo: string;
}

const LEAST_BITS = 2048;
const ID_LENGTH = 16;

/** Reads a certificate in PEM, and refuses one by which a secret should not be sealed now. */
export function readCertificate(pem: string, path: string, now: Date): SealingCertificate | Problem {
  // Whoever holds the private key can open every secret of the cluster: it must not lie about where certificates are kept.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    return problem('RB940', {
      path,
      found: 'holds a private key',
      hint: 'give the certificate alone, and keep the private key out of this file and of git',
    });
  }
  const certificate = parsed(pem);
  if (certificate === undefined) return problem('RB940', { path, found: 'holds no certificate in PEM' });
  return validity(certificate, path, now) ?? usable(certificate, path);
}

/**
 * The id of a public key: the first 16 hexadecimal digits of the SHA-256 of its DER form (SubjectPublicKeyInfo). It stays when a
 * certificate is renewed with the same key, for what was sealed stays readable then.
 */
function keyId(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, ID_LENGTH);
}

function parsed(pem: string): X509Certificate | undefined {
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) return undefined;
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function validity({ validFrom, validTo }: X509Certificate, path: string, now: Date): Problem | undefined {
  const [from, to] = [new Date(validFrom), new Date(validTo)];
  if (now < from) return problem('RB941', { path, found: `valid only from "${day(from)}" on` });
  return now > to ? problem('RB941', { path, found: `valid only until "${day(to)}"` }) : undefined;
}

function usable(certificate: X509Certificate, path: string): SealingCertificate | Problem {
  const key = keyOf(certificate);
  if (key === undefined) return problem('RB942', { path, found: 'has a key of a type that is not known' });
  if (key.asymmetricKeyType !== 'rsa') {
    return problem('RB942', { path, found: `has a key of the type "${key.asymmetricKeyType ?? 'unknown'}"` });
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < LEAST_BITS) return problem('RB942', { path, found: `has a key of "${bits}" bits` });
  return { key, id: keyId(key), validTo: day(new Date(certificate.validTo)) };
}

/** The certificate's key; of an algorithm that this Node.js does not know there is none. */
function keyOf(certificate: X509Certificate): KeyObject | undefined {
  try {
    return certificate.publicKey;
  } catch {
    return undefined;
  }
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
