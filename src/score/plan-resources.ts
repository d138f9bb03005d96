import { type ByEnvironment, isByEnvironment } from '../model/by-environment.ts';
import { closest } from '../model/closest.ts';
import { ownMember } from '../model/member.ts';
import { show } from '../model/props.ts';
import { inOrder } from './in-order.ts';
import { hasOnly, type Named, refuseMetadata } from './named-resource.ts';
import { splitPlaceholders } from './placeholder.ts';
import { type Planned, type PlannedGoldenPath, type PlannedProps, type PlannedRef, PlannedText } from './plan.ts';
import type { ScoreFile } from './read-score.ts';
import { type ResourceMapping, SPECIAL } from './resource-table.ts';
import type { Scope, ScoreValues } from './scope.ts';
import { servicePort, serviceValues } from './service-values.ts';
import type { Asked, SharedPlan } from './shared-plan.ts';

/** A host as a prop takes it: it may differ by environment, or be made. */
type Host = string | ByEnvironment<string> | PlannedText;

/** Plans the resources of a file, notes what they are worth, and gives the routes that lead to the workload. */
export function planResources(file: ScoreFile, scope: Scope, shared: SharedPlan): readonly Planned[] {
  const planner = new ResourcePlanner(file, scope, shared);
  const named = Object.entries(file.score.resources ?? {}).map(([id, one]): Named => ({ ...one, id, shared: one.id }));
  const order = inOrder(named, ({ params }) => resourcesIn(params));
  if ('circle' in order) {
    const names = order.circle.map(({ id }) => id).sort();
    scope.refuse('RB854', ['resources', names[0] ?? ''], `${names.join(', ')} refer to each other in a circle`);
    for (const { id } of order.circle) scope.resources.set(id, REFUSED);
  }
  for (const one of 'ordered' in order ? order.ordered : named) planner.plan(one);
  return planner.routes;
}

/** The resources that params take something of. */
function* resourcesIn(params: unknown): Iterable<string> {
  if (typeof params === 'string') {
    for (const part of splitPlaceholders(params)) {
      if (typeof part === 'object' && part.keys[0] === 'resources') yield part.keys[1] ?? '';
    }
  } else if (typeof params === 'object' && params !== null) {
    for (const inner of Object.values(params)) yield* resourcesIn(inner);
  }
}

/** What a resource that was refused is worth, so that nothing else is said of it. */
const REFUSED: ScoreValues = { names: [], output: () => '', itself: '' };

class ResourcePlanner {
  readonly #file: ScoreFile;
  readonly #scope: Scope;
  readonly #shared: SharedPlan;
  readonly #hosts = new Map<string, Host>();
  readonly routes: Planned[] = [];

  constructor(file: ScoreFile, scope: Scope, shared: SharedPlan) {
    this.#file = file;
    this.#scope = scope;
    this.#shared = shared;
  }

  plan(resource: Named): void {
    refuseMetadata(resource, this.#scope);
    this.#scope.resources.set(resource.id, this.#planned(resource) ?? REFUSED);
  }

  #planned(resource: Named): ScoreValues | undefined {
    const mapping = this.#shared.types.get(resource.type);
    if (mapping !== undefined) return this.#own(resource, mapping);
    if (this.#shared.types.has(resource.type)) return undefined;
    switch (resource.type) {
      case SPECIAL.dns:
        return this.#dns(resource);
      case SPECIAL.route:
        return this.#route(resource);
      case SPECIAL.service:
      case SPECIAL.servicePort:
        return serviceValues(resource, this.#file, this.#scope, this.#shared.files);
    }
    const names = this.#shared.typeNames;
    const other = closest(resource.type, names);
    const hint =
      other === undefined
        ? `use one of ${names.join(', ')}, or give the golden path that makes it: types in TypeScript, --types on the command line`
        : `did you mean "${other}"?`;
    this.#scope.refuse(
      'RB853',
      ['resources', resource.id, 'type'],
      `no golden path makes ${show(resource.type)}`,
      hint,
    );
    return undefined;
  }

  #own({ id: key, type, class: kind, shared, params }: Named, mapping: ResourceMapping): ScoreValues {
    const { outputs, members = {}, constants = {}, itself, workload } = mapping;
    const props = this.#params(key, params, { [workload ?? '']: this.#file.score.metadata.name }, kind);
    const id = this.#make({ key, type, shared, props }, mapping);
    const ref = (output: string): PlannedRef => ({ id, member: ownMember(members, output) ?? output });
    return {
      names: [...Object.keys(outputs), ...Object.keys(constants)],
      itself: itself === undefined ? undefined : ref(itself),
      output: (name) => {
        const output = ownMember(outputs, name);
        return ownMember(constants, name) ?? (output === undefined ? undefined : ref(output));
      },
    };
  }

