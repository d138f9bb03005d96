import { items, member } from '../model/member.ts';
import type { References, WrittenResource } from './export-references.ts';
import { SPECIAL } from './resource-table.ts';

/** A Score file that was made of a workload. */
export interface ExportedScore {
  /** Name of the workload. */
  readonly name: string;
  /** Path of the construct that it is of. */
  readonly path: string;
  readonly score: Readonly<Record<string, unknown>>;
  /** What a Score file cannot say and is left out, for people. */
  readonly notes: readonly string[];
}

interface ExportContext {
  readonly references: References;
  readonly path: string;
}

/** Writes a workload and what belongs to it as a Score file. */
export function exportWorkload(
  object: object,
  beside: readonly object[],
  { references, path }: ExportContext,
): ExportedScore {
  const name = String(member(member(object, 'metadata'), 'name'));
  const template = member(member(object, 'spec'), 'template');
  const pod = member(template, 'spec');
  const services = beside.filter((one) => member(one, 'kind') === 'Service' && selects(one, template));
  const exporter = new Exporter(pod, beside, references);
  const all = [...items(member(pod, 'initContainers')), ...items(member(pod, 'containers'))];
  const containers = Object.fromEntries(all.map((one) => [containerName(one), exporter.container(one)]));
  const annotations = strings(member(member(object, 'metadata'), 'annotations'));
  for (const [key, resource] of routesOf(beside, services)) references.add(key, resource);
  const ports = portsOf(services, all);
  const { resources } = references;
  return {
    name,
    path,
    score: {
      apiVersion: 'score.dev/v1b1',
      metadata: { name, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
      ...(Object.keys(ports).length === 0 ? {} : { service: { ports } }),
      containers,
      ...(Object.keys(resources).length === 0 ? {} : { resources }),
    },
    notes: [...new Set([...references.notes, ...exporter.notes])],
  };
}

class Exporter {
  readonly #pod: unknown;
  readonly #beside: readonly object[];
  readonly #references: References;
  readonly notes: string[] = [];

  constructor(pod: unknown, beside: readonly object[], references: References) {
    this.#pod = pod;
    this.#beside = beside;
    this.#references = references;
  }

  container(container: unknown): Record<string, unknown> {
    const resources = resourcesOf(member(container, 'resources'));
    return defined({
      image: member(container, 'image'),
      command: this.#texts(member(container, 'command')),
      args: this.#texts(member(container, 'args')),
      variables: this.#variables(container),
      files: this.#files(container),
      volumes: this.#volumes(container),
      before: this.#before(container),
      resources,
      livenessProbe: this.#probe(container, 'livenessProbe'),
      readinessProbe: this.#probe(container, 'readinessProbe'),
    });
  }

  #texts(list: unknown): readonly string[] | undefined {
    return list === undefined ? undefined : items(list).map(String);
  }

  #variables(container: unknown): Record<string, string> | undefined {
    const entries: [string, string][] = [];
    for (const variable of items(member(container, 'env'))) {
      const [name, value] = [String(member(variable, 'name')), member(variable, 'value')];
      if (value === undefined)
        this.notes.push(`the variable ${name}, which is read from a Secret that is there, is left out`);
      else entries.push([name, this.#references.text(String(value))]);
    }
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }

  /** What ran before: containers that come to an end, and those that run on. */
  #before(container: unknown): Record<string, unknown> | undefined {
    const first = items(member(this.#pod, 'initContainers'));
    const place = first.indexOf(container);
    const former = place === -1 ? first : first.slice(0, place);
    if (former.length === 0) return undefined;
    return Object.fromEntries(
      former.map((one) => {
        const isSidecar = member(one, 'restartPolicy') === 'Always';
        const ready = !isSidecar ? 'complete' : member(one, 'startupProbe') === undefined ? 'started' : 'healthy';
        return [containerName(one), { ready }];
      }),
    );
  }

  #probe(container: unknown, key: string): Record<string, unknown> | undefined {
    const probe = member(container, key);
    if (probe === undefined) return undefined;
    const [http, exec] = [member(probe, 'httpGet'), member(probe, 'exec')];
    if (exec !== undefined) return { exec: { command: items(member(exec, 'command')).map(String) } };
    if (http === undefined) {
      this.notes.push(`the ${key}, which asks neither over HTTP nor by a program, is left out`);
      return undefined;
    }
    const headers = items(member(http, 'httpHeaders'));
    return {
      httpGet: defined({
        scheme: member(http, 'scheme'),
        host: member(http, 'host'),
        path: member(http, 'path'),
        port: portNumber(member(http, 'port'), [container]),
        httpHeaders: headers.length === 0 ? undefined : headers,
      }),
    };
  }

  #files(container: unknown): Record<string, unknown> | undefined {
    const files: [string, unknown][] = [];
    for (const mount of items(member(container, 'volumeMounts'))) {
      const subPath = member(mount, 'subPath');
      if (typeof subPath !== 'string') continue;
      const { from, item } = this.#fileSource(mount, subPath);
      if (from === undefined) continue;
      const key = String(member(item, 'key') ?? subPath);
      const map = this.#beside.find(
        (one) =>
          member(member(one, 'metadata'), 'name') === member(from, 'name') && member(one, 'kind') === 'ConfigMap',
      );
      const [content, binaryContent] = [member(member(map, 'data'), key), member(member(map, 'binaryData'), key)];
      if (content === undefined && binaryContent === undefined) continue;
      const mode = member(item, 'mode');
      const file = {
        mode: typeof mode === 'number' ? mode.toString(8).padStart(4, '0') : undefined,
        content: typeof content === 'string' ? this.#references.text(content) : undefined,
        binaryContent,
      };
      files.push([String(member(mount, 'mountPath')), defined(file)]);
    }
    return files.length === 0 ? undefined : Object.fromEntries(files);
  }

  /** The ConfigMap that a file comes from, and what is said of the file there: of the volume, or of one of its sources. */
  #fileSource(mount: unknown, subPath: unknown): { readonly from?: unknown; readonly item?: unknown } {
    if (typeof subPath !== 'string') return {};
    const volume = this.#volume(mount);
    const itemOf = (from: unknown) => items(member(from, 'items')).find((one) => member(one, 'path') === subPath);
    const whole = member(volume, 'configMap');
    if (whole !== undefined) return { from: whole, item: itemOf(whole) };
    const sources = items(member(member(volume, 'projected'), 'sources')).map((one) => member(one, 'configMap'));
    const from = sources.find((one) => itemOf(one) !== undefined);
    return { from, item: itemOf(from) };
  }

  #volumes(container: unknown): Record<string, unknown> | undefined {
    const volumes: [string, unknown][] = [];
    for (const mount of items(member(container, 'volumeMounts'))) {
      const path = String(member(mount, 'mountPath'));
      const volume = this.#volume(mount);
      const claim = member(member(volume, 'persistentVolumeClaim'), 'claimName');
      if (typeof claim === 'string') {
        const source = this.#references.text(claim);
        const rest = { path: member(mount, 'subPath'), readOnly: member(mount, 'readOnly') };
        volumes.push([path, defined({ source, ...rest })]);
      } else if (path !== '/tmp' && this.#fileSource(mount, member(mount, 'subPath')).from === undefined) {
        this.notes.push(`what is mounted at ${path} is left out`);
      }
    }
    return volumes.length === 0 ? undefined : Object.fromEntries(volumes);
  }

  #volume(mount: unknown): unknown {
    return items(member(this.#pod, 'volumes')).find((one) => member(one, 'name') === member(mount, 'name'));
  }
}

