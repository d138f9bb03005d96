import { platformOf, type ResolvedPlatform, resolveForTest } from 'roadbed/testing';

const programs = {
  acme: () => import('../../examples/acme/main.ts'),
  'online-boutique': () => import('../../examples/online-boutique/main.ts'),
};

/** Name of an example, which is its folder. */
export type ExampleName = keyof typeof programs;

/** The examples. */
export const exampleNames: readonly ExampleName[] = ['acme', 'online-boutique'];

const resolved = new Map<ExampleName, ResolvedPlatform>();

/** An example as it resolves. A program runs once, however often it is asked for: what was imported before does not run again. */
export async function example(name: ExampleName): Promise<ResolvedPlatform> {
  const known = resolved.get(name) ?? resolveForTest(await platformOf(programs[name]));
  resolved.set(name, known);
  return known;
}
