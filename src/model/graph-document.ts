import type { RuleDeclaration } from './declarations.ts';
import type { Criteria } from './need.ts';
import type { NetworkEntry, NetworkManagement } from './network-declaration.ts';
import type { WaveDeclaration } from './promotion-wave.ts';
import type { LabelSelector } from './selector.ts';
import type { Fact, Tier } from './site.ts';

/** Version of the documents that are written beside the output; a reader refuses what it does not know. */
export const GRAPH_VERSION = 1;

/** An object in a graph document. */
export interface ObjectDocument {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  /** Path of the construct it comes from. */
  readonly path: string;
  readonly wave: number;
  readonly stateful?: true | undefined;
  readonly provisioner?: string | undefined;
  readonly patchedBy?: readonly string[] | undefined;
  /** Paths of the constructs that it was brought for, where it follows from them. */
  readonly neededBy?: readonly string[] | undefined;
  /** Ids of the objects that are not deleted before it, as it uses them. */
  readonly uses?: readonly string[] | undefined;
}

/** A variant in a graph document. */
export interface VariantDocument {
  readonly name: string;
  readonly environment: string;
  readonly facts: readonly Fact[];
  readonly waves: number;
  /** Names of the clusters that were known and get it. */
  readonly clusters: readonly string[];
  /** Namespace on the hub, where it is delivered there on behalf of its clusters. */
  readonly hubNamespace?: string | undefined;
  /** Which clusters get it, also those that join later. */
  readonly selectors: readonly LabelSelector[];
  readonly objects: readonly ObjectDocument[];
  /** What the delivery engine renders, instead of objects. */
  readonly source?: SourceDocument;
}

/** A source in a graph document. */
export interface SourceDocument {
  readonly type: 'git' | 'kustomize' | 'helm';
  /** URL of the git or chart repository. */
  readonly repository: string;
  /** Path of the folder, or name of the chart. */
  readonly name: string;
  /** Branch, tag or commit, or version of the chart. */
  readonly version: string;
}

/** A provisioner in a graph document: what it makes, and when it is meant. */
export interface RecipeDocument {
  readonly name: string;
  readonly type: string;
  /** Name of the pack that it comes from. */
  readonly pack?: string | undefined;
  readonly when: Criteria;
}

/** How one provisioner fared in a match. */
export interface CandidateDocument {
  readonly provisioner: string;
  /** Name of the pack that it comes from. */
  readonly pack?: string | undefined;
  readonly won: boolean;
  readonly why: string;
}

/** A match in a graph document: who provisions a need, and why. */
export interface MatchDocument {
  readonly unit: string;
  readonly type: string;
  readonly class: string;
  readonly id: string;
  /** What clusters share: one for each environment, or one in all. */
  readonly shared?: 'environment' | 'once' | undefined;
  /** Name of the provisioner that needs it itself, for what it makes. */
  readonly broughtBy?: string | undefined;
  /** Path of the golden path that the resource is made for, where that is another one. */
  readonly owner?: string | undefined;
  /** Name of the cluster that the owner's is made on, where that is another one. */
  readonly home?: string | undefined;
  readonly clusters: readonly string[];
  /** Those whose criteria hold; why the others do not is told by the criteria in the platform's document. */
  readonly candidates: readonly CandidateDocument[];
}

/** What is known of one delivered application. */
export interface ApplicationDocument {
  readonly name: string;
  readonly path: string;
  readonly part: 'site' | 'control' | 'link' | 'namespace';
  readonly owner: string;
  readonly namespace: string;
  readonly tags: readonly string[];
  /** Clusters that were known, with the rules that chose them. */
  readonly placements: readonly { readonly cluster: string; readonly by: readonly string[] }[];
  readonly waitsFor: readonly { readonly name: string; readonly why: string }[];
  readonly variants: readonly VariantDocument[];
  /** What must be ready before what, between constructs of this application and others. */
  readonly edges: readonly { readonly before: string; readonly after: string; readonly why: string }[];
  /** Values that its constructs take from others. */
  readonly references: readonly {
    readonly consumer: string;
    readonly producer: string;
    readonly output: string;
    readonly way: string;
    /** Clusters where it travels so, where it travels otherwise on others. */
    readonly clusters?: readonly string[] | undefined;
  }[];
  readonly matches: readonly MatchDocument[];
}

/** Long lists of clusters that applications share, by keys; in their files `{ "list": key }` stands for one. */
export type SharedLists = Readonly<Record<string, readonly unknown[]>>;

/** A chart that a cluster needs before the delivery engine can reach it. */
export interface JoinChart {
  /** Name of the application that delivers it later. */
  readonly application: string;
  /** URL of the repository of charts: `https`, or `oci` for a registry. */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly release: string;
  readonly namespace: string;
}

