import { type ApplicationDocument, type ObjectDocument, objectId } from '../model/graph-document.ts';
import { isAtRunTime } from '../model/hand-over.ts';
import { compareText } from '../model/problem.ts';
import { chosen, clustersOf, type DrawOptions } from './draw-choice.ts';
import { drawNeeds } from './draw-needs.ts';
import { drawPlaces } from './draw-places.ts';
import { type Drawing, type DrawnThing, KIND_NAMES } from './drawing.ts';
import { constructsOf, type DrawnObject, mainKind } from './drawn-objects.ts';
import { EdgeSet } from './edge-set.ts';
import type { Sources } from './explanation.ts';
import type { GraphIndex } from './graph-index.ts';
import { count } from './words.ts';

/** Most applications that share the nodes of rules, clusters and provisioners; more would make one knot of the picture. */
const SHARED = 12;

/** Draws a graph: applications as boxes, what stands in them, and everything that binds them. */
export function draw(index: GraphIndex, sources: Sources, options: DrawOptions): Drawing {
  const artist = new Artist(index, sources, options);
  artist.applications();
  artist.values();
  artist.waits();
  artist.deletions();
  artist.places();
  return artist.drawing();
}

class Artist {
  readonly #index: GraphIndex;
  readonly #sources: Sources;
  readonly #options: DrawOptions;
  readonly #boxes: DrawnThing[] = [];
  readonly #nodes: DrawnThing[] = [];
  readonly #edges = new EdgeSet();
  /** The applications that are drawn, by path, with the constructs of them that are. */
  readonly #drawn: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  readonly #things = new Set<string>();

  constructor(index: GraphIndex, sources: Sources, options: DrawOptions) {
    this.#index = index;
    this.#sources = sources;
    this.#options = options;
    this.#drawn = chosen(index, options);
  }

