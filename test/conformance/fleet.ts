import fc from 'fast-check';
import {
  Application,
  Cluster,
  DistributionRule,
  GoldenPath,
  type Manifest,
  Platform,
  type PromotionWave,
  type Site,
} from 'roadbed';
import { type ResolvedPlatform, resolveForTest } from 'roadbed/testing';
import * as z from 'zod';

const tags = ['edge', 'eu', 'us', 'gpu', 'lab', 'canary'];
const environments = ['dev', 'qa', 'prod'];
/** Labels that golden paths ask for, and values that clusters have. */
const askedLabels = ['tier.acme.example/class', 'acme.example/zone'];
const values = ['a', 'b', 'c'];

/** A cluster of a fleet, by what tells it from others. */
export interface FleetCluster {
  readonly environment: string;
  readonly tags: readonly string[];
  readonly cloud: 'aws' | 'azure' | 'gcp' | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

/** What a golden path asks of its site. */
type Question = { readonly tag: string } | { readonly label: string } | { readonly cloud: true };

/** An application of a fleet. */
interface FleetApplication {
  readonly name: string;
  readonly tags: readonly string[];
  readonly questions: readonly Question[];
}

/** A rule of a fleet. */
interface FleetRule {
  readonly name: string;
  readonly application: string;
  readonly all: readonly string[];
  readonly any: readonly string[];
  readonly none: readonly string[];
  readonly environments: readonly string[];
}

/** A platform with many clusters, as data. */
export interface Fleet {
  readonly clusters: readonly FleetCluster[];
  readonly applications: readonly FleetApplication[];
  readonly rules: readonly FleetRule[];
  readonly waves?: readonly PromotionWave[];
}

/** Waves that take every cluster of a fleet: by environment, by a tag, by a share, and what is left. */
export const fleetWaves: readonly PromotionWave[] = [
  { name: 'dev', clusters: { environments: ['dev'] } },
  { name: 'canary', clusters: { environments: ['qa', 'prod'], any: ['canary', 'lab'] } },
  { name: 'some', clusters: { environments: ['prod'] }, share: '30%', gate: 'manual' },
  { name: 'rest' },
];

const some = (from: readonly string[], maxLength: number, minLength = 0) =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength, maxLength });

const foreseen = fc
  .tuple(...askedLabels.map(() => fc.option(fc.constantFrom(...values))))
  .map((chosen) => Object.fromEntries(askedLabels.flatMap((key, i) => (chosen[i] ? [[key, chosen[i]]] : []))));

/** Labels that nothing asks for: other tools put them on clusters. */
const unforeseen = fc.dictionary(
  fc.stringMatching(/^[a-z]{3,8}\.example\/[a-z]{1,8}$/),
  fc.constantFrom('', 'x', 'true'),
  {
    maxKeys: 2,
  },
);

/** Any cluster. */
export const fleetCluster: fc.Arbitrary<FleetCluster> = fc.record({
  environment: fc.constantFrom(...environments),
  tags: some(tags, 4),
  cloud: fc.constantFrom('aws', 'azure', 'gcp', undefined),
  labels: fc.tuple(foreseen, unforeseen).map(([asked, others]) => ({ ...others, ...asked })),
});

const question: fc.Arbitrary<Question> = fc.oneof(
  fc.constantFrom(...tags).map((tag) => ({ tag })),
  fc.constantFrom(...askedLabels).map((label) => ({ label })),
  fc.constant({ cloud: true as const }),
);

const applicationTags = ['shop', 'metrics', 'agent'];

