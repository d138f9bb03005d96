import type { Manifest } from './manifest.ts';
import type { ProblemCode } from './problem-table.ts';
import type { InputsOf, OutputsOf, ParamsOf, ResourceType } from './resource-type.ts';
import type { Cloud, Site, Tier } from './site.ts';
import type { Value } from './value.ts';

/** How many of a resource there are: one for each cluster, one for each environment, or one in all. */
export type Sharing = 'cluster' | 'environment' | 'once';

/** An abstract resource that a golden path needs and a provisioner makes. */
export interface Need<P extends object = Readonly<Record<string, unknown>>> {
  /** Type of the resource, such as `postgres`. */
  readonly type: string;
  /** What is asked for, in the words of the type. */
  readonly params: P;
  /** Class, such as `default` or `large`: a word that the platform's provisioners know. */
  readonly class: string;
  /** Identity for matching; the path of the golden path unless said. */
  readonly id?: string | undefined;
  /** How it is shared. */
  readonly shared: Sharing;
  /** Type that it was made from, which its params and what answers it are checked against. */
  readonly resource?: ResourceType | undefined;
}

/** Options of {@link need}. */
export interface NeedOptions {
  /** @default 'default' */
  readonly class?: string | undefined;
  /**
   * Name of the resource: needs of one type, class and id are one resource for all who ask on a cluster.
   * @default - the path of the golden path, which shares it with nobody
   */
  readonly id?: string | undefined;
  /** @default 'cluster' */
  readonly shared?: Sharing | undefined;
}

/**
 * States that a golden path needs a resource.
 *
 * @param type the resource type, or its name: then nothing checks the params but what the type's provisioners say
 * @example
 * need(resourceTypes.bucket, { storage: Size.gibibytes(50) });
 */
export function need<T extends ResourceType>(type: T, params: InputsOf<T>, options?: NeedOptions): Need<InputsOf<T>>;
export function need<P extends object>(type: string, params: P, options?: NeedOptions): Need<P>;
export function need(type: ResourceType | string, params: object, options: NeedOptions = {}): Need<object> {
  const resource = typeof type === 'string' ? undefined : type;
  const name = typeof type === 'string' ? type : type.name;
  const { id, shared = 'cluster' } = options;
  return { type: name, params, class: options.class ?? 'default', id, shared, resource };
}

/** When a provisioner is meant: each member that is given must hold; a list means any of them. */
export interface Criteria {
  /** Id of the need. */
  readonly id?: string | readonly string[];
  /** Class of the need, such as `default`. */
  readonly class?: string | readonly string[];
  /** Name of the application. */
  readonly application?: string | readonly string[];
  /** Tags of the cluster; all of them must be there. */
  readonly tags?: readonly string[];
  /** Cloud that runs the cluster. */
  readonly cloud?: Cloud | readonly Cloud[];
  /** Environment of the cluster, such as `prod`. */
  readonly environment?: string | readonly string[];
  /** How careful to be in that environment. */
  readonly tier?: Tier | readonly Tier[];
}

