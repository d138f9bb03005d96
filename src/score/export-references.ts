import { createHash } from 'node:crypto';
import type { ClusterNode, PlacedApplication, Rendered } from '../graph/graph.ts';
import { items, member } from '../model/member.ts';
import { paramsText } from '../model/params-text.ts';
import { type Ref, splitMarkers } from '../model/ref.ts';
import { escapePlaceholders } from './placeholder.ts';
import { type ResourceMapping, resourceTable, SPECIAL } from './resource-table.ts';

/** A resource as a Score file has it. */
export interface WrittenResource {
  readonly type: string;
  readonly class?: string;
  readonly id?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Turns references into placeholders, and keeps the resources that those need. */
export class References {
  readonly #graph: Rendered;
  readonly #application: PlacedApplication;
  readonly #cluster: ClusterNode;
  readonly #resources = new Map<string, WrittenResource>();
  readonly #names = new Map<string, string>();
  /** What a Score file cannot say. */
  readonly notes: string[] = [];

  constructor(graph: Rendered, application: PlacedApplication, cluster: ClusterNode) {
    this.#graph = graph;
    this.#application = application;
    this.#cluster = cluster;
  }

  get resources(): Readonly<Record<string, WrittenResource>> {
    return Object.fromEntries([...this.#resources].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Adds a resource that no reference asks for, such as a route. */
  add(name: string, resource: WrittenResource): void {
    this.#resources.set(name, resource);
  }

  /** Adds the routes that lead to a workload and are constructs of their own. */
  addRoutesTo(workload: string): void {
    for (const { path } of this.#application.items) {
      const [match] = this.#graph.matches(path, this.#cluster)?.value ?? [];
      if (match?.need.type !== SPECIAL.route || match.need.params.service !== workload) continue;
      const { host, port, path: prefix } = match.need.params;
      this.add(this.#nameOf(path), {
        type: SPECIAL.route,
        params: { host: this.text(String(host)), path: prefix, port },
      });
    }
  }

  /** A text with references in it as a Score file has it. */
  text(text: string): string {
    return splitMarkers(text)
      .map((part, index) => {
        if (index % 2 === 0) return escapePlaceholders(part);
        const ref = this.#graph.markers.get(part);
        return ref === undefined ? part : this.#placeholder(ref);
      })
      .join('');
  }

  #placeholder(ref: Ref): string {
    const { path } = ref.producer.node;
    const [match] = this.#graph.matches(path, this.#cluster)?.value ?? [];
    if (match === undefined) return this.#service(ref, path);
    const name = this.#nameOf(path);
    const found = mappingOf(match.need.type);
    const params = paramsText(match.need.params);
    this.add(name, {
      type: found?.type ?? match.need.type,
      ...(match.need.class === 'default' ? {} : { class: match.need.class }),
      // Workloads that take from one construct share it.
      id: name,
      ...(Object.keys(params).length === 0 ? {} : { params }),
    });
    return outputText(name, ref.output, found?.mapping);
  }

  /** A value of another workload, known on this cluster: its host and port are what a Score file can take of it. */
  #service({ output, label }: Ref, path: string): string {
    const values = this.#graph.offer(path, this.#cluster)?.value.values ?? {};
    const [value, host, port] = [values[output], values.host, values.port ?? this.#servicePort(path)];
    if (typeof value === 'object' || value === undefined || typeof host !== 'string') {
      this.notes.push(`the value of ${label} is left out`);
      return '';
    }
    const name = this.#nameOf(path);
    const [workload = ''] = host.split('.');
    this.add(name, {
      type: SPECIAL.servicePort,
      params: { workload, ...(typeof port === 'number' ? { port } : {}) },
    });
    if (output === 'port') return `\${resources.${name}.port}`;
    const text = String(value).replace(host, `\${resources.${name}.hostname}`);
    return typeof port !== 'number' ? text : text.replace(`:${String(port)}`, `:\${resources.${name}.port}`);
  }

  /** The first port of the Service that a construct makes. */
  #servicePort(path: string): number | undefined {
    const made = this.#graph.rendering(path, this.#cluster)?.value ?? [];
    const service = made.find(({ object }) => object.kind === 'Service')?.object;
    const port = member(items(member(member(service, 'spec'), 'ports'))[0], 'port');
    return typeof port === 'number' ? port : undefined;
  }

  /** A name for a resource: the path of its construct within the application, else the whole path; with a digest where that is no name in Score, or another's. */
  #nameOf(path: string): string {
    const own = `${this.#application.path}/`;
    const name = (path.startsWith(own) ? path.slice(own.length) : path).replaceAll('/', '-');
    const known = this.#names.get(path);
    if (known !== undefined) return known;
    const plain = name.length < 2 ? `${name}-resource` : name;
    const fits = /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/.test(plain) && ![...this.#names.values()].includes(plain);
    const digest = createHash('sha256').update(path).digest('hex').slice(0, 8);
    const label = fits
      ? plain
      : `${plain
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/^-/, '')
          .slice(0, 50)}-${digest}`;
    this.#names.set(path, label);
    return label;
  }
}

function mappingOf(need: string): { readonly type: string; readonly mapping: ResourceMapping } | undefined {
  const found = Object.entries(resourceTable).find(([, mapping]) => mapping.need === need);
  return found === undefined ? undefined : { type: found[0], mapping: found[1] };
}

/** A placeholder for an output by the name that Score files take it by; what other implementations do not give is composed of what they do. */
function outputText(resource: string, output: string, mapping: ResourceMapping | undefined): string {
  const composed = mapping?.composed?.[output];
  if (composed !== undefined)
    return composed.replace(/\{(\w+)\}/g, (_, name: string) => `\${resources.${resource}.${name}}`);
  const name = Object.entries(mapping?.outputs ?? {}).find(([, from]) => from === output)?.[0] ?? output;
  return `\${resources.${resource}.${name}}`;
}
