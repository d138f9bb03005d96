import type { ResolvedObject } from '../../graph/graph.ts';
import { containersOf, podTemplateOf } from '../../graph/pod-template.ts';
import { compareText } from '../../model/problem.ts';

/** The images of all containers, each once and in order; a digest stands in it where the program pins one. */
export function imagesIn(objects: Iterable<ResolvedObject>): readonly string[] {
  const images = new Set<string>();
  for (const { manifest } of objects) {
    const template = podTemplateOf(manifest);
    if (template === undefined) continue;
    for (const { image } of containersOf(template)) if (typeof image === 'string') images.add(image);
  }
  return [...images].sort(compareText);
}
