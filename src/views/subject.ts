import { closest } from '../model/closest.ts';
import type { ApplicationDocument, PlatformDocument } from '../model/graph-document.ts';
import { comparePaths, compareText, type Problem, problem } from '../model/problem.ts';
import type { GraphIndex, Occurrence } from './graph-index.ts';
import { list } from './words.ts';

/** What a person may ask about. */
export type Subject =
  | { readonly kind: 'application'; readonly name: string; readonly parts: readonly ApplicationDocument[] }
  | { readonly kind: 'construct'; readonly name: string; readonly occurrences: readonly Occurrence[] }
  | { readonly kind: 'object'; readonly name: string; readonly occurrences: readonly Occurrence[] }
  | { readonly kind: 'cluster'; readonly name: string; readonly cluster: PlatformDocument['clusters'][number] }
  | { readonly kind: 'rule'; readonly name: string; readonly rule: PlatformDocument['rules'][number] };

/**
 * Finds what a word means: the path of a construct, an application, a cluster or a rule first, then an object as
 * `Kind/name`, `Kind/namespace/name` or `kind.group/namespace/name`, then the last part of a path.
 */
export function findSubject(query: string, index: GraphIndex): Subject | Problem {
  const word = query.replace(/^\/+|\/+$/g, '');
  const found = byPath(word, index) ?? byObject(word, index) ?? byEnding(word, index);
  return found ?? unknown(query, index);
}

function byPath(path: string, index: GraphIndex): Subject | undefined {
  const { clusters, rules } = index.documents.platform;
  const parts = index.parts.get(path);
  if (parts !== undefined) return { kind: 'application', name: path, parts };
  const occurrences = index.constructs.get(path);
  if (occurrences !== undefined) return { kind: 'construct', name: path, occurrences };
  const cluster = clusters.find((one) => one.path === path || one.name === path);
  if (cluster !== undefined) return { kind: 'cluster', name: cluster.name, cluster };
  const rule = rules.find((one) => one.path === path);
  if (rule !== undefined) return { kind: 'rule', name: path, rule };
  const delivered = index.applications.get(path);
  return delivered === undefined ? undefined : { kind: 'application', name: path, parts: [delivered] };
}

/** An object by its kind, with or without group, and its name, with or without namespace; case does not matter for the kind. */
function byObject(word: string, index: GraphIndex): Subject | Problem | undefined {
  const exact = index.objects.get(word);
  if (exact !== undefined) return { kind: 'object', name: word, occurrences: exact };
  const [kind = '', ...names] = word.split('/');
  if (names.length === 0 || names.length > 2) return undefined;
  const wanted = kind.toLowerCase();
  const ids = [...index.objects.keys()].filter((id) => {
    const [own = '', ...place] = id.split('/');
    const full = own.toLowerCase();
    if (full !== wanted && full.split('.', 1)[0] !== wanted && `${full.split('.', 1)[0]}s` !== wanted) return false;
    return names.length === 2 ? place.join('/') === names.join('/') : place.at(-1) === names[0];
  });
  const [id] = ids;
  if (id === undefined) return undefined;
  if (ids.length > 1) return ambiguous(word, ids);
  return { kind: 'object', name: id, occurrences: index.objects.get(id) ?? [] };
}

/** A construct by the last parts of its path. */
function byEnding(word: string, index: GraphIndex): Subject | Problem | undefined {
  const paths = [...index.constructs.keys()].filter((path) => path.endsWith(`/${word}`));
  const [path] = paths;
  if (path === undefined) return undefined;
  return paths.length > 1 ? ambiguous(word, paths) : byPath(path, index);
}

/** Most names that a problem lists. */
const SHOWN = 6;

function ambiguous(word: string, candidates: readonly string[]): Problem {
  const sorted = [...candidates].sort(comparePaths);
  const more = sorted.length > SHOWN ? ` or one of ${sorted.length - SHOWN} more` : '';
  return problem('RB931', {
    path: '',
    found: `${sorted.length} things are called so, got "${word}"`,
    hint: `say which: ${list(sorted.slice(0, SHOWN), 'or')}${more}`,
  });
}

function unknown(query: string, index: GraphIndex): Problem {
  const near = nearest(query, index);
  const hint = near.length === 0 ? undefined : `did you mean ${list(near, 'or')}?`;
  return problem('RB930', { path: '', found: `nothing in the platform is called so, got "${query}"`, hint });
}

/** Names that begin with the word or hold it, or else the one that is spelt most like it. */
function nearest(query: string, index: GraphIndex): readonly string[] {
  const { clusters, rules } = index.documents.platform;
  const names = [
    ...index.parts.keys(),
    ...index.constructs.keys(),
    ...clusters.map(({ name }) => name),
    ...rules.map(({ path }) => path),
    ...index.applications.keys(),
    ...index.objects.keys(),
  ];
  const word = query.toLowerCase();
  const sorted = [...new Set(names)].sort((a, b) => a.length - b.length || compareText(a, b));
  const holding = word === '' ? [] : sorted.filter((name) => name.toLowerCase().includes(word));
  const starting = holding.filter((name) => name.toLowerCase().startsWith(word));
  const spelt = closest(query, sorted) ?? spelling(query, index) ?? byLastPart(query, sorted);
  return [...new Set([...(spelt === undefined ? [] : [spelt]), ...starting, ...holding])].slice(0, 3);
}

/** An object whose kind and name together are spelt like the word. */
function spelling(query: string, index: GraphIndex): string | undefined {
  if (!query.includes('/')) return undefined;
  const shorts = new Map(
    [...index.objects.keys()].map((id) => [id.replace(/^([^./]*)[^/]*\/(?:[^/]*\/)?/, '$1/'), id]),
  );
  return shorts.get(closest(query, [...shorts.keys()]) ?? '');
}

/** A path whose last part is spelt like the last part of the word. */
function byLastPart(query: string, names: readonly string[]): string | undefined {
  const ending = (name: string) => name.slice(name.lastIndexOf('/') + 1);
  const near = closest(ending(query), names.map(ending));
  return near === undefined ? undefined : names.find((name) => ending(name) === near);
}
