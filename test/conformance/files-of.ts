import type { Platform } from 'roadbed';
import { resolveForTest } from 'roadbed/testing';

/** What a platform writes: the text of each file, by its path. */
export function filesOf(platform: Platform): ReadonlyMap<string, string> {
  const resolved = resolveForTest(platform);
  if (resolved.problems.length > 0) throw new Error(`it does not resolve: ${JSON.stringify(resolved.problems)}`);
  return resolved.files();
}