/** Score takes names of two characters and more. */
function containerName(container: unknown): string {
  const name = String(member(container, 'name'));
  return name.length < 2 ? `${name}-container` : name;
}

function resourcesOf(resources: unknown): Record<string, unknown> | undefined {
  const sides = ['limits', 'requests'].flatMap((key) => {
    const amounts = strings(member(resources, key));
    const known = defined({ memory: amounts.memory, cpu: amounts.cpu });
    return Object.keys(known).length === 0 ? [] : [[key, known] as const];
  });
  return sides.length === 0 ? undefined : Object.fromEntries(sides);
}

function portsOf(services: readonly object[], containers: readonly unknown[]): Record<string, unknown> {
  const ports = services.flatMap((service) => items(member(member(service, 'spec'), 'ports')));
  return Object.fromEntries(
    ports.map((one) => {
      const port = member(one, 'port');
      const name = String(member(one, 'name') ?? port);
      const target = portNumber(member(one, 'targetPort'), containers);
      const protocol = member(one, 'protocol') === 'UDP' ? 'UDP' : undefined;
      return [
        name.length < 2 ? `${name}-port` : name,
        defined({ port, targetPort: target === port ? undefined : target, protocol }),
      ];
    }),
  );
}

/** A port by its number; one that is named is looked up in the containers. */
function portNumber(port: unknown, containers: readonly unknown[]): unknown {
  if (typeof port !== 'string') return port;
  const ports = containers.flatMap((container) => items(member(container, 'ports')));
  return member(
    ports.find((one) => member(one, 'name') === port),
    'containerPort',
  );
}

/** Routes that lead to the services, each with the name that it is reached by. */
function routesOf(beside: readonly object[], services: readonly object[]): ReadonlyMap<string, WrittenResource> {
  const names = services.map((service) => member(member(service, 'metadata'), 'name'));
  const resources = new Map<string, WrittenResource>();
  for (const route of beside.filter((one) => member(one, 'kind') === 'HTTPRoute')) {
    const spec = member(route, 'spec');
    for (const host of items(member(spec, 'hostnames'))) {
      for (const rule of items(member(spec, 'rules'))) {
        const backend = items(member(rule, 'backendRefs')).find((one) => names.includes(member(one, 'name')));
        if (backend === undefined) continue;
        const path = member(member(items(member(rule, 'matches'))[0], 'path'), 'value') ?? '/';
        const number = resources.size === 0 ? '' : `-${resources.size / 2 + 1}`;
        resources.set(`dns${number}`, { type: SPECIAL.dns, params: { host } });
        const params = { host: `\${resources.dns${number}.host}`, path, port: member(backend, 'port') };
        resources.set(`route${number}`, { type: SPECIAL.route, params });
      }
    }
  }
  return resources;
}

function selects(service: object, template: unknown): boolean {
  const labels = strings(member(member(template, 'metadata'), 'labels'));
  const wanted = Object.entries(strings(member(member(service, 'spec'), 'selector')));
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

function strings(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(Object(value ?? {})).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return Object.fromEntries(entries.filter(([key]) => !key.startsWith('roadbed.dev/')));
}

function defined(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
