import type { SealingCertificate } from '../sealing/certificate.ts';
import type { Sealed } from '../sealing/seal.ts';
import { sealedManifest } from '../sealing/sealed-document.ts';
import { count } from '../views/words.ts';
import type { Target } from './seal-output.ts';
import type { Style } from './terminal.ts';

/** What a run came to. */
export interface SealOutcome {
  readonly sealed: Sealed;
  readonly certificate: SealingCertificate;
  readonly target: Target;
  readonly notes: readonly string[];
}

/** What `--json` prints of a run: sealed values alone, and what is said of them. */
export function reportOf({ sealed, certificate, target, notes }: SealOutcome, raw: boolean) {
  const { scope, name, namespace, values } = sealed;
  return {
    version: 1,
    problems: [],
    notes,
    file: target.file ?? null,
    scope,
    name: name === '' ? null : name,
    namespace: namespace === '' ? null : namespace,
    certificate: { id: certificate.id, validTo: certificate.validTo },
    sealed: raw ? [] : Object.keys(values),
    kept: keptBy(target.into?.values, values),
    ...(raw ? { value: Object.values(values)[0] } : {}),
    ...(raw || target.file !== undefined ? {} : { sealedSecret: sealedManifest(sealed) }),
  };
}

/** What a person reads of a run that wrote a file. */
export function reportText({ sealed, certificate, target }: Omit<SealOutcome, 'notes'>, style: Style): string {
  const keys = Object.keys(sealed.values);
  const kept = keptBy(target.into?.values, sealed.values);
  const others =
    kept.length === 0 ? '' : `; ${count(kept.length, 'other')} left as ${kept.length === 1 ? 'it was' : 'they were'}`;
  return [
    `${style.green(style.bold(target.file ?? ''))}  ${count(keys.length, 'value')} sealed: ${keys.join(', ')}${others}`,
    style.dim(`for the certificate ${certificate.id}, valid until ${certificate.validTo}`),
    style.dim(`opens ${whereOf(sealed)}`),
    '',
  ].join('\n');
}

function whereOf({ scope, name, namespace }: SealOutcome['sealed']): string {
  if (scope === 'strict') return `as the Secret ${name} in the namespace ${namespace} alone`;
  return scope === 'namespace-wide' ? `as any Secret in the namespace ${namespace}` : 'as any Secret in any namespace';
}

function keptBy(before: Readonly<Record<string, string>> | undefined, now: Readonly<Record<string, string>>) {
  return Object.keys(before ?? {}).filter((key) => !Object.hasOwn(now, key));
}
