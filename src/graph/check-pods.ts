import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { MutableObject } from './graph.ts';
import { containersOf, podTemplateOf } from './pod-template.ts';

/** What is wrong with the pods of an object in production: each image names a version or, better, a digest. */
export function podProblems(object: MutableObject, path: string): readonly Problem[] {
  const template = podTemplateOf(object);
  if (template === undefined) return [];
  return containersOf(template).flatMap(({ image, name }) => {
    if (typeof image !== 'string' || isPinned(image)) return [];
    return [
      problem('RB706', {
        path,
        prop: 'image',
        found: `the container "${name ?? ''}" names no version, got ${show(image)}`,
      }),
    ];
  });
}

function isPinned(image: string): boolean {
  if (image.includes('@')) return /@sha256:[0-9a-f]{64}$/.test(image);
  const tag = /:([\w][\w.-]{0,127})$/.exec(image)?.[1];
  return tag !== undefined && tag !== 'latest';
}
