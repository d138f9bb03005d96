import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type * as z from 'zod';
import {
  type EnvironmentProps,
  environmentsByProp,
  environmentsNamed,
  isByEnvironment,
  propsIn,
} from './by-environment.ts';
import { type ApplicationContext, applicationOf, isPlatform } from './context.ts';
import { PATH_ANNOTATION } from './labels.ts';
import type { Change, Manifest, ManifestSelector, Patch } from './manifest.ts';
import { Misuse } from './misuse.ts';
import { formerPath } from './moves.ts';
import type { Endpoint, Need } from './need.ts';
import { formatProblem, type Problem } from './problem.ts';
import { propProblems, show } from './props.ts';
import { type OutputOptions, Ref } from './ref.ts';
import { type KindOf, type OutputKind, outputOf, type ResourceType } from './resource-type.ts';
import { Site } from './site.ts';
import { recordSource } from './source-line.ts';
import type { Value } from './value.ts';

/** Key under which a golden path gives the resolver its handle, and by which it is known. */
export const GOLDEN_PATH: unique symbol = Symbol.for('roadbed.GoldenPath');

/** The props of a golden path with this schema, as a user writes them. */
export type PropsOf<S extends z.ZodType> = EnvironmentProps<z.input<S>>;

/** What the resolver asks of a golden path. */
export interface GoldenPathHandle {
  readonly path: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly outputs: ReadonlyMap<string, Ref>;
  readonly patches: readonly Patch[];
  /** The environments that each prop names, of those that depend on the environment. */
  environments(): ReadonlyMap<string, readonly string[]>;
  /** What is wrong with the props in an environment. */
  problems(environment: string): readonly Problem[];
  /** What keeps it from being rendered at a site, besides its props. */
  refusals(site: Site): readonly Problem[];
  needs(site: Site): readonly Need[];
  render(site: Site): readonly Manifest[];
  values(site: Site): Readonly<Record<string, Value>>;
  endpoint(site: Site): Endpoint | undefined;
}

/**
 * What a developer asks for: a construct with a schema, which the resolver renders for each kind of site.
 *
 * A subclass gives `static readonly schema`, declares its outputs in field initialisers, and implements `render`, `needs` or
 * both. Neither its constructor nor its initialisers may read `this.props`.
 *
 * @example
 * class Banner extends GoldenPath<typeof banner> {
 *   static override readonly schema = banner;
 *   protected override render(): Manifest[] {
 *     return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: this.name }, data: { text: this.props.text } }];
 *   }
 * }
 */
export abstract class GoldenPath<S extends z.ZodType = z.ZodType> extends Construct {
  /** The one source of the props, their checks, their documentation and their exports. */
  static readonly schema: z.ZodType;

  /**
   * Name of the objects that it makes: its path within the application, joined by hyphens; the former one where it moved. It is no output, so
   * nobody else reads it: `bucket.name` in a program would be the text of it, and no reference.
   */
  protected readonly name: string;
  /** The application that it stands in. */
  protected readonly application: ApplicationContext;

  readonly #schema: S;
  readonly #given: unknown;
  readonly #varies: boolean;
  #parsed: z.ZodSafeParseResult<z.output<S>> | undefined;
  /** The same by environment, where they vary. */
  #parsedIn: Map<string, z.ZodSafeParseResult<z.output<S>>> | undefined;
  /** Made when there is an output: a platform has thousands of golden paths, and a map takes more room than all else in one. */
  #outputs: Map<string, Ref> | undefined;
  readonly #patches: Patch[] = [];
  #site: Site | undefined;

