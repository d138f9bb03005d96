import { readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { member } from '../model/member.ts';
import { type Problem, problem } from '../model/problem.ts';
import { binaryAmount, millicores } from './amounts.ts';
import type { ScoreContainer } from './document.ts';
import { type Planned, PlannedQuantity } from './plan.ts';
import type { ScoreFile } from './read-score.ts';
import type { Scope } from './scope.ts';

/** The props of the golden path that a Score file becomes, besides its routes. */
export function workloadProps(file: ScoreFile, scope: Scope, image: (container: string, given: string) => string) {
  const { metadata, service, containers } = file.score;
  const { annotations = {} } = metadata;
  return {
    containers: mapped(containers, (container, name) => containerProps(container, name, { file, scope, image })),
    ports: unlessEmpty(mapped(service?.ports ?? {}, (port) => ({ ...port }))),
    annotations: unlessEmpty(mapped(annotations, (text) => text)),
  } satisfies Readonly<Record<string, Planned | undefined>>;
}

interface Context {
  readonly file: ScoreFile;
  readonly scope: Scope;
  image(container: string, given: string): string;
}

function containerProps(container: ScoreContainer, name: string, context: Context): Planned {
  const { scope } = context;
  const at = `containers.${name}`;
  const { command, args, variables = {}, files = {}, volumes = {}, before = {}, resources } = container;
  return {
    image: context.image(name, container.image),
    command,
    args,
    env: unlessEmpty(mapped(variables, (text, key) => scope.text(text, `${at}.variables.${key}`))),
    files: unlessEmpty(mapped(files, (file, path) => fileProps(file, `${at}.files.${path}`, context))),
    volumes: unlessEmpty(
      mapped(volumes, ({ source, ...rest }, path) => ({
        claim: scope.text(source, `${at}.volumes.${path}.source`),
        ...rest,
      })),
    ),
    after: unlessEmpty(mapped(before, ({ ready }) => ready)),
    requests: amountProps(resources?.requests),
    limits: amountProps(resources?.limits),
    readinessProbe: probeProps(container.readinessProbe),
    livenessProbe: probeProps(container.livenessProbe),
  };
}

function fileProps(
  file: NonNullable<ScoreContainer['files']>[string],
  at: string,
  { file: from, scope }: Context,
): Planned {
  const { mode, content, binaryContent, source, noExpand = false } = file;
  if ([content, binaryContent, source].filter((one) => one !== undefined).length !== 1) {
    scope.refuse('RB851', at, 'must have one of content, binaryContent and source');
    return {};
  }
  if (binaryContent !== undefined) return { mode, binaryContent };
  const text = content ?? readSource(source ?? '', from.path);
  if (typeof text !== 'string') {
    scope.add({ ...text, prop: `${at}.source` });
    return {};
  }
  return { mode, content: noExpand ? text : scope.text(text, at) };
}

/** Largest file that is taken from beside a Score file: the ConfigMap holds 1 MiB in all. */
const LARGEST = 2 ** 20;

/** The text of a file beside the Score file. What is outside the folder of the Score file is not read. */
function readSource(source: string, score: string): string | Problem {
  const folder = resolve(dirname(score));
  const file = resolve(folder, source);
  const refused = (found: string) =>
    problem('RB850', { path: score, found, hint: 'name a text beside the Score file, at most 1 MiB' });
  if (!file.startsWith(folder + sep)) return refused(`outside the folder of the Score file, got "${source}"`);
  try {
    const bytes = readFileSync(file);
    if (bytes.length > LARGEST) return refused(`"${source}" has ${bytes.length} bytes`);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const code = String(member(error, 'code') ?? 'no text');
    return refused(`"${relative(folder, file)}" cannot be read: ${code}`);
  }
}

function amountProps(amounts: { readonly cpu?: string | undefined; readonly memory?: string | undefined } | undefined) {
  if (amounts === undefined) return undefined;
  const { cpu, memory } = amounts;
  return {
    cpuMillicores: cpu === undefined ? undefined : millicores(cpu),
    memory: memory === undefined ? undefined : new PlannedQuantity('size', binaryAmount(memory)),
  };
}

function probeProps(probe: ScoreContainer['readinessProbe']): Planned | undefined {
  if (probe?.exec !== undefined) return { command: probe.exec.command };
  if (probe?.httpGet === undefined) return undefined;
  const { httpHeaders = [], ...http } = probe.httpGet;
  return {
    http: { ...http, headers: unlessEmpty(Object.fromEntries(httpHeaders.map(({ name, value }) => [name, value]))) },
  };
}

function mapped<T, R>(members: Readonly<Record<string, T>>, change: (member: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, change(member, key)]));
}

function unlessEmpty<T extends object>(members: T): T | undefined {
  return Object.keys(members).length === 0 ? undefined : members;
}
