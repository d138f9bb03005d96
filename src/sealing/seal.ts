import { isDnsLabel, isDnsSubdomain } from '../model/names.ts';
import { compareText, type Problem, problem, type Refused } from '../model/problem.ts';
import type { SealingCertificate } from './certificate.ts';
import { type SealedPlace, type SealingScope, sealingLabel } from './scope.ts';
import { sealValue } from './seal-value.ts';
import type { SealedFile, SealedTemplate } from './sealed-file.ts';
import { type PlainSecret, type SecretValues, valueProblems } from './secret-values.ts';

/** What is to be sealed, for whom, and where it may be opened as far as that is said. */
export interface SealRequest {
  readonly secret: PlainSecret;
  readonly certificate: SealingCertificate;
  /** The file that the values go into, where there is one. */
  readonly into?: SealedFile | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly scope?: SealingScope | undefined;
  /** Whether the cluster of the file has a new key, so that its certificate may differ from those before. */
  readonly renewed?: boolean | undefined;
  /** Whether the values alone are asked for, so that nothing needs a name but what the scope binds to. */
  readonly raw?: boolean | undefined;
}

/** Sealed values with what they are bound to. */
export interface Sealed extends SealedPlace {
  readonly values: Readonly<Record<string, string>>;
  /** What the Secret is made of besides its values. */
  readonly template: SealedTemplate;
  /** Ids of the keys that the whole file was sealed for, the newest first. */
  readonly certificates: readonly string[];
}

/** Seals values, or says all that keeps it from doing so; `path` is what problems are at. */
export function seal(request: SealRequest, path: string): Sealed | Refused {
  const { secret, certificate, into } = request;
  const place = placeOf(request);
  const problems = [
    ...valueProblems(secret.values, path),
    ...placeProblems(request, place, path),
    ...bindingProblems(request, place, path),
    ...certificateProblems(request, path),
  ];
  if (problems.length > 0) return { problems };
  const others = (into?.certificates ?? []).filter((id) => id !== certificate.id);
  return {
    ...place,
    values: sealed(secret.values, certificate, place),
    template: secret.template,
    certificates: [certificate.id, ...others],
  };
}

function sealed(values: SecretValues, { key }: SealingCertificate, place: SealedPlace): Record<string, string> {
  const label = sealingLabel(place);
  const inOrder = [...values].sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(inOrder.map(([name, value]) => [name, sealValue(key, label, value)]));
}

/** What is said by an option counts, then what the Secret says, then the file that it goes into. */
function placeOf({ name, namespace, scope, secret, into }: SealRequest): SealedPlace {
  return {
    scope: scope ?? secret.scope ?? into?.scope ?? 'strict',
    name: name ?? (secret.name || into?.name || ''),
    namespace: namespace ?? (secret.namespace || into?.namespace || ''),
  };
}

function placeProblems({ raw }: SealRequest, { scope, name, namespace }: SealedPlace, path: string): Problem[] {
  const problems: Problem[] = [];
  const refuse = (prop: string, found: string) => problems.push(problem('RB946', { path, prop, found }));
  const needsName = scope === 'strict' || raw !== true;
  if (name !== '' && !isDnsSubdomain(name)) refuse('name', `not the name of a Secret, got ${JSON.stringify(name)}`);
  if (namespace !== '' && !isDnsLabel(namespace))
    refuse('namespace', `not a namespace, got ${JSON.stringify(namespace)}`);
  if (needsName && name === '') refuse('name', 'the Secret has no name');
  if (scope !== 'cluster-wide' && namespace === '') refuse('namespace', 'the Secret has no namespace');
  return problems;
}

/** What the Secret or the file says and an option says otherwise: one of them is a mistake, and the value would never open. */
function bindingProblems(
  { name, namespace, scope, secret, into }: SealRequest,
  place: SealedPlace,
  path: string,
): Problem[] {
  const problems: Problem[] = [];
  const compare = (prop: string, said: string, own: string | undefined, whose: string) => {
    if (own === undefined || own === '' || own === said) return;
    const found = `${whose} has ${JSON.stringify(own)}, and ${JSON.stringify(said)} is asked for`;
    problems.push(problem('RB948', { path, prop, found, hint: 'give both the same, or seal into a file of its own' }));
  };
  compare('scope', place.scope, into?.scope, 'the file');
  if (scope !== undefined) compare('scope', scope, secret.scope, 'the Secret');
  if (name !== undefined) compare('name', name, secret.name, 'the Secret');
  if (namespace !== undefined) compare('namespace', namespace, secret.namespace, 'the Secret');
  compare('name', place.name, into?.name, 'the file');
  compare('namespace', place.namespace, into?.namespace, 'the file');
  return problems;
}

/** A file is for one cluster: with the certificate of another, a part of it would open nowhere. */
function certificateProblems({ certificate, into, renewed }: SealRequest, path: string): readonly Problem[] {
  const known = into?.certificates ?? [];
  if (renewed === true || known.length === 0 || known.includes(certificate.id)) return [];
  const found = `the file was sealed for "${known.join('", "')}", and this certificate is "${certificate.id}"`;
  return [problem('RB943', { path, found })];
}
