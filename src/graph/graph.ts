import type { ComponentPlace } from '../model/component-place.ts';
import type { ContractDocument } from '../model/contract.ts';
import type {
  ApplicationDeclaration,
  ApplicationSource,
  ClusterDeclaration,
  ControlPlane,
  RolloutStep,
  RuleDeclaration,
} from '../model/declarations.ts';
import type { ExportDeclaration } from '../model/export.ts';
import type { Follower } from '../model/follower.ts';
import type { GoldenPathHandle } from '../model/golden-path.ts';
import type { Endpoint, NeedContext, Provisioner } from '../model/need.ts';
import type { NetworkDeclaration, NetworkEntry } from '../model/network-declaration.ts';
import type { PlatformDeclaration } from '../model/platform-declaration.ts';
import type { Problem } from '../model/problem.ts';
import type { Recipe } from '../model/recipe.ts';
import type { Ref } from '../model/ref.ts';
import type { LabelSelector } from '../model/selector.ts';
import type { Fact, Site, SiteFacts, Tier } from '../model/site.ts';
import type { SourceLine } from '../model/source-line.ts';
import type { Value } from '../model/value.ts';

/** A cluster with the labels by which everything chooses it. */
export interface ClusterNode extends ClusterDeclaration, SiteFacts {
  /** Place among all clusters, in name order. */
  readonly index: number;
  /** Whose control plane makes its infrastructure; the hub's own is its own. */
  readonly plane: ControlPlane;
}

/** A golden path in an application; its handle is opaque to all passes but match and render. */
export interface UnitNode {
  readonly kind: 'unit';
  readonly path: string;
  readonly handle: GoldenPathHandle;
}

/** An object of a cdk8s construct. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly path: string;
  toJson(): unknown;
}

/** What brings to each cluster of an application what is in use there; it is asked when that is known. */
export interface FollowerNode {
  readonly path: string;
  readonly follower: Follower;
}

/** What stands in an application, in path order. */
export type Item = UnitNode | ObjectNode;

/** An application with what stands in it. */
export interface ApplicationNode extends ApplicationDeclaration {
  readonly index: number;
  /** Whether another program makes it, so that just what passes between the two counts here. */
  readonly isPeer?: boolean;
  readonly items: readonly Item[];
  /** What makes all that is in it, by what is in use. */
  readonly follower?: FollowerNode | undefined;
}

