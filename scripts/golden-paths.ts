import { join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import * as z from 'zod';
import { GOLDEN_PATH, isGoldenPath } from '../src/model/golden-path.ts';
import type { Ref } from '../src/model/ref.ts';
import { filesIn, root } from './source-files.ts';

/** A golden path of this package, as its documentation needs it. */
export interface GoldenPathSource {
  readonly name: string;
  /** Its file, from the root, without the ending: `constructs/postgres`. */
  readonly module: string;
  readonly schema: z.ZodType;
  readonly outputs: readonly Ref[];
}

/** Every golden path of this package, sorted by name. */
export function goldenPaths(): readonly GoldenPathSource[] {
  return filesIn('constructs', '.ts')
    .flatMap((file) => goldenPathsOf(file.slice(0, -'.ts'.length)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function goldenPathsOf(module: string): readonly GoldenPathSource[] {
  const exported: unknown = require(join(root, `${module}.ts`));
  return Object.entries(Object(exported)).flatMap(([name, value]) => {
    if (typeof value !== 'function' || !('schema' in value)) return [];
    const { schema } = value;
    return schema instanceof z.ZodType ? [{ name, module, schema, outputs: outputsOf(value) }] : [];
  });
}

/** The outputs of a golden path are declared when it is made, with any props. */
function outputsOf(golden: NewableFunction): readonly Ref[] {
  const made: unknown = Reflect.construct(golden, [new Chart(Testing.app(), 'application'), 'name', {}]);
  if (typeof made !== 'object' || made === null || !isGoldenPath(made)) return [];
  return [...made[GOLDEN_PATH]().outputs.values()];
}