  drawing(): Drawing {
    const { application, cluster, detail } = this.#options;
    const clusters = new Set([...this.#boxes, ...this.#nodes].flatMap((thing) => thing.clusters));
    const applications = [...this.#drawn].filter(([, only]) => only === undefined).length;
    return {
      title: application ?? (cluster === undefined ? 'The whole platform' : `The cluster ${cluster}`),
      subtitle: `${count(applications, 'application')} on ${count(clusters.size, 'cluster')}, by ${detail}`,
      boxes: this.#boxes,
      nodes: this.#nodes,
      edges: this.#edges.between(this.#things),
    };
  }

  applications(): void {
    for (const [path, only] of this.#drawn) {
      const parts = this.#index.parts.get(path) ?? [];
      const clusters = clustersOf(parts, this.#options.cluster);
      const [first] = parts;
      if (first === undefined) continue;
      const owner = parts.find(({ part }) => part === 'site')?.owner ?? first.owner;
      const base = { subject: path, source: this.#sources[path], applications: [path], clusters };
      const thing = { id: `application:${path}`, kind: 'application', title: path, ...base } as const;
      if (this.#options.detail === 'applications') {
        this.#node({ ...thing, subtitle: `${owner} · ${count(clusters.length, 'cluster')}` });
      } else this.#box({ ...thing, subtitle: `${owner} · ${variantsOf(parts)}` });
      for (const part of parts) this.#part(part, only, this.#options.detail === 'applications' ? undefined : thing.id);
      if (this.#options.detail !== 'applications') this.#source(parts, thing.id, base);
    }
  }

  /** What a source renders is not known here, but which one it is. Where it differs by environment, the first one is named. */
  #source(
    parts: readonly ApplicationDocument[],
    box: string,
    base: Pick<DrawnThing, 'subject' | 'source' | 'applications' | 'clusters'>,
  ): void {
    const sources = parts.flatMap(({ variants }) => variants.flatMap(({ source }) => source ?? []));
    const [first] = sources;
    if (first === undefined) return;
    const { type, name, version } = first;
    const subtitle = `${type === 'helm' ? 'Helm chart' : type === 'git' ? 'git folder' : 'Kustomize folder'} · ${version}`;
    this.#node({ id: `${box}:source`, kind: 'construct', title: name, subtitle, box, ...base });
  }

  #part(part: ApplicationDocument, only: ReadonlySet<string> | undefined, box: string | undefined): void {
    const clusters = clustersOf([part], this.#options.cluster);
    if (clusters.length === 0 && this.#options.cluster !== undefined) return;
    const base = { subject: part.name, source: this.#sources[part.path], applications: [part.path], clusters };
    if (part.part === 'namespace') {
      if (only !== undefined) return;
      this.#node({
        id: `part:${part.name}`,
        kind: 'namespace',
        title: part.namespace,
        subtitle: 'namespace',
        box,
        ...base,
      });
      return;
    }
    const apart = part.part === 'site' ? undefined : part.part;
    if (box === undefined) {
      if (apart !== undefined)
        this.#node({
          id: `part:${part.name}`,
          kind: apart,
          title: part.name,
          subtitle: KIND_NAMES[apart],
          ...base,
        });
      return;
    }
    const inner = apart === undefined ? box : `part:${part.name}`;
    const constructs = constructsOf(part, this.#options.cluster);
    const shown = [...constructs].filter(([path]) => only === undefined || only.has(path));
    if (apart !== undefined && shown.length > 0) {
      this.#box({ id: inner, kind: apart, title: part.name, subtitle: KIND_NAMES[apart], box, ...base });
    }
    for (const [path, objects] of shown) this.#construct(part, path, objects, inner, apart ?? 'construct');
  }

  #construct(
    part: ApplicationDocument,
    path: string,
    objects: readonly DrawnObject[],
    box: string,
    kind: 'construct' | 'control' | 'link',
  ): void {
    const id = `${kind}:${path}`;
    const title = path === part.path ? path : path.slice(part.path.length + 1);
    const clusters = [...new Set(objects.flatMap((object) => object.clusters))].sort(compareText);
    const base = { subject: path, source: this.#sources[path], applications: [part.path], clusters, box };
    const kinds = [...new Set(objects.map(({ kind }) => kind))];
    const main = mainKind(kinds);
    if (this.#options.detail === 'constructs' || objects.length === 0) {
      const more = objects.length > 1 ? ` and ${objects.length - 1} more` : '';
      this.#node({ id, kind, title, subtitle: `${main}${more}`, ...base });
      return;
    }
    this.#box({
      id,
      kind,
      title,
      subtitle: count(objects.length, 'object'),
      ...base,
    });
    for (const object of objects) {
      this.#node({
        ...base,
        id: `${id}:${object.id}`,
        kind: 'object',
        title: object.name,
        subtitle: `${object.kind}${object.wave === 0 ? '' : ` · wave ${object.wave}`}`,
        box: id,
        subject: object.id,
        clusters: object.clusters,
      });
    }
  }

  /** The values that constructs take from each other, and who provisions what they need. */
  values(): void {
    for (const path of this.#drawn.keys()) {
      for (const part of this.#index.parts.get(path) ?? []) {
        for (const { consumer, producer, output, way } of part.references) {
          const why = `${consumer} takes ${output} of ${producer}: ${way}`;
          const ends = { from: this.#end(consumer), to: this.#end(producer), why };
          if (isAtRunTime(way)) this.#edges.add({ ...ends, kind: 'handed', label: [output, 'at run time'] });
          else this.#edges.add({ ...ends, kind: 'takes', label: [output, way] });
        }
        this.#needs(part);
      }
    }
  }

  #needs(part: ApplicationDocument): void {
    const { cluster, detail } = this.#options;
    const isShared = this.#drawn.size <= SHARED;
    drawNeeds(
      this.#index,
      part,
      { cluster, provisioners: detail === 'applications' ? 'none' : isShared ? 'shared' : 'apart' },
      {
        end: (path) => this.#end(path),
        has: (id) => this.#things.has(id),
        node: (thing) => this.#node(thing),
        extend: (id, clusters) => this.#extend(id, part.path, clusters),
        edge: (edge) => this.#edges.add(edge),
      },
    );
  }

  /** What stands for a construct: itself, or its application where these are drawn alone. */
  #end(path: string): string {
    if (this.#options.detail === 'applications') return `application:${this.#index.applicationOf(path)?.path ?? path}`;
    return this.#things.has(`construct:${path}`) ? `construct:${path}` : `control:${path}`;
  }

