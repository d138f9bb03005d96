import { items, member } from '../model/member.ts';
import { placeText } from '../model/place-text.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';

/** The keys of a container whose older form is a list, whose items name their targets. */
const LISTS = ['files', 'volumes'] as const;

/** A Score file whose older lists of files and volumes are maps by target; a list that cannot be one is a problem. */
export function listsAsMaps(
  content: unknown,
  path: string,
): { readonly mapped: unknown; readonly problems: readonly Problem[] } {
  const containers = member(content, 'containers');
  if (!isMap(content) || !isMap(containers)) return { mapped: content, problems: [] };
  const problems: Problem[] = [];
  const mapped = Object.entries(containers).map(([name, container]) => {
    if (!isMap(container)) return [name, container] as const;
    const lists = LISTS.filter((key) => Array.isArray(container[key]));
    const maps = lists.map(
      (key) => [key, mapOf(items(container[key]), { path, at: ['containers', name, key] }, problems)] as const,
    );
    return [name, { ...container, ...Object.fromEntries(maps) }] as const;
  });
  return { mapped: { ...content, containers: Object.fromEntries(mapped) }, problems };
}

interface Place {
  readonly path: string;
  readonly at: readonly string[];
}

function mapOf(list: readonly unknown[], { path, at }: Place, problems: Problem[]): unknown {
  const entries = new Map<string, unknown>();
  for (const [index, item] of list.entries()) {
    const refuse = (found: string, hint: string) =>
      problems.push(problem('RB851', { path, prop: placeText([...at, index, 'target']), found, hint }));
    const { target, ...rest }: Record<string, unknown> = isMap(item) ? item : {};
    if (typeof target !== 'string' || !target.startsWith('/')) {
      const found =
        target === undefined ? 'it is required and missing' : `must be an absolute path, got ${show(target)}`;
      refuse(found, 'give the path in the container, or write a map by paths');
    } else if (entries.has(target)) refuse(`another one has the target ${show(target)} too`, 'take one of them away');
    else entries.set(target, rest);
  }
  return Object.fromEntries(entries);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
