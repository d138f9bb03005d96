import { join } from 'node:path';
import * as z from 'zod';
import { filesIn, root } from './source-files.ts';

/** A golden path of this package, as its documentation needs it. */
export interface GoldenPathSource {
  readonly name: string;
  /** Its file, from the root, without the ending: `constructs/postgres`. */
  readonly module: string;
  readonly schema: z.ZodType;
}

/** Every golden path of this package, sorted by name. */
export function goldenPaths(): readonly GoldenPathSource[] {
  return filesIn('constructs', '.ts')
    .flatMap((file) => classesOf(file.slice(0, -'.ts'.length)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function classesOf(module: string): readonly GoldenPathSource[] {
  const exported: unknown = require(join(root, `${module}.ts`));
  return Object.entries(Object(exported)).flatMap(([name, value]) => {
    if (typeof value !== 'function' || !('schema' in value)) return [];
    const { schema } = value;
    return schema instanceof z.ZodType ? [{ name, module, schema }] : [];
  });
}
