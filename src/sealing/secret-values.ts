import { member } from '../model/member.ts';
import { type Problem, problem, type Refused } from '../model/problem.ts';
import { type SealingScope, scopeOf, withoutScope } from './scope.ts';
import type { SealedTemplate } from './sealed-file.ts';

/** Values to be sealed, by key. They are bytes, as a Secret holds them, and are never turned into a problem or an error. */
export type SecretValues = ReadonlyMap<string, Buffer>;

/** A Secret in plain text: what is sealed of it, and what is not. */
export interface PlainSecret {
  readonly name: string;
  readonly namespace: string;
  /** Scope that its annotations ask for, as those of kubeseal do. */
  readonly scope?: SealingScope | undefined;
  readonly values: SecretValues;
  readonly template: SealedTemplate;
}

/** Most bytes that the values of a Secret may have together. @source `MaxSecretSize` of Kubernetes */
const MOST_BYTES = 2 ** 20;
/** Shortest value that is looked for in what stays in plain text: a shorter one may be there by chance. */
const LEAST_TELLING = 8;
/** Annotation in which kubectl keeps the whole Secret in plain text. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Reads a Secret in YAML or JSON.
 *
 * Nothing of the text is ever in a problem: not what a parser says of it, not a value that is not valid.
 *
 * @param path what the text came from, for problems
 */
export function parseSecret(text: string, path: string): PlainSecret | Refused {
  const parsed = parsedYaml(text);
  if ('fault' in parsed) return { problems: [problem('RB944', { path, found: parsed.fault })] };
  const { secret } = parsed;
  if (member(secret, 'apiVersion') !== 'v1' || member(secret, 'kind') !== 'Secret') {
    return { problems: [problem('RB944', { path, found: 'is no Secret of apiVersion v1' })] };
  }
  const problems: Problem[] = [];
  const refuse = (prop: string, found: string) => problems.push(problem('RB944', { path, prop, found }));
  const values = valuesOf(secret, refuse);
  const metadata = member(secret, 'metadata');
  const annotations = textsAt(metadata, 'annotations', 'metadata.annotations', refuse);
  const asked = scopeOf(annotations);
  const template: SealedTemplate = {
    type: textAt(secret, 'type', refuse),
    immutable: member(secret, 'immutable') === true ? true : undefined,
    labels: textsAt(metadata, 'labels', 'metadata.labels', refuse),
    annotations: withoutScope(withoutKey(annotations, LAST_APPLIED)),
    data: {},
  };
  const name = textAt(metadata, 'name', refuse) ?? '';
  const namespace = textAt(metadata, 'namespace', refuse) ?? '';
  for (const place of plainPlaces({ ...template.labels, ...template.annotations }, values)) {
    refuse(`metadata, "${place}"`, 'holds a value of the Secret in plain text, and is not sealed');
  }
  return problems.length > 0
    ? { problems }
    : { name, namespace, scope: asked === 'strict' ? undefined : asked, values, template };
}

/** What is wrong with keys and values: a Secret of Kubernetes holds what passes. */
export function valueProblems(values: SecretValues, path: string): readonly Problem[] {
  const wrong = [...values.keys()].filter((key) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key) || /^\.\.?$/.test(key));
  const problems = wrong.map((key) =>
    problem('RB945', { path, found: `not a key of a Secret, got ${JSON.stringify(key)}` }),
  );
  const bytes = [...values.values()].reduce((sum, value) => sum + value.length, 0);
  if (bytes > MOST_BYTES) problems.push(problem('RB945', { path, found: `has "${bytes}" bytes` }));
  if (values.size === 0) problems.push(problem('RB944', { path, found: 'holds no value to seal' }));
  return problems;
}

type Refuse = (prop: string, found: string) => void;

function parsedYaml(text: string): { readonly secret: unknown } | { readonly fault: string } {
  const { parseAllDocuments }: typeof import('yaml') = require('yaml');
  const documents = [...parseAllDocuments(text, { logLevel: 'error', prettyErrors: true })];
  for (const { errors } of documents) {
    const [error] = errors;
    // A parser quotes what it reads, so of its error only the place and its kind are told.
    const { line = 1, col = 1 } = error?.linePos?.[0] ?? {};
    if (error !== undefined) return { fault: `is not valid YAML at line ${line}, column ${col} (${error.code})` };
  }
  if (documents.length > 1) return { fault: `holds ${documents.length} documents, and may hold one Secret` };
  try {
    return { secret: documents[0]?.toJS({ maxAliasCount: 0 }) };
  } catch {
    return { fault: 'uses aliases of YAML, which no Secret needs' };
  }
}

function valuesOf(secret: unknown, refuse: Refuse): SecretValues {
  const values = new Map<string, Buffer>();
  for (const [key, text] of Object.entries(textsAt(secret, 'data', 'data', refuse))) {
    const value = Buffer.from(text, 'base64');
    if (value.toString('base64') === text.replace(/[\r\n]/g, '')) values.set(key, value);
    else refuse(`data.${key}`, 'is not base64');
  }
  for (const [key, text] of Object.entries(textsAt(secret, 'stringData', 'stringData', refuse))) {
    values.set(key, Buffer.from(text));
  }
  return values;
}

/** Keys of texts in plain text that hold a value of the Secret, as it is or in base64. */
function plainPlaces(texts: Readonly<Record<string, string>>, values: SecretValues): readonly string[] {
  const secrets = [...values.values()]
    .filter((value) => value.length >= LEAST_TELLING)
    .flatMap((value) => [value.toString('utf8'), value.toString('base64')]);
  return Object.entries(texts)
    .filter(([, text]) => secrets.some((secret) => text.includes(secret)))
    .map(([key]) => key);
}

function textsAt(value: unknown, key: string, place: string, refuse: Refuse): Readonly<Record<string, string>> {
  const found = member(value, key);
  if (found === undefined || found === null) return {};
  if (typeof found !== 'object' || Array.isArray(found)) {
    refuse(place, 'is not a map of texts');
    return {};
  }
  const texts: [string, string][] = [];
  for (const [name, text] of Object.entries(found)) {
    if (typeof text === 'string') texts.push([name, text]);
    else refuse(`${place}.${name}`, 'is not a text; put it in quotes');
  }
  return Object.fromEntries(texts);
}

function textAt(value: unknown, key: string, refuse: Refuse): string | undefined {
  const found = member(value, key);
  if (found === undefined || found === null || typeof found === 'string') return found ?? undefined;
  refuse(key, 'is not a text');
  return undefined;
}

function withoutKey(texts: Readonly<Record<string, string>>, key: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => name !== key));
}
