import {
  type ApplicationDocument,
  type GraphDocuments,
  type ObjectDocument,
  objectId,
  type PlatformDocument,
  type RecipeDocument,
  type VariantDocument,
} from '../model/graph-document.ts';

type Edge = ApplicationDocument['edges'][number];
type Reference = ApplicationDocument['references'][number];
type Asked = ApplicationDocument['matches'][number];

/** An object where it is delivered. */
export interface Occurrence {
  readonly application: ApplicationDocument;
  readonly variant: VariantDocument;
  readonly object: ObjectDocument;
}

/** The documents of a graph, found by name and path in one step; it is made in one walk over them. */
export class GraphIndex {
  readonly documents: GraphDocuments;
  /** The delivered applications, by name. */
  readonly applications = new Map<string, ApplicationDocument>();
  /** The delivered applications of one construct: its part at the site, at the control plane, its namespace. */
  readonly parts = new Map<string, ApplicationDocument[]>();
  /** Where each object is, by its identity. */
  readonly objects = new Map<string, Occurrence[]>();
  /** Where the objects of each construct are, by its path. */
  readonly constructs = new Map<string, Occurrence[]>();
  readonly edgesBefore = new Map<string, Edge[]>();
  readonly edgesAfter = new Map<string, Edge[]>();
  readonly taken = new Map<string, Reference[]>();
  readonly given = new Map<string, Reference[]>();
  /** Who asks for a resource, by its type and id. */
  readonly asked = new Map<string, Asked[]>();
  /** Who waits for a delivered application, by its name. */
  readonly awaited = new Map<string, { readonly name: string; readonly why: string }[]>();

  readonly clusters: ReadonlyMap<string, PlatformDocument['clusters'][number]>;
  /** Provisioners by the type of what they make, the most specific first. */
  readonly recipes = new Map<string, RecipeDocument[]>();

  constructor(documents: GraphDocuments) {
    this.documents = documents;
    this.clusters = new Map(documents.platform.clusters.map((cluster) => [cluster.name, cluster]));
    for (const recipe of documents.platform.provisioners) push(this.recipes, recipe.type, recipe);
    for (const application of documents.applications) this.#add(application);
  }

  /** The application that a construct stands in, as delivered to the site. */
  applicationOf(path: string): ApplicationDocument | undefined {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const part = this.parts.get(path.slice(0, end))?.find((one) => one.part === 'site');
      if (part !== undefined) return part;
    }
    return undefined;
  }

  #add(application: ApplicationDocument): void {
    this.applications.set(application.name, application);
    push(this.parts, application.path, application);
    for (const { name, why } of application.waitsFor) push(this.awaited, name, { name: application.name, why });
    for (const edge of application.edges) {
      push(this.edgesBefore, edge.after, edge);
      push(this.edgesAfter, edge.before, edge);
    }
    for (const reference of application.references) {
      push(this.taken, reference.consumer, reference);
      push(this.given, reference.producer, reference);
    }
    for (const match of application.matches) {
      const { unit, type, id } = match;
      push(this.asked, `${type}\0${id}`, match);
      if (!this.constructs.has(unit)) this.constructs.set(unit, []);
    }
    for (const variant of application.variants) {
      for (const object of variant.objects) {
        const occurrence = { application, variant, object };
        push(this.objects, objectId(object), occurrence);
        push(this.constructs, object.path, occurrence);
      }
    }
  }
}

/** Adds to the list of a key. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [value]);
  else found.push(value);
}