  /** What waits for something else, where no value that is taken says so already. */
  waits(): void {
    const { detail } = this.#options;
    for (const path of this.#drawn.keys()) {
      for (const part of this.#index.parts.get(path) ?? []) {
        for (const { before, after, why } of part.edges) {
          const home = (one: string) => this.#index.applicationOf(one)?.path ?? one;
          const end = (one: string) =>
            detail === 'applications' || home(one) === one ? `application:${home(one)}` : `construct:${one}`;
          const words = `${after} waits for ${before}: ${why}`;
          this.#edges.add({ from: end(after), to: end(before), kind: 'waits', label: [], why: words });
        }
        for (const { name, why } of part.waitsFor) this.#wait(part, name, why);
      }
    }
  }

  #wait(part: ApplicationDocument, name: string, why: string): void {
    const target = this.#index.applications.get(name);
    const isOwn = target?.path === part.path;
    // Within a box it goes without saying that the namespace and the infrastructure come first.
    if (target === undefined || (isOwn && this.#options.detail !== 'applications')) return;
    const isNode = target.part !== 'site';
    const to = isNode ? `part:${name}` : `application:${target.path}`;
    const isApart = part.part !== 'site' && this.#options.detail === 'applications';
    const from = isApart ? `part:${part.name}` : `application:${part.path}`;
    const label =
      target.part === 'namespace'
        ? ['namespace']
        : /^it (makes|brings) /.test(why)
          ? [why.replace(/^it (makes|brings) the /, '').replaceAll('"', '')]
          : [];
    this.#edges.add({ from, to, kind: 'waits', label, why: `${part.name} waits for ${name}: ${why}` });
  }

  /** What is deleted before something else, as it uses it: of one construct this shows only where objects do. */
  deletions(): void {
    for (const path of this.#drawn.keys()) {
      for (const part of this.#index.parts.get(path) ?? []) {
        for (const { objects } of part.variants) {
          for (const object of objects) for (const id of object.uses ?? []) this.#deletion(part, object, id);
        }
      }
    }
  }

  #deletion(part: ApplicationDocument, user: ObjectDocument, id: string): void {
    const from = this.#ends(part, user);
    const label = [`${user.kind} ${user.name}`];
    for (const { application, object } of this.#index.objects.get(id) ?? []) {
      const why = `${objectId(user)} is deleted before ${id}, which it uses`;
      this.#edges.add({ from, to: this.#ends(application, object), kind: 'uses', label, why });
    }
  }

  /** What stands for an object, as closely as is drawn. */
  #ends({ part, path, name }: ApplicationDocument, object: ObjectDocument): string {
    const { detail } = this.#options;
    if (detail === 'applications') return part === 'site' ? `application:${path}` : `part:${name}`;
    const construct = `${part === 'site' ? 'construct' : part}:${object.path}`;
    return detail === 'constructs' ? construct : `${construct}:${objectId(object)}`;
  }

  places(): void {
    const { cluster } = this.#options;
    const paths = [...this.#drawn].filter(([, only]) => only === undefined).map(([path]) => path);
    const isShared = this.#options.detail === 'applications' || paths.length <= SHARED;
    drawPlaces(
      this.#index,
      this.#sources,
      { paths, cluster, isShared },
      {
        box: (thing) => this.#box(thing),
        node: (thing) => this.#node(thing),
        edge: (edge) => this.#edges.add(edge),
      },
    );
  }

  #extend(id: string, application: string, clusters: readonly string[]): void {
    const at = this.#nodes.findIndex((node) => node.id === id);
    const node = this.#nodes[at];
    if (node === undefined) return;
    this.#nodes[at] = {
      ...node,
      applications: [...new Set([...node.applications, application])],
      clusters: [...new Set([...node.clusters, ...clusters])].sort(compareText),
    };
  }

  #node(thing: DrawnThing): void {
    this.#things.add(thing.id);
    this.#nodes.push(thing);
  }

  #box(thing: DrawnThing): void {
    this.#things.add(thing.id);
    this.#boxes.push(thing);
  }
}

function variantsOf(parts: readonly ApplicationDocument[]): string {
  const names = parts.filter(({ part }) => part === 'site').flatMap(({ variants }) => variants.map(({ name }) => name));
  return names.length <= 4 ? names.join(', ') : count(names.length, 'variant');
}
