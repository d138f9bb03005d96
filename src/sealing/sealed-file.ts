import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import * as z from 'zod';
import { SEALING_LABEL } from '../model/labels.ts';
import { type Problem, problem } from '../model/problem.ts';
import { type SealedPlace, scopeOf, withoutScope } from './scope.ts';
import { isSealedValue } from './seal-value.ts';

/** The Secret that the controller makes of what it opens. */
export interface SealedTemplate {
  readonly type?: string | undefined;
  readonly immutable?: boolean | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Annotations but those that say the scope. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Keys composed of the others, as Go templates. */
  readonly data: Readonly<Record<string, string>>;
}

/** A sealed secret as it stands in git. */
export interface SealedFile extends SealedPlace {
  /** Path as the program gives it. */
  readonly path: string;
  /** Ids of the keys that its values were sealed for; empty where the file does not say. */
  readonly certificates: readonly string[];
  /** Sealed values by key. */
  readonly values: Readonly<Record<string, string>>;
  readonly template: SealedTemplate;
}

const texts = z.record(z.string(), z.string()).nullish();
const metadata = z.looseObject({
  name: z.string().optional(),
  namespace: z.string().optional(),
  labels: texts,
  annotations: texts,
});
const sealedSecret = z.looseObject({
  apiVersion: z.literal('bitnami.com/v1alpha1'),
  kind: z.literal('SealedSecret'),
  metadata,
  spec: z.strictObject({
    encryptedData: z.record(z.string(), z.string().refine(isSealedValue, { error: 'is no sealed value' })),
    template: z
      .strictObject({
        metadata: metadata.nullish(),
        type: z.string().optional(),
        immutable: z.boolean().optional(),
        data: texts,
      })
      .optional(),
  }),
});

/**
 * Reads a sealed file that a program names. A relative path is looked up in the folder of the program, then in the current one.
 * @returns the file, or the problem RB947 with the path of the construct and the prop that name it
 */
export function readSealedFile(path: string, construct: string, prop: string): SealedFile | Problem {
  const refuse = (found: string) => problem('RB947', { path: construct, prop, found });
  const file = foldersOf()
    .map((folder) => resolve(folder, path))
    .find((one) => existsSync(one));
  if (file === undefined) return refuse(`there is no such file, got ${JSON.stringify(path)}`);
  const text = textOf(file);
  const parsed = text === undefined ? 'cannot be read' : parseSealed(text, path);
  return typeof parsed === 'string' ? refuse(`${JSON.stringify(path)} ${parsed}`) : parsed;
}

/** A sealed secret in YAML or JSON, or what is wrong with it as a sentence. */
export function parseSealed(text: string, path: string): SealedFile | string {
  const result = sealedSecret.safeParse(parsedYaml(text));
  if (!result.success) {
    // What stands at the place is not shown: it may be a secret that somebody forgot to seal.
    const [issue] = result.error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    const message = issue?.code === 'custom' ? issue.message : 'is not as it should be';
    return place === '' ? 'is no SealedSecret' : `is no SealedSecret: ${place} ${message}`;
  }
  const { metadata: own, spec } = result.data;
  const annotations = own.annotations ?? {};
  const { template } = spec;
  return {
    path,
    scope: scopeOf(annotations),
    name: own.name ?? '',
    namespace: own.namespace ?? '',
    certificates: idsIn(annotations[SEALING_LABEL]),
    values: spec.encryptedData,
    template: {
      type: template?.type,
      immutable: template?.immutable,
      labels: template?.metadata?.labels ?? {},
      annotations: withoutScope(template?.metadata?.annotations ?? {}),
      data: template?.data ?? {},
    },
  };
}

/** The ids that a label or an annotation holds, divided by dots. */
export function idsIn(value: string | undefined): readonly string[] {
  return (value ?? '').split('.').filter((id) => id !== '');
}

function parsedYaml(text: string): unknown {
  // Required here: a program without sealed secrets needs no YAML.
  const { parse }: typeof import('yaml') = require('yaml');
  try {
    return parse(text, { logLevel: 'error', maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The program's folder, where Node.js runs one and no tool out of a package, and the current folder. */
function foldersOf(): readonly string[] {
  const program = process.argv[1];
  const known = program !== undefined && !program.includes(join(sep, 'node_modules', sep));
  return known ? [dirname(program), process.cwd()] : [process.cwd()];
}
