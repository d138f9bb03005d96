import type { ResolvedPlatform } from 'roadbed/testing';

/** The files of the output that an engine reads. */
export function yamlFiles(resolved: Pick<ResolvedPlatform, 'files'>): ReadonlyMap<string, string> {
  return new Map([...resolved.files()].filter(([path]) => path.endsWith('.yaml')));
}