/** What is known of how a cluster joins, or begins: by hand, or by `roadbed join`. The objects and values stand in `bootstrap/<cluster>/`. */
export interface JoinDocument {
  /** Namespace of the delivery engine on the hub, and the Application there that brings all else. */
  readonly argocd: { readonly namespace: string; readonly root: string };
  readonly charts: readonly JoinChart[];
  /** Kinds, as `Kind.group`, that must be known before the objects are applied. */
  readonly kinds: readonly string[];
  /** The network that it joins; missing for the hub itself. */
  readonly network?: {
    readonly name: string;
    /** Name of the cluster that it links to. */
    readonly hub: string;
    /** Namespace of the sites. */
    readonly namespace: string;
    readonly link: NetworkEntry['link'];
    /** How the delivery engine reaches it then; missing where it goes another way. */
    readonly management?: JoinManagement | undefined;
  };
}

/** How the delivery engine reaches a cluster that has joined. */
export interface JoinManagement extends NetworkManagement {
  /** Secret on the hub, in the namespace of the site, that the credential is kept in. */
  readonly credential: string;
  /** Address of the API server as the hub sees it, and the name that it proves itself by. */
  readonly server: string;
  readonly serverName: string;
}

/** What is known of the platform: the file `.roadbed/platform.json`. */
export interface PlatformDocument {
  readonly version: typeof GRAPH_VERSION;
  readonly repository: { readonly url: string; readonly path: string; readonly revision: string };
  readonly clusters: readonly {
    readonly name: string;
    readonly path: string;
    readonly environment: string;
    readonly tier: Tier;
    /** Missing where it is known only when the cluster has been made. */
    readonly server?: string | undefined;
    readonly hub: boolean;
    readonly labels: Readonly<Record<string, string>>;
    /** Missing where nothing is done by hand. */
    readonly join?: JoinDocument | undefined;
  }[];
  readonly rules: readonly RuleDeclaration[];
  /** Waves in which changes reach clusters, the first first; missing where there are none. A cluster bears the name of its own as a label. */
  readonly waves?: readonly WaveDeclaration[] | undefined;
  /** Provisioners of the types that something needs, the most specific of each type first. */
  readonly provisioners: readonly RecipeDocument[];
  /** Names of the files of the folder `.roadbed/graph`, one for each application of the program. */
  readonly files: readonly string[];
  /** Missing where all lists are short, and stand where they are used. */
  readonly lists?: SharedLists | undefined;
}

/** A file of the folder `.roadbed/graph`: what is delivered for one application of the program. */
export interface ApplicationFile {
  readonly version: typeof GRAPH_VERSION;
  readonly applications: readonly ApplicationDocument[];
}

/** All documents of a graph. */
export interface GraphDocuments {
  readonly platform: PlatformDocument;
  readonly applications: readonly ApplicationDocument[];
}

/** Where the documents stand within the output folder. */
export const GRAPH_PATHS = {
  platform: '.roadbed/platform.json',
  /** Lines of the program that made the constructs: they change without any manifest changing. */
  sources: '.roadbed/sources.json',
  application: (name: string) => `.roadbed/graph/${name}.json`,
} as const;

/** Where within the output folder stands what a cluster needs before the delivery engine can reach it. */
export function bootstrapPaths(cluster: string) {
  const folder = `bootstrap/${cluster}`;
  return {
    folder,
    chart: (application: string) => `${folder}/charts/${application}`,
    /** The objects; on the hub, what brings all else. */
    manifest: `${folder}/objects.yaml`,
  };
}

/** What is delivered, by the application of the program that it is for; the application's own part comes first and names the file. */
export function byFile(
  applications: readonly ApplicationDocument[],
): ReadonlyMap<string, readonly ApplicationDocument[]> {
  const files = new Map<string, { readonly name: string; readonly documents: ApplicationDocument[] }>();
  for (const application of applications) {
    const file = files.get(application.path);
    if (file === undefined) files.set(application.path, { name: application.name, documents: [application] });
    else file.documents.push(application);
  }
  return new Map([...files.values()].map(({ name, documents }) => [name, documents]));
}

/** Identity of an object on its cluster, for people: `Deployment.apps shop/api`. */
export function objectId(object: Pick<ObjectDocument, 'apiVersion' | 'kind' | 'namespace' | 'name'>): string {
  const slash = object.apiVersion.indexOf('/');
  const kind = slash === -1 ? object.kind : `${object.kind}.${object.apiVersion.slice(0, slash)}`;
  return object.namespace === undefined ? `${kind}/${object.name}` : `${kind}/${object.namespace}/${object.name}`;
}
