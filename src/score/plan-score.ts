import { type ByEnvironment, isByEnvironment } from '../model/by-environment.ts';
import { closest } from '../model/closest.ts';
import { compareProblems, type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { ScoreResource } from './document.ts';
import { type Planned, type PlannedConstruct, type PlannedRef, PlannedText } from './plan.ts';
import { workloadProps } from './plan-workload.ts';
import type { ScoreFile } from './read-score.ts';
import { knownTypes, type ResourceMapping, resourceTable, SPECIAL } from './resource-table.ts';
import { Scope, type ScoreValues } from './scope.ts';
import type { ScoreOptions } from './score-options.ts';

/** What Score files become: golden paths, each after those that it refers to. */
export interface ScorePlan {
  readonly constructs: readonly PlannedConstruct[];
  readonly problems: readonly Problem[];
}

/** Plans the golden paths of Score files that make up one application. */
export function planScore(files: readonly ScoreFile[], options: ScoreOptions = {}): ScorePlan {
  const planner = new Planner(files, options);
  return planner.plan();
}

/** A host as a prop takes it: it may differ by environment, or be made. */
type Host = string | ByEnvironment<string> | PlannedText;

class Planner {
  readonly #files: readonly ScoreFile[];
  readonly #options: ScoreOptions;
  readonly #problems: Problem[] = [];
  /** Resources that are made, by id; one that has an id of its own is shared by the files. */
  readonly #made = new Map<string, PlannedConstruct & { readonly resource: string }>();

  constructor(files: readonly ScoreFile[], options: ScoreOptions) {
    this.#files = files;
    this.#options = options;
  }

  plan(): ScorePlan {
    const names = this.#files.map(({ score }) => score.metadata.name);
    for (const [index, { path, score }] of this.#files.entries()) {
      const { name } = score.metadata;
      if (names.indexOf(name) === index) continue;
      this.#problems.push(
        problem('RB854', { path, prop: 'metadata.name', found: `another file has the name ${show(name)} too` }),
      );
    }
    const workloads = this.#files.map((file) => this.#workload(file));
    const ordered = this.#inOrder(workloads);
    const constructs = [...this.#made.values(), ...ordered].map(({ id, goldenPath, props, from }) => ({
      id,
      goldenPath,
      props,
      from,
    }));
    return { constructs, problems: this.#problems.sort(compareProblems) };
  }

  #workload(file: ScoreFile) {
    const { name, annotations = {} } = file.score.metadata;
    const values = new Map<string, ScoreValues>();
    const scope = new Scope(file, values, this.#problems);
    const routes: Planned[] = [];
    const hosts = new Map<string, Host>();
    const kind = annotations['k8s.score.dev/kind'];
    if (kind !== undefined && kind !== 'Deployment') {
      scope.refuse('RB854', 'metadata.annotations', `a workload becomes a Deployment, got ${show(kind)}`);
    }
    for (const [key, resource] of inOrder(file.score.resources ?? {})) {
      const found = this.#resource(key, resource, { file, scope, hosts, routes });
      values.set(key, found ?? REFUSED);
    }
    const props = workloadProps(file, scope, (container, given) => this.#image(name, container, given, scope));
    const all = { ...props, routes: routes.length === 0 ? undefined : routes };
    return { id: name, goldenPath: 'Workload', props: all, from: file.path, used: scope.used };
  }

  #image(workload: string, container: string, given: string, scope: Scope): string {
    if (given !== '.') return given;
    const { images = {} } = this.#options;
    const image = images[`${workload}.${container}`] ?? images[workload];
    if (image !== undefined) return image;
    const hint = `give the image of "${workload}.${container}": images in TypeScript, --image on the command line`;
    scope.refuse(
      'RB854',
      `containers.${container}.image`,
      'the image is given where the file is deployed, got "."',
      hint,
    );
    return given;
  }

  #resource(key: string, resource: ScoreResource, context: ResourceContext): ScoreValues | undefined {
    const at = `resources.${key}`;
    const { scope } = context;
    switch (resource.type) {
      case SPECIAL.dns:
        return this.#dns(key, resource, context);
      case SPECIAL.route:
        return this.#route(key, resource, context);
      case SPECIAL.servicePort:
        return this.#servicePort(resource, at, context);
    }
    const mapping = Object.hasOwn(resourceTable, resource.type) ? resourceTable[resource.type] : undefined;
    if (mapping === undefined) {
      const other = closest(resource.type, knownTypes);
      const hint =
        other === undefined
          ? `use one of ${knownTypes.join(', ')}, or write the application in TypeScript`
          : `did you mean "${other}"?`;
      scope.refuse('RB853', `${at}.type`, `no golden path makes ${show(resource.type)}`, hint);
      return undefined;
    }
    return this.#own(key, resource, mapping, context);
  }

  #own(key: string, resource: ScoreResource, mapping: ResourceMapping, context: ResourceContext): ScoreValues {
    const { outputs, members = {}, constants = {}, itself } = mapping;
    const id = this.#make(key, resource, mapping.goldenPath, context);
    const ref = (output: string): PlannedRef => ({ id, member: own(members, output) ?? output });
    return {
      names: [...Object.keys(outputs), ...Object.keys(constants)],
      itself: itself === undefined ? undefined : ref(itself),
      output: (name) => {
        const output = own(outputs, name);
        return own(constants, name) ?? (output === undefined ? undefined : ref(output));
      },
    };
  }

  /** Plans the golden path of a resource, unless another file shares it already; gives its id. */
  #make(key: string, resource: ScoreResource, goldenPath: string, { file, scope }: ResourceContext): string {
    const { type, class: kind, id: shared, params = {} } = resource;
    const id = shared === undefined ? `${file.score.metadata.name}-${key}` : shared.replaceAll('.', '-');
    const entries = Object.entries(params).map(
      ([name, value]) => [name, scope.params(value, `resources.${key}.params.${name}`)] as const,
    );
    const props = { ...Object.fromEntries(entries), ...(kind === undefined ? {} : { class: kind }) };
    const asked = `${type} ${JSON.stringify(props)}`;
    const former = this.#made.get(id);
    if (former === undefined) this.#made.set(id, { id, goldenPath, props, from: file.path, resource: asked });
    else if (former.resource !== asked) {
      const found = `${show(id)} of ${former.from} is asked for otherwise`;
      scope.refuse('RB854', `resources.${key}`, found, 'ask for what is shared in the same words everywhere');
    }
    return id;
  }

  /** A name that somebody gives is a host of the workload; any other is made. */
  #dns(key: string, resource: ScoreResource, context: ResourceContext): ScoreValues {
    const given = own(this.#options.hosts ?? {}, key) ?? resource.params?.host;
    if (typeof given === 'string' || isHost(given)) {
      context.hosts.set(key, given);
      // A text cannot hold what differs by environment; a route can.
      return { names: ['host'], output: (name) => (name === 'host' && typeof given === 'string' ? given : undefined) };
    }
    const host: PlannedRef = { id: this.#make(key, resource, 'DnsName', context), member: 'host' };
    context.hosts.set(key, new PlannedText([host]));
    return { names: ['host'], output: (name) => (name === 'host' ? host : undefined) };
  }

  #route(key: string, { params = {} }: ScoreResource, context: ResourceContext): ScoreValues | undefined {
    const { scope, hosts, routes, file } = context;
    const { host, path = '/', port } = params;
    const at = `resources.${key}.params`;
    const placeholder = typeof host === 'string' ? /^\$\{resources\.([a-z0-9-]+)\.host\}$/.exec(host) : null;
    const known = placeholder === null ? undefined : hosts.get(placeholder[1] ?? '');
    const name = known ?? (typeof host === 'string' ? scope.text(host, `${at}.host`) : undefined);
    const target = servicePort(port, file);
    if (name === undefined || typeof path !== 'string' || target === undefined) {
      const hint = 'give host, path, and port, which is a port of the service or its name';
      scope.refuse('RB854', at, `not a route, got ${show(params)}`, hint);
      return undefined;
    }
    if (name instanceof PlannedText) {
      const service = file.score.metadata.name;
      const props = { host: name, path, service, port: target };
      const id = `${service}-${key}`;
      this.#made.set(id, { id, goldenPath: 'Route', props, from: file.path, resource: '' });
    } else routes.push({ host: name, path, port: target });
    return { names: [], output: () => undefined };
  }

  #servicePort({ params = {} }: ScoreResource, at: string, { scope, file }: ResourceContext): ScoreValues | undefined {
    const { workload, port } = params;
    const self = file.score.metadata.name;
    const other = workload === self ? undefined : this.#files.find(({ score }) => score.metadata.name === workload);
    const target = other === undefined ? undefined : servicePort(port, other);
    if (other === undefined || target === undefined) {
      const names = this.#files.map(({ score }) => score.metadata.name).filter((name) => name !== self);
      const hint =
        names.length === 0
          ? 'import the file of the other workload too'
          : `name one of ${names.map((name) => show(name)).join(', ')}, and one of its ports`;
      scope.refuse('RB854', `${at}.params`, `no port of a workload, got ${show(params)}`, hint);
      return undefined;
    }
    const host: PlannedRef = { id: other.score.metadata.name, member: 'host' };
    return {
      names: ['hostname', 'port'],
      output: (name) => (name === 'hostname' ? host : name === 'port' ? target : undefined),
    };
  }

  /** Workloads after those that they refer to. */
  #inOrder<T extends PlannedConstruct & { readonly used: ReadonlySet<string> }>(workloads: readonly T[]): readonly T[] {
    const left = new Map(workloads.map((one) => [one.id, one]));
    const ordered: T[] = [];
    while (left.size > 0) {
      const ready = [...left.values()].filter(({ id, used }) =>
        [...used].every((other) => other === id || !left.has(other)),
      );
      if (ready.length === 0) {
        const names = [...left.keys()].sort().join(', ');
        const [{ from = '' } = {}] = left.values();
        this.#problems.push(problem('RB854', { path: from, found: `${names} refer to each other in a circle` }));
        return ordered;
      }
      for (const one of ready) {
        left.delete(one.id);
        ordered.push(one);
      }
    }
    return ordered;
  }
}

/** What a resource that was refused is worth, so that nothing else is said of it. */
const REFUSED: ScoreValues = { names: [], output: () => '', itself: '' };

interface ResourceContext {
  readonly file: ScoreFile;
  readonly scope: Scope;
  readonly hosts: Map<string, Host>;
  readonly routes: Planned[];
}

/** Names come before routes, which take them; what else there is refers to nothing. */
function inOrder(resources: Readonly<Record<string, ScoreResource>>): readonly (readonly [string, ScoreResource])[] {
  const rank = ({ type }: ScoreResource) => (type === SPECIAL.route ? 1 : 0);
  return Object.entries(resources).sort(([, a], [, b]) => rank(a) - rank(b));
}

/** The port of a service by its number or name. */
function servicePort(given: unknown, { score }: ScoreFile): number | undefined {
  const ports = score.service?.ports ?? {};
  const named = typeof given === 'string' ? own(ports, given)?.port : undefined;
  if (named !== undefined) return named;
  const number =
    typeof given === 'number' ? given : typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : undefined;
  return Object.values(ports).find(({ port }) => port === number)?.port;
}

function isHost(value: unknown): value is ByEnvironment<string> {
  return isByEnvironment(value);
}

function own<T>(members: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}