/** A need as a provisioner sees it: with the names that its objects should carry. */
export interface NeedContext<P extends object = Readonly<Record<string, unknown>>> extends Need<P> {
  /** Name for the objects, unique in the namespace: a DNS label of at most 50 characters. */
  readonly name: string;
  /** Namespace of the application. */
  readonly namespace: string;
  /** Name of the application. */
  readonly application: string;
  /** Labels that every object should carry. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Where the DNS names of a server's certificate are said, so that names by which it is met elsewhere are added there. */
export interface CertificateNames {
  /** Kind of the object, which the same provisioner or golden path makes, such as `Certificate`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
  /** The list of names in it: its members, divided by dots, such as `spec.dnsNames`. */
  readonly field: string;
}

/** Pods that serve a port, or an address outside the cluster. */
export type Endpoint =
  | {
      readonly pods: Readonly<Record<string, string>>;
      readonly ports: readonly number[];
      /**
       * Where names of the server's certificate are added: who meets it through a listener checks it by the name of that.
       * @default - none: its certificate has the names that it has
       */
      readonly certificate?: CertificateNames | undefined;
    }
  | { readonly outside: true; readonly ports: readonly number[] };

/** Something that keeps a provisioner from making what is asked, which a person can mend. */
export interface ProvisionProblem {
  /**
   * Code of the problem.
   * @default 'RB308'
   */
  readonly code?: ProblemCode;
  /**
   * Input of the need that it is about.
   * @default - none
   */
  readonly prop?: string;
  /** What was found, in lower case, with the value in quotes. */
  readonly found: string;
  /**
   * What to do.
   * @default - the hint of the code
   */
  readonly hint?: string;
}

/** What a provisioner makes for one need at one site. */
export interface Provision<O extends object = Readonly<Record<string, Value>>> {
  /** Objects at the site. */
  readonly manifests: readonly Manifest[];
  /** Every output of the type, by name. */
  readonly outputs: O;
  /** Where clients connect to; NetworkPolicies are opened for it. */
  readonly endpoint?: Endpoint | undefined;
  /**
   * What keeps it from being made. Nothing is written then.
   * @default - nothing
   */
  readonly problems?: readonly ProvisionProblem[];
}

/** Pods that take an output of a resource: those of one service account on a cluster, so that a policy for it is made once. */
export interface Consumer {
  /** Paths of the constructs whose pods they are. */
  readonly paths: readonly string[];
  /** Name of its application. */
  readonly application: string;
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Name of their service account; `default` where the pods name none. */
  readonly serviceAccount: string;
  /**
   * Namespace of what is made for their application at the control plane, such as a role, where that is another one than the resource's own;
   * told to who makes something there.
   */
  readonly controlNamespace?: string | undefined;
  /** Their cluster, where it is another one than that of the resource, which clusters share. What it is asked splits nothing. */
  readonly site?: Site | undefined;
}

/** Makes the resources of one type, where its criteria hold; {@link provisioner} makes one that the compiler checks. */
export interface Provisioner<P extends object = Readonly<Record<string, unknown>>> {
  /** Name for people, unique in the platform: `cnpg-postgres`. */
  readonly name: string;
  /** Type of the needs it answers. */
  readonly type: string;
  /** Type that it was made from, which needs and what it gives are checked against. */
  readonly resource?: ResourceType | undefined;
  /**
   * Version of what it makes: raise it where it makes the same need otherwise, so that a difference says so.
   * @default - that of the package that it comes with
   */
  readonly version?: string;
  /** When it is meant. @default - always */
  readonly when?: Criteria;
  /**
   * Why it cannot make this one, as words that go on from "it refuses:"; then the next one is tried. It is asked only where its criteria
   * hold, and no more specific one answers. @default - never
   */
  refuses?(need: NeedContext<P>, site: Site): string | undefined;
  /**
   * Resources that it needs itself to make this one, matched like those of golden paths, though never by a provisioner that is
   * already at work on the same need. Where one of them has no answer, it refuses. @default - none
   */
  needs?(need: NeedContext<P>, site: Site): readonly Need[];
  /** Objects and outputs at the site; pure. What was made for its own `needs` comes in their order. */
  provision(need: NeedContext<P>, site: Site, brought?: readonly Provision[]): Provision;
  /** Objects for the control plane that makes infrastructure for the site; pure. It may read the cluster's name without splitting what runs at the site. */
  infrastructure?(need: NeedContext<P>, site: Site, brought?: readonly Provision[]): readonly Manifest[];
  /**
   * What keeps it from being made for a site, such as a region that the cluster does not name; pure. Like `infrastructure`, it may
   * read what it likes of the cluster. @default - nothing
   */
  problems?(need: NeedContext<P>, site: Site): readonly ProvisionProblem[];
  /**
   * Objects at the site for those who take an output of the resource there, such as a user for each; pure. It is asked of who makes
   * the first need of a golden path, as that gives the outputs. @default - none
   */
  dependants?(need: NeedContext<P>, site: Site, consumers: readonly Consumer[]): readonly Manifest[];
  /** The same for the control plane, such as a policy for each. It may read the cluster's name without splitting what runs at the site. @default - none */
  dependantInfrastructure?(need: NeedContext<P>, site: Site, consumers: readonly Consumer[]): readonly Manifest[];
}

/** A provisioner of a type, without what follows from the type. */
export interface ProvisionerOf<T extends ResourceType>
  extends Omit<Provisioner<ParamsOf<T>>, 'type' | 'resource' | 'provision'> {
  /** Objects and outputs at the site; pure. What was made for its own `needs` comes in their order. */
  provision(need: NeedContext<ParamsOf<T>>, site: Site, brought?: readonly Provision[]): Provision<OutputsOf<T>>;
}

/**
 * Makes a provisioner of a type: the compiler checks what it reads of a need, and that it gives every output with a value of its kind.
 *
 * @example
 * const s3Bucket = provisioner(resourceTypes.bucket, {
 *   name: 'acme-bucket',
 *   when: { cloud: 'aws' },
 *   provision: ({ name }) => ({
 *     manifests: [],
 *     outputs: {
 *       name,
 *       endpoint: 'https://s3.eu-west-1.amazonaws.com',
 *       region: 'eu-west-1',
 *       protocol: 's3',
 *       accessKeyId: secretKey(`${name}-key`, 'id'),
 *       secretAccessKey: secretKey(`${name}-key`, 'secret'),
 *     },
 *     endpoint: { outside: true, ports: [443] },
 *   }),
 * });
 */
export function provisioner<T extends ResourceType>(
  type: T,
  definition: ProvisionerOf<T>,
): Provisioner<ParamsOf<T>> & ProvisionerOf<T> {
  return { ...definition, type: type.name, resource: type };
}
