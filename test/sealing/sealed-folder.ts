import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCertificate, type SealingCertificate } from '../../src/sealing/certificate.ts';
import type { SealingScope } from '../../src/sealing/scope.ts';
import { seal } from '../../src/sealing/seal.ts';
import { sealedManifest } from '../../src/sealing/sealed-document.ts';
import { toYaml } from '../../src/write/yaml.ts';
import { certificate } from './certificates.ts';

/** What a test wants to be sealed. */
export interface SealedSample {
  readonly values: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly namespace?: string;
  readonly scope?: SealingScope;
  readonly certificate?: SealingCertificate;
}

/** A certificate as it is used for sealing. */
export function sealingCertificate(): SealingCertificate {
  const found = readCertificate(certificate().pem, 'cert.pem', new Date('2026-11-20'));
  if ('code' in found) throw new Error(found.found);
  return found;
}

const usual = sealingCertificate();

/** A folder of sealed files as a team has it in git. */
export class SealedFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'roadbed-sealed-'));

  /** Writes a file, and gives its path. */
  write(file: string, text: string): string {
    const path = join(this.path, file);
    writeFileSync(path, text);
    return path;
  }

  /** Seals values for the Secret `stripe` in the namespace `shop`, unless another is named, and gives the path of the file. */
  seal(
    file: string,
    { values, name = 'stripe', namespace = 'shop', scope, certificate = usual }: SealedSample,
  ): string {
    const bytes = new Map(Object.entries(values).map(([key, value]) => [key, Buffer.from(value)]));
    const secret = { name, namespace, values: bytes, template: { labels: {}, annotations: {}, data: {} } };
    const sealed = seal({ secret, scope, certificate }, file);
    if ('problems' in sealed) throw new Error(sealed.problems.map(({ found }) => found).join('; '));
    return this.write(file, toYaml(sealedManifest(sealed)));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