/** Any fleet of so many clusters. Each rule is for one tag of applications. */
export function fleetOf(size: number): fc.Arbitrary<Fleet> {
  const named = <T extends object>(letter: string, list: readonly T[]) =>
    list.map((one, i) => ({ ...one, name: `${letter}${i}` }));
  const fleet = fc.record({
    clusters: fc.array(fleetCluster, { minLength: size, maxLength: size }),
    applications: fc.array(
      fc.record({ tags: some(applicationTags, 2, 1), questions: fc.array(question, { maxLength: 3 }) }),
      { minLength: 1, maxLength: 3 },
    ),
    rules: fc.array(
      fc.record({
        application: fc.constantFrom(...applicationTags),
        all: some(tags, 1),
        any: some(tags, 2),
        none: some(tags, 2),
        environments: some(environments, 2),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  });
  return fleet.map(({ clusters, applications, rules }) => ({
    clusters,
    applications: named('a', applications),
    rules: named('r', rules),
  }));
}

const props = z.strictObject({ questions: z.array(z.unknown()).describe('What it asks of its site.') });

/** A golden path that asks what it is told to ask, and writes down the answers. */
class Asker extends GoldenPath<typeof props> {
  static override readonly schema = props;
  readonly #questions: readonly Question[];

  constructor(scope: Application, id: string, questions: readonly Question[]) {
    super(scope, id, { questions: [] });
    this.#questions = questions;
  }

  protected override render(site: Site): Manifest[] {
    const data = Object.fromEntries(this.#questions.map((one, i) => [`answer-${i}`, answer(site, one)]));
    return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: this.name }, data }];
  }
}

function answer(site: Site, asked: Question): string {
  if ('tag' in asked) return String(site.hasTag(asked.tag));
  return 'label' in asked ? (site.label(asked.label) ?? 'none') : site.cloud;
}

/** The platform of a fleet. */
function platformFor({ clusters, applications, rules, waves = [] }: Fleet): Platform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' }, waves });
  for (const [i, { cloud, ...cluster }] of clusters.entries()) {
    const server = `https://c${i}.acme.example:6443`;
    Cluster.existing(platform, `c${i}`, { ...cluster, server, ...(cloud === undefined ? {} : { cloud }) });
  }
  for (const { name, tags, questions } of applications) {
    new Asker(new Application(platform, name, { owner: 'team', tags }), 'asker', questions);
  }
  for (const { name, application, all, any, none, environments } of rules) {
    new DistributionRule(platform, name, {
      applications: [application],
      clusters: { all, any, none, ...(environments.length === 0 ? {} : { environments }) },
    });
  }
  return platform;
}

/** The Applications that the rules of a fleet mean, as `application-cluster`: what rules say, in the plainest words. */
export function placed({ clusters, applications, rules }: Fleet): readonly string[] {
  const names = applications.flatMap(({ name, tags }) => {
    const own = rules.filter(({ application }) => tags.includes(application));
    return clusters.flatMap((cluster, i) => (own.some((rule) => chooses(rule, cluster)) ? [`${name}-c${i}`] : []));
  });
  return names.sort();
}

function chooses(rule: FleetRule, { tags, environment }: FleetCluster): boolean {
  return (
    rule.all.every((tag) => tags.includes(tag)) &&
    (rule.any.length === 0 || rule.any.some((tag) => tags.includes(tag))) &&
    !rule.none.some((tag) => tags.includes(tag)) &&
    (rule.environments.length === 0 || rule.environments.includes(environment))
  );
}

/**
 * A fleet that resolves: rules that match nothing and applications on no cluster are problems, and no question of this test, so
 * they are left out until none is left.
 */
export function resolving(fleet: Fleet): { readonly fleet: Fleet; readonly resolved: ResolvedPlatform } | undefined {
  if (fleet.applications.length === 0) return undefined;
  const resolved = resolveForTest(platformFor(fleet));
  if (resolved.problems.length === 0) return { fleet, resolved };
  const stray = new Set(resolved.problems.flatMap(({ code, path }) => (/^RB20[3-7]$/.test(code) ? [path] : [])));
  expect(resolved.problems.filter(({ path }) => !stray.has(path))).toEqual([]);
  return resolving({
    ...fleet,
    applications: fleet.applications.filter(({ name }) => !stray.has(name)),
    rules: fleet.rules.filter(({ name }) => !stray.has(name)),
  });
}
