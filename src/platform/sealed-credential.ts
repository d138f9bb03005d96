import type { IConstruct } from 'constructs';
import { isPlatform, PLATFORM } from '../model/context.ts';
import type { SealedCredential } from '../model/declarations.ts';
import { type Problem, problem } from '../model/problem.ts';
import { placeProblems } from '../sealing/place-problems.ts';
import { scopeAnnotations } from '../sealing/scope.ts';
import { readSealedFile, type SealedFile } from '../sealing/sealed-file.ts';

/** Key of the file that holds the configuration. */
const KEY = 'config';
const PROP = 'credential.sealed';

/** Reads the sealed file that a credential names, while the program runs; undefined where it names none. */
export function readCredential(credential: unknown, construct: string): SealedFile | Problem | undefined {
  if (typeof credential !== 'object' || credential === null || !('sealed' in credential)) return undefined;
  return readSealedFile(String(credential.sealed), construct, PROP);
}

/** What stands in the output of the file. */
export function sealedCredential(file: SealedFile | Problem | undefined): SealedCredential | undefined {
  const config = file === undefined || 'code' in file ? undefined : file.values[KEY];
  if (file === undefined || 'code' in file || config === undefined) return undefined;
  return { config, annotations: scopeAnnotations(file.scope) };
}

/** What is wrong with the file: it is opened on the hub, as the Secret of the cluster in Argo CD's namespace. */
export function credentialProblems(
  file: SealedFile | Problem | undefined,
  name: string,
  { node }: IConstruct,
): readonly Problem[] {
  if (file === undefined) return [];
  if ('code' in file) return [file];
  const { path, root } = node;
  const namespace = isPlatform(root) ? root[PLATFORM]().argocd.namespace : 'argocd';
  const wrong = placeProblems(file, { path, prop: PROP, name: `cluster-${name}`, namespace });
  if (file.values[KEY] !== undefined) return wrong;
  const found = `${JSON.stringify(file.path)} holds no value for the key "${KEY}"`;
  return [...wrong, problem('RB947', { path, prop: PROP, found })];
}
