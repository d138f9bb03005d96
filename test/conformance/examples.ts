import { platformOf, resolveForTest } from 'roadbed/testing';

/** The programs of each example, by the folder that they stand in. The first is the platform's own, which alone writes for the hub. */
const programs = {
  acme: { acme: () => import('../../examples/acme/main.ts') },
  kaops: { kaops: () => import('../../examples/kaops/main.ts') },
  'online-boutique': { 'online-boutique': () => import('../../examples/online-boutique/main.ts') },
  orders: { orders: () => import('../../examples/orders/main.ts') },
  'two-repos': {
    'two-repos/platform': () => import('../../examples/two-repos/platform/main.ts'),
    'two-repos/team': () => import('../../examples/two-repos/team/main.ts'),
  },
};

/** Name of an example. */
export type ExampleName = keyof typeof programs;

/** The examples whose output Argo CD delivers. */
export const exampleNames: readonly ExampleName[] = ['acme', 'kaops', 'online-boutique', 'orders', 'two-repos'];

/** The folders that programs of examples stand in. */
export const programFolders: readonly string[] = exampleNames.flatMap((name) => Object.keys(programs[name]));

const written = new Map<ExampleName, Promise<ReadonlyMap<string, string>>>();

/**
 * What an example writes: the text of each file, by its path. Where programs stand in several repositories that is what all write; of
 * documents beside the output those of the platform's own program. A program runs once, however often it is asked for: what was
 * imported before does not run again.
 */
export function example(name: ExampleName): Promise<ReadonlyMap<string, string>> {
  const known = written.get(name) ?? write(name);
  written.set(name, known);
  return known;
}

async function write(name: ExampleName): Promise<ReadonlyMap<string, string>> {
  const outputs: ReadonlyMap<string, string>[] = [];
  for (const program of Object.values<() => Promise<unknown>>(programs[name])) {
    const resolved = resolveForTest(await platformOf(program));
    if (resolved.problems.length > 0) throw new Error(`${name} does not resolve: ${JSON.stringify(resolved.problems)}`);
    outputs.unshift(resolved.files());
  }
  return new Map(outputs.flatMap((files) => [...files]));
}