  /** The props that params and class come to; `given` are those that the platform knows where the params leave them out. */
  #params(
    key: string,
    params: Named['params'] = {},
    given: Readonly<Record<string, string>>,
    kind: string | undefined,
  ): PlannedProps {
    const entries = Object.entries(params).map(
      ([name, value]) => [name, this.#scope.params(value, ['resources', key, 'params', name])] as const,
    );
    const { '': _, ...known } = given;
    return { ...known, ...Object.fromEntries(entries), ...(kind === undefined ? {} : { class: kind }) };
  }

  #make(asked: Asked, goldenPath: PlannedGoldenPath): string {
    return this.#shared.make(this.#file, this.#scope, asked, goldenPath);
  }

  /** A name that somebody gives is a host of the workload; any other is made, and one of which more is said than the name. */
  #dns({ id: key, type, class: kind, shared, params }: Named): ScoreValues {
    const props = this.#params(key, params, {}, kind);
    const given = ownMember(this.#shared.options.hosts ?? {}, key) ?? props.host;
    const isAlone = kind === undefined && Object.keys(props).every((name) => name === 'host');
    if (isAlone && isHost(given)) {
      if (shared !== undefined)
        this.#shared.claim(this.#file, this.#scope, { key, type, shared, props: { host: given } });
      this.#hosts.set(key, given);
      // A text cannot hold what differs by environment; a route can.
      const host = isByEnvironment(given) ? undefined : given;
      return { names: host === undefined ? [] : ['host'], output: (name) => (name === 'host' ? host : undefined) };
    }
    const all = given === undefined ? props : { ...props, host: given };
    const host: PlannedRef = {
      id: this.#make({ key, type, shared, props: all }, { goldenPath: 'DnsName' }),
      member: 'host',
    };
    this.#hosts.set(key, new PlannedText([host]));
    return { names: ['host'], output: (name) => (name === 'host' ? host : undefined) };
  }

  #route(resource: Named): ScoreValues | undefined {
    const { id: key, class: kind, params = {} } = resource;
    if (!hasOnly(resource, ['host', 'path', 'port'], { scope: this.#scope, takesClass: true })) return undefined;
    const { host, path: given, port } = params;
    const at = ['resources', key, 'params'];
    const path = typeof given === 'string' ? this.#scope.text(given, [...at, 'path']) : given;
    const placeholder = typeof host === 'string' ? /^\$\{resources\.([a-z0-9-]+)\.host\}$/.exec(host) : null;
    const known = placeholder === null ? undefined : this.#hosts.get(placeholder[1] ?? '');
    const name = known ?? (typeof host === 'string' ? this.#scope.text(host, [...at, 'host']) : undefined);
    const target = servicePort(typeof port === 'string' ? this.#scope.text(port, [...at, 'port']) : port, this.#file);
    if (name === undefined || (path !== undefined && typeof path !== 'string') || target === undefined) {
      const hint = 'give host, path, and port, which is a port of the service or its name';
      this.#scope.refuse('RB854', at, `not a route, got ${show(params)}`, hint);
      return undefined;
    }
    if (name instanceof PlannedText || kind !== undefined) {
      const service = this.#file.score.metadata.name;
      const props = {
        host: name,
        path: path ?? '/',
        service,
        port: target,
        ...(kind === undefined ? {} : { class: kind }),
      };
      this.#make({ key, type: resource.type, props }, { goldenPath: 'Route' });
    } else this.routes.push({ host: name, path: path ?? '/', port: target });
    return { names: [], output: () => undefined };
  }
}

function isHost(value: unknown): value is Host {
  return typeof value === 'string' || value instanceof PlannedText || isByEnvironment(value);
}