/** `before` must be ready before `after`, both paths of constructs, and why, for people. */
export interface Edge {
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

/** What `collect` found in the tree of constructs. */
export interface Collected {
  readonly platform: PlatformDeclaration;
  readonly clusters: readonly ClusterNode[];
  readonly networks: readonly NetworkDeclaration[];
  readonly rules: readonly RuleDeclaration[];
  readonly exports: readonly ExportDeclaration[];
  /** Which components could be where, in the order of their sets and their names. */
  readonly components?: readonly ComponentPlace[];
  readonly applications: readonly ApplicationNode[];
  /** What the program declared. */
  readonly dependencies: readonly Edge[];
  /** References that were printed, by their marker. */
  readonly markers: ReadonlyMap<string, Ref>;
  /** Line of the program that made a construct, by path. */
  source(path: string): SourceLine | undefined;
}

/** The result of a pass: a new graph, and what is wrong. */
export interface Pass<G> {
  readonly graph: G;
  readonly problems: readonly Problem[];
}

/** Why an application is on a cluster: the rule's path, or the application's own path where it named the cluster. */
export interface Placement {
  readonly cluster: ClusterNode;
  readonly by: readonly string[];
}

/** One way for a cluster to be chosen: tags and environments, or a cluster by its name. */
export interface Clause {
  readonly by: string;
  readonly all: readonly string[];
  readonly any: readonly string[];
  readonly none: readonly string[];
  readonly environments: readonly string[];
  readonly cluster?: string | undefined;
}

/** An application with its clusters. */
export interface PlacedApplication extends ApplicationNode {
  readonly placements: readonly Placement[];
  /** Its clusters, those together that differ in nothing but their names; in the order of the first of each. */
  readonly crowds: readonly (readonly ClusterNode[])[];
  readonly clauses: readonly Clause[];
}

/** The graph after `place`. */
export interface Placed extends Omit<Collected, 'applications'> {
  readonly applications: readonly PlacedApplication[];
}

/** The result of one question to a golden path or provisioner, with the facts it was made of. */
export interface Leaf<T> {
  readonly id: number;
  readonly facts: readonly Fact[];
  readonly value: T;
}

/** How one provisioner whose criteria hold fared in a match. */
export interface Candidate {
  readonly provisioner: string;
  /** Name of the pack that it comes from. */
  readonly pack: string | undefined;
  readonly won: boolean;
  /** Why it won or lost, for people. */
  readonly why: string;
}

/** Why a need has no provisioner. */
export type MatchFailure =
  | {
      /** Its type refuses what it asks for. */
      readonly kind: 'inputs';
      readonly problems: readonly Problem[];
    }
  | {
      /** Several are equally specific. */
      readonly kind: 'tie';
      /** Who they are, for people. */
      readonly recipes: readonly string[];
    }
  | {
      /** None of those whose criteria hold can make it. */
      readonly kind: 'nobody';
      /** How provisioners wait for each other, for people, where that is why. */
      readonly cycle: string | undefined;
      /** Whether the search was given up. */
      readonly endless: boolean;
    }
  | {
      /** Several clusters share it, and not just one of them is its home. */
      readonly kind: 'homeless';
      readonly clusters: readonly ClusterNode[];
      /** Those of them that say that they are a home. */
      readonly homes: readonly ClusterNode[];
    };

/** A need with the provisioner that answers it at some sites. */
export interface Match {
  readonly unit: string;
  readonly need: NeedContext;
  readonly provisioner: Provisioner | undefined;
  /** Name of the pack that the provisioner comes from. */
  readonly pack: string | undefined;
  /** Those whose criteria hold, the most specific first. */
  readonly candidates: readonly Candidate[];
  /** The needs that the provisioner brings, in its order. */
  readonly brings: readonly Match[];
  /** Why there is no provisioner. */
  readonly failure: MatchFailure | undefined;
  /** What names the resource where its need does: all who name it share it. */
  readonly key: string | undefined;
  /** The match that the resource is made for, where that is another one. */
  readonly owner: Match | undefined;
  /** Cluster where the owner's is made, where that is another one. */
  readonly home: ClusterNode | undefined;
}

/** The matches of one golden path at some sites, in the order of its needs; what a provisioner brings follows its own. */
export type Matches = readonly Match[];

/** The graph after `match`: for each application and cluster the matches of each unit. */
export interface Matched extends Placed {
  /** The matches of a unit whose props are valid at a site: the site is asked what decides them. */
  matchesAt(unit: string, site: Site): Matches;
  /** The matches of a unit whose props are valid at a cluster. */
  matches(unit: string, cluster: ClusterNode): Leaf<Matches> | undefined;
  /** What the platform offers for a type, the most specific first. */
  offers(type: string): readonly Recipe[];
}

/** A manifest as it was rendered: plain data of the resolver's own, with what the passes need to know of it. */
export interface RenderedManifest {
  readonly object: MutableObject;
  /** Path of the construct it comes from. */
  readonly path: string;
  readonly part: Part;
  /** Name of the provisioner that made it. */
  readonly provisioner?: string | undefined;
  /** Where markers stand in it: keys and indices from the top. A place that ends in a key with a marker stands for that key. */
  readonly markers: readonly (readonly (string | number)[])[];
  /** Paths of the constructs that patched it. */
  readonly patchedBy: readonly string[];
}

/** Plain data that belongs to the resolver alone. */
export type MutableObject = { apiVersion: string; kind: string; metadata: MutableMetadata; [field: string]: unknown };
export type MutableMetadata = {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  [field: string]: unknown;
};

/** What a unit offers to others at some sites. */
export interface Offer {
  readonly values: Readonly<Record<string, Value>>;
  /** Where who takes a value connects to, by output: the construct's own pods, or what its provisioner made. */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** Path of the construct where a value is really made, by output, where that is another one. */
  readonly homes: ReadonlyMap<string, string>;
  /** Whether late values that do not say where they are made come from the control plane: their provisioner has infrastructure. */
  readonly atControl: boolean;
  /** Cluster that the values of {@link homes} come from, where the resource is shared and made on another one. */
  readonly from: ClusterNode | undefined;
  /** What another program says of it, where it is of one. */
  readonly told?: ToldOffer | undefined;
}

/** What is known of what a construct of another program offers only by what that one says. */
export interface ToldOffer {
  /** Whether it keeps data. */
  readonly keepsData: boolean;
  /** Whether service accounts that take it get rights to it. */
  readonly grantsRights: boolean;
  /** Outputs that are known and hold on every cluster. */
  readonly facts: ReadonlySet<string>;
}

/** The graph after `render`: what each item makes at each cluster, and what each unit offers there. */
export interface Rendered extends Matched {
  /** What an item makes at the site. Undefined where its props are not valid. */
  rendering(item: string, cluster: ClusterNode): Leaf<readonly RenderedManifest[]> | undefined;
  /** What the provisioner of a unit makes at the site for those who take what it gives. Undefined where it makes nothing for them anywhere. */
  dependants(unit: string, cluster: ClusterNode): Leaf<readonly RenderedManifest[]> | undefined;
  /** What the provisioners of a unit make at the control plane. */
  infrastructure(unit: string, cluster: ClusterNode): Leaf<readonly RenderedManifest[]> | undefined;
  /** Whether an item makes anything for the control plane at some cluster: what it renders, or its provisioners. */
  bearsOnControl(item: string): { readonly rendering: boolean; readonly infrastructure: boolean };
  /** What the outputs of a unit are worth at a cluster. */
  offer(unit: string, cluster: ClusterNode): Leaf<Offer> | undefined;
  /** Makes objects of an application the resolver's own, as those that were rendered: named as belonging to it, and patched. */
  dressed(
    manifests: readonly unknown[],
    path: string,
    application: PlacedApplication,
  ): Pass<readonly RenderedManifest[]>;
  /** What is wrong with patches that no object was found for so far. */
  unusedPatches(): readonly Problem[];
}

/** A part of an application: what runs at the site, what its control plane makes for it, and what joins it to other clusters. */
export type Part = 'site' | 'control' | 'link';

/** A manifest with its references bound. */
export interface LinkedObject extends Omit<RenderedManifest, 'markers'> {
  /** Paths of the units whose late values it takes, where it takes any: they must be ready before it. */
  readonly takesFrom?: readonly string[];
  /** Paths of the constructs that it was brought for, where it follows from them. */
  readonly neededBy?: readonly string[];
}

/** One linked rendering of a part of an application. */
export interface LinkedVariant {
  readonly facts: readonly Fact[];
  readonly clusters: readonly ClusterNode[];
  readonly objects: readonly LinkedObject[];
  /** Whether it is delivered to the hub, on behalf of its clusters. */
  readonly atHub: boolean;
  /** Kinds that its objects bring when they are at work, as `Kind.group`, besides those that the application brings anyway. */
  readonly brings?: readonly string[];
}

/** An application with the variants of its parts. */
export interface LinkedApplication extends PlacedApplication {
  readonly site: readonly LinkedVariant[];
  readonly control: readonly LinkedVariant[];
  readonly link: readonly LinkedVariant[];
}

/** One construct takes a value from another. */
export interface Reference {
  readonly consumer: string;
  readonly producer: string;
  readonly output: string;
  /** How the value travels, for people. */
  readonly way: string;
  /** Whether the value is late, so that the producer must be ready first. */
  readonly late: boolean;
  /** Path of the construct where the value is really made, where that is not the producer. */
  readonly home: string | undefined;
  /** Clusters of the consumer where it travels so. */
  readonly clusters: readonly ClusterNode[];
  /** Whether it travels otherwise on others. */
  readonly differs?: boolean | undefined;
}

/** The graph after `link`. */
export interface Linked extends Omit<Rendered, 'applications'> {
  /** What the program gives to others. */
  readonly exported?: Exported | undefined;
  readonly applications: readonly LinkedApplication[];
  readonly references: readonly Reference[];
}

/** An object as it is delivered. */
export interface ResolvedObject {
  readonly manifest: MutableObject;
  readonly path: string;
  readonly provisioner?: string | undefined;
  readonly patchedBy: readonly string[];
  /** Paths of the constructs that it was brought for, where it follows from them. */
  readonly neededBy?: readonly string[] | undefined;
  /** Wave within its application: everything of a lower wave is ready before. */
  readonly wave: number;
  /** Whether losing it loses data. */
  readonly stateful: boolean;
  /** Whether the platform delivers its kind too, so that the cluster may not know it at first. */
  readonly kindArrives: boolean;
}

/** One rendering of an application, with the clusters that share it. */
export interface Variant {
  /** Readable and unique within the application: `prod`, `prod-aws`. */
  readonly name: string;
  readonly environment: string;
  readonly tier: Tier;
  readonly facts: readonly Fact[];
  readonly clusters: readonly ClusterNode[];
  readonly objects: readonly ResolvedObject[];
  /** Whether it is delivered to the hub, on behalf of its clusters; its namespace there. */
  readonly hubNamespace: string | undefined;
  /** How many waves it has. */
  readonly waves: number;
  /** Selectors of the clusters that get it, disjoint over all variants of the application. */
  readonly selectors: readonly LabelSelector[];
  readonly source: ApplicationSource | undefined;
}

/** What delivers together: an application's part at the site, at the control plane, what joins it to other clusters, or a namespace. */
export interface ResolvedApplication {
  /** Name of what is delivered: `shop`, `shop-control`, `shop-link`, `namespace-shop`. */
  readonly name: string;
  /** Path of the application's construct, or of the first one that asks for the namespace. */
  readonly path: string;
  readonly part: Part | 'namespace';
  /** The team that owns it; the platform owns namespaces, and what stands at control planes and between clusters. */
  readonly owner: string;
  /** Name of what limits it, where that is not the owner's own: what a team's program has at control planes is limited apart. */
  readonly guardrail?: string | undefined;
  readonly namespace: string;
  readonly tags: readonly string[];
  readonly variants: readonly Variant[];
  readonly placements: readonly Placement[];
  /** What is delivered apart and must be there first. */
  readonly waitsFor: readonly Wait[];
  /** Steps in which clusters get a change; empty where all get it at once. */
  readonly rollout: readonly RolloutStep[];
  /**
   * Whether the delivery engine reaches clusters over it: what it brings is never pruned, nor deleted when the application goes, because the
   * engine could not put it back.
   */
  readonly carriesDelivery: boolean;
}

/** A chart that a cluster needs before the delivery engine can reach it. */
export interface BootstrapChart {
  /** Name of the application that delivers it later. */
  readonly application: string;
  readonly path: string;
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly release: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Its namespace. */
  readonly namespace: ResolvedObject;
}

/** What a cluster needs once, before the delivery engine can reach it, or run on it. */
export interface Bootstrap {
  readonly cluster: ClusterNode;
  /** The network that it joins, and how; undefined for the cluster that the delivery engine runs on. */
  readonly network:
    | { readonly declaration: NetworkDeclaration; readonly entry: NetworkEntry; readonly hub: string }
    | undefined;
  readonly charts: readonly BootstrapChart[];
  /** Kinds, as `Kind.group`, that must be known before the objects are applied, wherever they come from. */
  readonly kinds: readonly string[];
  /** The objects, in the order in which they are applied. */
  readonly objects: readonly ResolvedObject[];
}

/** Something delivered apart that must be there first, and why. */
export interface Wait {
  readonly name: string;
  readonly why: string;
}

/** The graph that targets emit. */
export interface ResolvedGraph {
  readonly platform: PlatformDeclaration;
  readonly networks: readonly NetworkDeclaration[];
  readonly clusters: readonly ClusterNode[];
  readonly rules: readonly RuleDeclaration[];
  readonly applications: readonly ResolvedApplication[];
  readonly bootstraps: readonly Bootstrap[];
  readonly edges: readonly Edge[];
  readonly references: readonly Reference[];
  readonly matches: readonly PlacedMatch[];
  /** Provisioners of the types that something needs, the most specific of each type first. */
  readonly recipes: readonly Recipe[];
  /** What the program gives to others. */
  readonly exported: Exported;
  /** Line of the program that made a construct, by path. */
  source(path: string): SourceLine | undefined;
}

/** What a program gives to others: values by name, and the constructs that they come from. */
export type Exported = Pick<ContractDocument, 'exports' | 'units'>;

/** A match with the clusters where it came out so. */
export interface PlacedMatch extends Match {
  /** Name of the provisioner that brings the need, where no golden path asks for it. */
  readonly broughtBy?: string | undefined;
  readonly clusters: readonly string[];
}
