import type { ApplicationDeclaration } from '../model/declarations.ts';
import { tagLabel } from '../model/labels.ts';
import { isDnsLabel, isLabelKey } from '../model/names.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';

/** Longest name of what others are named after, so that suffixes fit behind it. */
const LONGEST_NAME = 50;

/** What is wrong with an application as it was declared. */
export function applicationProblems(application: ApplicationDeclaration): readonly Problem[] {
  const { path, name, owner, namespace, tags, strangers } = application;
  const label = (prop: string, text: string): readonly Problem[] =>
    isDnsLabel(text)
      ? []
      : [
          problem('RB101', {
            path,
            prop,
            found: `not a DNS label, got ${show(text)}`,
            hint: 'use at most 63 lower-case letters, digits and hyphens',
          }),
        ];
  const ownName = constructNameProblems(name, path);
  return [
    ...ownName,
    ...label('owner', owner),
    // The namespace is the name unless it was said: then one word of it is enough.
    ...(namespace === name && ownName.length > 0 ? [] : label('namespace', namespace)),
    ...tags.flatMap((tag) => tagProblems(tag, path)),
    ...strangers.map((stranger) =>
      problem('RB401', { path, prop: 'clusters', found: `the cluster ${show(stranger)} is not of this platform` }),
    ),
  ];
}

/** What is wrong with the name of an application or a golden path: what it makes is named after it. */
export function constructNameProblems(name: string, path: string): readonly Problem[] {
  if (isDnsLabel(name) && name.length <= LONGEST_NAME && /^[a-z]/.test(name)) return [];
  return [problem('RB102', { path, found: `not a DNS label, got ${show(name)}` })];
}

function tagProblems(tag: string, path: string): readonly Problem[] {
  if (isLabelKey(tagLabel(tag))) return [];
  const hint = 'use letters, digits, "-", "_" and ".", at most 59';
  return [problem('RB101', { path, prop: 'tags', found: `not a tag, got ${show(tag)}`, hint })];
}