  constructor(scope: Construct, id: string, props: PropsOf<S>) {
    super(scope, id);
    if (new.target.schema === undefined) {
      throw new Misuse(`${new.target.name} has no schema: a golden path declares "static override readonly schema"`);
    }
    recordSource(this);
    // The parse boundary: a static member cannot carry the class's type parameter.
    this.#schema = new.target.schema as S;
    this.#given = props ?? {};
    this.#varies = environmentsNamed(props) !== undefined;
    this.application = applicationOf(this);
    const path = formerPath(this.node.root, this.node.path);
    this.name = path.slice(this.application.path === '' ? 0 : this.application.path.length + 1).replaceAll('/', '-');
    this.node.addValidation({ validate: () => this.#materialise() });
  }

  /** The props, checked, with their defaults, as they are at the site that is being rendered. */
  protected get props(): z.output<S> {
    const result = this.#parse(this.#environment());
    if (!result.success) {
      throw new Misuse(
        `${this.node.path}: props were read that did not pass their schema, or in a constructor or initialiser`,
      );
    }
    return result.data;
  }

  /** Labels that every object of this golden path carries. */
  protected get labels(): Readonly<Record<string, string>> {
    return { 'app.kubernetes.io/name': this.name, 'app.kubernetes.io/part-of': this.application.name };
  }

  /**
   * Declares an output; what it is worth comes from `outputs`, or from the provisioner of its first need. One of a resource type is
   * named by the type, which says its kind and whether it is secret.
   */
  protected output<T extends ResourceType, N extends keyof T['outputs'] & string>(
    type: T,
    name: N,
  ): Ref<KindOf<T['outputs'][N]>>;
  protected output<K extends OutputKind = 'string'>(name: string, options?: OutputOptions<K>): Ref<K>;
  protected output(of: ResourceType | string, given: string | OutputOptions = {}): Ref {
    const name = typeof of === 'string' ? of : String(given);
    const options = typeof given === 'string' ? (typeof of === 'string' ? {} : outputOf(of, name)) : given;
    const ref = new Ref(this, name, options);
    this.#outputs ??= new Map();
    this.#outputs.set(name, ref);
    return ref;
  }

  /** What is wrong at a site that no schema can say, such as a file that is not there. Where there is any, it is not rendered. */
  protected refusals(_site: Site): readonly Problem[] {
    return [];
  }

  /** Abstract resources that a provisioner must make. */
  protected needs(_site: Site): readonly Need[] {
    return [];
  }

  /** The objects at a site; pure and synchronous, called once a variant. */
  protected render(_site: Site): readonly Manifest[] {
    return [];
  }

  /** What its outputs are worth at a site. What is not in it comes from the provisioner of its first need. */
  protected outputs(_site: Site): Readonly<Record<string, Value>> {
    return {};
  }

  /** Where its clients connect to; NetworkPolicies are opened for it. */
  protected endpoint(_site: Site): Endpoint | undefined {
    return undefined;
  }

  /**
   * Changes manifests of this golden path after it has rendered, before they are linked and checked.
   *
   * @example
   * api.patch({ kind: 'Deployment' }, { merge: { spec: { revisionHistoryLimit: 3 } } });
   */
  patch(selector: ManifestSelector, change: Change): void {
    this.#patches.push({ selector, change, by: this.node.path });
  }

  /** What the resolver asks of a golden path. @internal */
  [GOLDEN_PATH](): GoldenPathHandle {
    return {
      path: this.node.path,
      name: this.name,
      labels: this.labels,
      outputs: this.#outputs ?? NO_OUTPUTS,
      patches: this.#patches,
      environments: () => (this.#varies ? environmentsByProp(this.#given) : NO_ENVIRONMENTS),
      problems: (environment) => this.#problems(environment),
      refusals: (site) => this.#at(site, () => this.refusals(site)),
      needs: (site) => this.#at(site, () => this.needs(site)),
      render: (site) => this.#at(site, () => this.render(site)),
      values: (site) => this.#at(site, () => this.outputs(site)),
      endpoint: (site) => this.#at(site, () => this.endpoint(site)),
    };
  }

  #at<T>(site: Site, work: () => T): T {
    this.#site = site;
    try {
      return work();
    } finally {
      this.#site = undefined;
    }
  }

  #environment(): string {
    return this.#varies ? (this.#site?.environment ?? '') : '';
  }

  #parse(environment: string): z.ZodSafeParseResult<z.output<S>> {
    if (!this.#varies) {
      this.#parsed ??= this.#schema.safeParse(this.#given, { reportInput: true });
      return this.#parsed;
    }
    this.#parsedIn ??= new Map();
    let result = this.#parsedIn.get(environment);
    if (result === undefined) {
      result = this.#schema.safeParse(propsIn(this.#given, environment), { reportInput: true });
      this.#parsedIn.set(environment, result);
    }
    return result;
  }

  #problems(environment: string): readonly Problem[] {
    const result = this.#parse(this.#varies ? environment : '');
    if (result.success) return [];
    return propProblems(this.node.path, result.error, this.#schema).map((one) =>
      varies(this.#given, one.prop) ? { ...one, found: `${one.found} in ${show(environment)}` } : one,
    );
  }

  /** In a plain cdk8s program nobody resolves: then a neutral site stands for all, and a need is an error. */
  #materialise(): string[] {
    if (isPlatform(this.node.root) || this.node.children.length > 0) return [];
    const problems = this.#problems('');
    if (problems.length > 0) return problems.map(formatProblem);
    const site = new Site({ labels: {}, tier: 'production' });
    const handle = this[GOLDEN_PATH]();
    const refusals = handle.refusals(site);
    if (refusals.length > 0) return refusals.map(formatProblem);
    if (handle.needs(site).length > 0) {
      return [`${this.node.path} needs a provisioner; put it in an Application of a Platform`];
    }
    for (const manifest of handle.render(site)) materialise(this, manifest);
    return [];
  }
}

const NO_OUTPUTS: ReadonlyMap<string, Ref> = new Map();
const NO_ENVIRONMENTS: ReadonlyMap<string, readonly string[]> = new Map();

/** Whether the construct is a golden path, of this copy of the package or another. */
export function isGoldenPath(construct: object): construct is { [GOLDEN_PATH](): GoldenPathHandle } {
  return GOLDEN_PATH in construct;
}

/** Whether what a prop is depends on the environment. */
function varies(props: unknown, prop: string | undefined): boolean {
  let at = props;
  for (const key of prop?.split(/[.[\]]+/).filter((part) => part !== '') ?? []) {
    if (typeof at !== 'object' || at === null) return false;
    at = Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined;
    if (isByEnvironment(at)) return true;
  }
  return false;
}

function materialise(scope: Construct, manifest: Manifest): void {
  const { name, namespace, labels, annotations, ...rest } = manifest.metadata;
  new ApiObject(scope, `${manifest.kind}-${name}`, {
    ...manifest,
    metadata: {
      ...rest,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { ...labels },
      annotations: { ...annotations, [PATH_ANNOTATION]: scope.node.path },
    },
  });
}
