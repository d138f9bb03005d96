/** A million dependencies between a hundred thousand objects: reading them from the tree, and ordering them. */
import { ApiObject } from 'cdk8s';
import { collect } from '../src/graph/collect.ts';
import { link } from '../src/graph/link.ts';
import { match } from '../src/graph/match.ts';
import { order } from '../src/graph/order.ts';
import { place } from '../src/graph/place.ts';
import { render } from '../src/graph/render.ts';
import { Application } from '../src/platform/application.ts';
import { BarePlatform } from '../src/platform/bare-platform.ts';
import { Cluster } from '../src/platform/cluster.ts';
import { report } from './workload.ts';

const CONSTRUCTS = 100_000;
const EDGES_EACH = 10;

const root = new BarePlatform({ repository: { url: 'https://github.com/acme/platform' } });
const cluster = Cluster.existing(root, 'prod', { environment: 'prod', server: 'https://prod.acme.example' });
const application = new Application(root, 'shop', { owner: 'team', clusters: [cluster] });
const objects: ApiObject[] = [];
for (let index = 0; index < CONSTRUCTS; index++) {
  const metadata = { name: `o${index}` };
  const object = new ApiObject(application, metadata.name, { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  for (let back = 1; back <= EDGES_EACH && back <= index; back++) {
    const before = objects[((index + 13) * (7919 + back * 104729)) % index];
    if (before !== undefined) object.addDependency(before);
  }
  objects.push(object);
}

const began = performance.now();
const collected = collect(root);
const read = performance.now();
// What is made of the objects has nothing to do with their edges, and is not timed.
const linked = link(render(match(place(collected.graph).graph).graph).graph);
const ordering = performance.now();
const { problems } = order(linked.graph);
const ended = performance.now();
if (problems.length > 0) throw new Error('the graph of the benchmark has cycles');
if (collected.graph.dependencies.length < CONSTRUCTS * (EDGES_EACH - 1)) throw new Error('edges are missing');
report(read - began + (ended - ordering));
