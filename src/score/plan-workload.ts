import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { member } from '../model/member.ts';
import { show } from '../model/props.ts';
import { secretForm, standsForSecret } from '../model/secret-forms.ts';
import { binaryAmount, millicores } from './amounts.ts';
import type { ScoreContainer } from './document.ts';
import { firstPlaceholder } from './placeholder.ts';
import { type Planned, type PlannedProps, PlannedQuantity, type PlannedText } from './plan.ts';
import { readBytes, utf8Text } from './read-bytes.ts';
import type { ScoreFile } from './read-score.ts';
import type { Place, Scope } from './scope.ts';

/** The props of the golden path that a Score file becomes, besides its routes. */
export function workloadProps(
  file: ScoreFile,
  scope: Scope,
  image: (container: string, given: string) => string,
): PlannedProps {
  const { metadata, service, containers } = file.score;
  const { annotations = {} } = metadata;
  return {
    containers: mapped(containers, (container, name) => containerProps(container, name, { file, scope, image })),
    ports: unlessEmpty(mapped(service?.ports ?? {}, (port) => ({ ...port }))),
    annotations: unlessEmpty(mapped(annotations, (text) => text)),
  };
}

interface Context {
  readonly file: ScoreFile;
  readonly scope: Scope;
  image(container: string, given: string): string;
}

function containerProps(container: ScoreContainer, name: string, context: Context): Planned {
  const { scope } = context;
  const at = ['containers', name];
  const { command, args, variables = {}, files = {}, volumes = {}, before = {}, resources } = container;
  literal(scope, { command, args }, at);
  return {
    image: context.image(name, container.image),
    command,
    args,
    env: unlessEmpty(mapped(variables, (text, key) => variable(scope, text, [...at, 'variables', key]))),
    files: unlessEmpty(mapped(files, (file, path) => fileProps(file, [...at, 'files', path], context))),
    volumes: unlessEmpty(
      mapped(volumes, ({ source, path, readOnly }, target) => ({
        claim: scope.text(source, [...at, 'volumes', target, 'source']),
        // A path within a volume is said from its root, with or without a slash.
        path: path?.replace(/^\/+/, '') || undefined,
        readOnly,
      })),
    ),
    after: unlessEmpty(mapped(before, ({ ready }) => ready)),
    requests: amountProps(resources?.requests),
    limits: amountProps(resources?.limits),
    readinessProbe: probeProps(container.readinessProbe),
    livenessProbe: probeProps(container.livenessProbe),
  };
}

/** Placeholders are read in few places; one that stands elsewhere would reach the program as it is. */
function literal(scope: Scope, lists: Readonly<Record<string, readonly string[] | undefined>>, at: Place): void {
  for (const [key, list = []] of Object.entries(lists)) {
    for (const [index, text] of list.entries()) {
      const found = firstPlaceholder(text);
      if (found === undefined) continue;
      const hint = 'take it by a variable, and name that: "$(NAME)"';
      scope.refuse('RB854', [...at, key, index], `no placeholder is read here, got ${show(found)}`, hint);
    }
  }
}

/** What stands in plain text in the file would stand in the program and in git too. */
function variable(scope: Scope, text: string, at: Place): string | PlannedText {
  const value = scope.text(text, at);
  if (typeof value === 'string' && (secretForm(value) !== undefined || standsForSecret(String(at.at(-1)), value))) {
    const hint = 'take it from a resource of the type "secret", with the key under which the platform keeps it';
    scope.refuse('RB707', at, 'it is given as a text, which is not shown', hint);
  }
  return value;
}

function fileProps(
  file: NonNullable<ScoreContainer['files']>[string],
  at: Place,
  { file: from, scope }: Context,
): Planned {
  const { mode, content, source, noExpand = false } = file;
  if (file.binaryContent !== undefined) return { mode, binaryContent: file.binaryContent };
  const read = content ?? readSource(source ?? '', from.path);
  if (typeof read === 'object' && 'found' in read) {
    scope.refuse('RB850', [...at, 'source'], read.found, read.hint);
    return {};
  }
  const text = typeof read === 'string' ? read : utf8Text(read);
  if (text !== undefined) return { mode, content: noExpand ? text : scope.text(text, at) };
  if (noExpand && typeof read !== 'string') return { mode, binaryContent: Buffer.from(read).toString('base64') };
  scope.refuse(
    'RB850',
    [...at, 'source'],
    `${show(source)} is no text in UTF-8`,
    'say "noExpand: true": placeholders are read in texts alone',
  );
  return {};
}

/** Largest file that is taken from beside a Score file: the ConfigMap holds 1 MiB in all. */
const LARGEST = 2 ** 20;

/** What a file beside the Score file holds. What is outside the folder of the Score file is not read, nor what a link there leads to. */
function readSource(source: string, score: string): Uint8Array | { readonly found: string; readonly hint: string } {
  const refused = (found: string) => ({ found, hint: 'name a file beside the Score file, at most 1 MiB' });
  if (source.includes('\0')) return refused(`no name of a file, got ${show(source)}`);
  const outside = refused(`outside the folder of the Score file, got ${show(source)}`);
  try {
    const folder = resolve(dirname(score));
    if (!isWithin(resolve(folder, source), folder)) return outside;
    const file = realpathSync(resolve(folder, source));
    if (!isWithin(file, realpathSync(folder))) return outside;
    if (!statSync(file).isFile()) return refused(`no file, got ${show(source)}`);
    return readBytes(file, LARGEST) ?? refused(`it has more than 1 MiB, got ${show(source)}`);
  } catch (error) {
    return refused(`the file system says ${String(member(error, 'code'))}, got ${show(source)}`);
  }
}

function isWithin(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function amountProps(amounts: { readonly cpu?: string | undefined; readonly memory?: string | undefined } | undefined) {
  if (amounts === undefined) return undefined;
  const { cpu, memory } = amounts;
  return {
    cpuMillicores: cpu === undefined ? undefined : millicores(cpu),
    memory: memory === undefined ? undefined : new PlannedQuantity('size', binaryAmount(memory)),
  };
}

/** A program is asked rather than a request where a probe has both, as the specification wants it. */
function probeProps(probe: ScoreContainer['readinessProbe']): Planned | undefined {
  if (probe?.exec !== undefined) return { command: probe.exec.command };
  if (probe?.httpGet === undefined) return undefined;
  const { httpHeaders = [], ...http } = probe.httpGet;
  return { http: { ...http, headers: httpHeaders.length === 0 ? undefined : httpHeaders } };
}

function mapped<T, R>(members: Readonly<Record<string, T>>, change: (member: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, change(member, key)]));
}

function unlessEmpty<T extends object>(members: T): T | undefined {
  return Object.keys(members).length === 0 ? undefined : members;
}
