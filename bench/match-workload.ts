/**
 * Golden paths that each need a resource, matched with a thousand provisioners of ten types. Usage: `match-workload.js NEEDS`.
 *
 * The provisioners differ by id, class, application, cloud, environment, tier and tags, as those of a large platform do. A tenth of
 * them refuse what is asked, a tenth bring a need of their own, and a tenth of the golden paths share a resource with another.
 */
import * as z from 'zod';
import { collect } from '../src/graph/collect.ts';
import { match } from '../src/graph/match.ts';
import { place } from '../src/graph/place.ts';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Criteria, type Need, need, type Provisioner, provisioner } from '../src/model/need.ts';
import { resourceType } from '../src/model/resource-type.ts';
import { Application } from '../src/platform/application.ts';
import { BarePlatform } from '../src/platform/bare-platform.ts';
import { Cluster } from '../src/platform/cluster.ts';
import { measured } from './workload.ts';

const PROVISIONERS = 1000;
const TYPES = 10;
const NEEDS_EACH = 100;
const needs = Number(process.argv[2]);

const inputs = z.strictObject({ size: z.int().min(1).default(3), mode: z.enum(['fast', 'safe']).optional() });
const types = Array.from({ length: TYPES }, (_, index) =>
  resourceType(`store-${index}`, { inputs, outputs: { host: 'host', port: 'port' } }),
);
const disk = resourceType('disk', { inputs, outputs: { host: 'host', port: 'port' } });

const props = z.strictObject({ type: z.int(), size: z.int(), class: z.string(), id: z.string().optional() });

/** A golden path that needs one resource. */
class Store extends GoldenPath<typeof props> {
  static override readonly schema = props;
  readonly host = this.output('host');

  protected override needs(): Need[] {
    const { type, size, class: of, id } = this.props;
    const wanted = types[type % TYPES];
    return wanted === undefined ? [] : [need(wanted, { size }, { class: of, id })];
  }
}

/** Where the provisioner of a number is meant: every criterion has its share. */
function criteriaOf(index: number): Criteria {
  const environment = index % 2 === 0 ? 'prod' : 'dev';
  const ways: readonly Criteria[] = [
    { class: `class-${index}` },
    { class: `class-${index}`, environment },
    { application: `app-${index}` },
    { application: `app-${index}`, environment, cloud: 'aws' },
    { id: `id-${index}` },
    { class: `class-${index}`, tags: ['edge', 'eu'] },
    { environment: `environment-${index}` },
    { class: `class-${index}`, cloud: ['aws', 'gcp'], tier: 'production' },
  ];
  return ways[Math.floor(index / TYPES) % ways.length] ?? {};
}

const outputs = { host: 'store.example', port: 5432 };

function provisionerOf(index: number): Provisioner {
  // The first of each type is meant for everything, so that every need has an answer.
  const when = index < TYPES ? {} : criteriaOf(index);
  return provisioner(types[index % TYPES] ?? disk, {
    name: `p-${index}`,
    when,
    refuses: ({ params }) => (index % 10 === 3 && index >= TYPES && params.size > 3 ? 'it is small' : undefined),
    needs: () => (Math.floor(index / TYPES) % 10 === 1 ? [need(disk, {})] : []),
    provision: () => ({ manifests: [], outputs }),
  });
}

const root = new BarePlatform({
  repository: { url: 'https://github.com/acme/platform' },
  provisioners: [
    ...Array.from({ length: PROVISIONERS - 1 }, (_, index) => provisionerOf(index)),
    provisioner(disk, { name: 'disk', provision: () => ({ manifests: [], outputs }) }),
  ],
});
const server = 'https://prod.acme.example';
const cluster = Cluster.existing(root, 'eu', { environment: 'prod', server, cloud: 'aws', tags: ['edge', 'eu'] });
for (let first = 0; first < needs; first += NEEDS_EACH) {
  const application = new Application(root, `app-${first / NEEDS_EACH}`, { owner: 'team', clusters: [cluster] });
  for (let index = first; index < Math.min(first + NEEDS_EACH, needs); index++) {
    const id = index % 10 === 0 ? `id-${index - (index % 20)}` : undefined;
    const asked = { type: index, size: 1 + (index % 5), class: `class-${index % 1500}` };
    new Store(application, `store-${index}`, { ...asked, size: id === undefined ? asked.size : 1, id });
  }
}

const placed = place(collect(root).graph).graph;
measured(() => {
  const { graph, problems } = match(placed);
  const [first] = problems;
  if (first !== undefined) throw new Error(`the platform of the benchmark has problems: ${first.found}; ${first.hint}`);
  if (graph.platform.recipes.length !== PROVISIONERS) throw new Error('provisioners are missing');
});
