import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type * as z from 'zod';
import { GOLDEN_PATH, type GoldenPath, type GoldenPathHandle, isGoldenPath } from '../model/golden-path.ts';
import { toJsonSchema } from '../model/json-schema.ts';
import { formatProblem } from '../model/problem.ts';
import { Site, type Tier } from '../model/site.ts';
import { toStructuralSchema } from '../model/structural-schema.ts';
import { schemaFaults } from './schema-faults.ts';

/** A class of golden paths. */
export interface GoldenPathClass {
  readonly name: string;
  readonly schema: z.ZodType;
  new (scope: Construct, id: string, props: never): GoldenPath;
}

const tiers: readonly Tier[] = ['development', 'staging', 'production'];

/** What users type by mistake, and what looks at it carelessly breaks on. */
const nonsense: readonly unknown[] = [
  undefined,
  null,
  '',
  'no',
  0,
  -1,
  Number.NaN,
  true,
  [],
  {},
  [null],
  { a: null },
  () => 0,
  10n,
];

/**
 * Checks a class of golden paths for what the resolver and the exports rely on, and returns what is wrong with it, one sentence each.
 *
 * The schema: strict objects, no unions of objects, no transforms, a description for every prop, refinements that cannot
 * throw, and both exports. The class: a constructor that reads no prop, outputs that all come from somewhere, and a rendering that
 * is the same every time and asks nothing of its site afterwards.
 *
 * @param examples props, as a user writes them, to render the golden path with
 * @example
 * expect(checkGoldenPath(WebService, [{ image: 'ghcr.io/acme/api:1.4.2', port: 8080 }])).toEqual([]);
 */
export function checkGoldenPath(type: GoldenPathClass, examples: readonly unknown[]): readonly string[] {
  const { schema } = type;
  if (schema === undefined) return ['it has no schema; declare "static override readonly schema"'];
  return [
    ...schemaFaults(schema),
    ...exportFaults(schema),
    ...refinementFaults(schema, examples),
    ...constructorFaults(type, examples),
    ...examples.flatMap((props, i) => renderFaults(type, props).map((fault) => `example ${i}: ${fault}`)),
  ];
}

function exportFaults(schema: z.ZodType): readonly string[] {
  return [toJsonSchema, toStructuralSchema].flatMap((exported) => thrown(() => exported(schema)));
}

/** Puts nonsense in place of every prop, alone and beside the others, and the whole of the props. */
function refinementFaults(schema: z.ZodType, examples: readonly unknown[]): readonly string[] {
  const faults = new Set(nonsense.flatMap((value) => thrown(() => schema.safeParse(value))));
  for (const example of examples) {
    for (const key of Object.keys(toJsonProperties(schema))) {
      for (const value of nonsense) {
        const props = { ...Object(example), [key]: value };
        for (const fault of thrown(() => schema.safeParse(props))) faults.add(`${key}: ${fault}`);
      }
    }
  }
  return [...faults].map((fault) => `its schema throws on what a user may type: ${fault}`);
}

function toJsonProperties(schema: z.ZodType): object {
  try {
    return Object(toJsonSchema(schema).properties);
  } catch {
    return {};
  }
}

/** A constructor that reads its props fails on those that do not pass the schema. */
function constructorFaults(type: GoldenPathClass, examples: readonly unknown[]): readonly string[] {
  const wrong = [...nonsense, ...examples.map((example) => ({ ...Object(example), 'no such prop': 1 }))];
  const faults = new Set(wrong.flatMap((props) => thrown(() => make(type, props))));
  return [...faults].map((fault) => `its constructor throws where props are wrong: ${fault}`);
}

function renderFaults(type: GoldenPathClass, props: unknown): readonly string[] {
  const problems = make(type, props).problems('');
  if (problems.length > 0) return problems.map((problem) => `its props do not pass: ${formatProblem(problem)}`);
  return tiers.flatMap((tier) => {
    try {
      return siteFaults(make(type, props), tier);
    } catch (error) {
      return [`it throws while it renders: ${sentence(error)}`];
    }
  });
}

function siteFaults(handle: GoldenPathHandle, tier: Tier): readonly string[] {
  const [first, second] = [snapshot(handle, tier), snapshot(handle, tier)];
  const missing = [...handle.outputs.keys()].filter((name) => !first.outputs.includes(name) && !first.hasNeeds);
  const unknown = first.outputs.filter((name) => !handle.outputs.has(name));
  return [
    ...(first.text === second.text ? [] : [`it renders otherwise the second time (${tier})`]),
    ...missing.map((name) => `its output ${name} comes neither from outputs() nor from a need`),
    ...unknown.map((name) => `it gives an output ${name} that it does not declare`),
  ];
}

/** What it gives at a site, read only after the site was sealed. */
function snapshot(handle: GoldenPathHandle, tier: Tier) {
  const site = new Site({ labels: {}, tier });
  const [needs, manifests, values] = [handle.needs(site), handle.render(site), handle.values(site)];
  const asked = needs.map(({ resource, ...need }) => ({ ...need, resource: resource?.name }));
  const given = { needs: asked, manifests, values, endpoint: handle.endpoint(site) };
  site.seal();
  return { text: JSON.stringify(given), outputs: Object.keys(values), hasNeeds: needs.length > 0 };
}

function make(type: GoldenPathClass, props: unknown): GoldenPathHandle {
  const scope = new Chart(new App(), 'check');
  const made: unknown = Reflect.construct(type, [scope, 'it', props]);
  if (typeof made !== 'object' || made === null || !isGoldenPath(made)) throw new Error('it is no golden path');
  return made[GOLDEN_PATH]();
}

function thrown(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    return [sentence(error)];
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
