import { accessesIn } from './expression.ts';
import type { ProviderEntry, ResourceEntry } from './program.ts';

/** Resources in an order, or the names of those that wait for each other in a circle. */
export type Sorted =
  | { readonly resources: readonly ResourceEntry[]; readonly cycle?: undefined }
  | { readonly resources?: undefined; readonly cycle: readonly string[] };

/**
 * Sorts resources so that each comes after what it depends on, and otherwise keeps their order. A component is complete when all that
 * stands in it is; it is a vertex of its own, so that two groups cost no product of their members. A provider may take values of
 * resources too, such as those of a cluster that is made.
 */
export function sortResources(
  resources: readonly ResourceEntry[],
  parents: ReadonlyMap<string, string | undefined>,
  providers: readonly ProviderEntry[],
): Sorted {
  const vertices = new Map<string, Vertex>();
  for (const component of parents.keys()) vertices.set(`component ${component}`, { waits: 0, next: [] });
  for (const entry of resources) vertices.set(`resource ${entry.name}`, { entry, waits: 0, next: [] });
  const before = (first: string, second: string) => {
    const from = vertices.get(first);
    const to = vertices.get(second);
    if (from === undefined || to === undefined) throw new Error(`${second} waits for ${first}, which is not there`);
    from.next.push(to);
    to.waits++;
  };
  for (const [component, parent] of parents) {
    if (parent !== undefined) before(`component ${component}`, `component ${parent}`);
  }
  for (const { key, inputs } of providers) {
    vertices.set(`provider ${key}`, { waits: 0, next: [] });
    for (const { from, name } of accessesIn(inputs))
      if (from === 'resource') before(`resource ${name}`, `provider ${key}`);
  }
  for (const { name, parent, provider, dependsOn, dependsOnComponents } of resources) {
    if (provider !== undefined) before(`provider ${provider}`, `resource ${name}`);
    before(`resource ${name}`, `component ${parent}`);
    for (const other of dependsOn) before(`resource ${other}`, `resource ${name}`);
    for (const other of dependsOnComponents) before(`component ${other}`, `resource ${name}`);
  }
  return drain([...vertices.values()]);
}

interface Vertex {
  readonly entry?: ResourceEntry;
  waits: number;
  readonly next: Vertex[];
}

function drain(vertices: readonly Vertex[]): Sorted {
  const ready = vertices.filter(({ waits }) => waits === 0);
  const resources: ResourceEntry[] = [];
  for (let index = 0; index < ready.length; index++) {
    const vertex = ready[index];
    if (vertex === undefined) continue;
    if (vertex.entry !== undefined) resources.push(vertex.entry);
    for (const after of vertex.next) {
      after.waits--;
      if (after.waits === 0) ready.push(after);
    }
  }
  if (ready.length === vertices.length) return { resources };
  return { cycle: vertices.flatMap(({ entry, waits }) => (waits > 0 && entry !== undefined ? [entry.name] : [])) };
}
