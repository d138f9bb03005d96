import type { Edge } from '../../graph/graph.ts';
import { installRank } from '../../model/kinds.ts';
import { kindKey } from '../../model/manifest.ts';
import { member } from '../../model/member.ts';
import type { Draft } from './draft.ts';
import { componentName } from './names.ts';

/** What a resource waits for: single resources, and components with all that stands in them; names of both. */
export interface Dependencies {
  readonly resources: readonly string[];
  readonly components: readonly string[];
}

/** Kinds up to this rank are complete once they are written: nothing has to become ready. */
const LAST_PASSIVE = installRank('RoleBindingList');

/**
 * Finds what each resource waits for: its namespace, the definition of its kind, the constructs that its own construct waits for, and
 * within one construct what a provisioner made, what is of an earlier wave, and what a workload names.
 */
export class DependencyFinder {
  readonly #drafts: readonly Draft[];
  readonly #edges = new Map<string, Edge[]>();
  readonly #components: ReadonlySet<string>;
  /** Resources by a fact of theirs at a cluster: a namespace, a kind that is defined, a construct, what is delivered under a name. */
  readonly #namespaces = new Map<string, string>();
  readonly #definitions = new Map<string, string>();
  readonly #constructs = new Map<string, Draft[]>();
  readonly #sources = new Map<string, string>();

  constructor(drafts: readonly Draft[], edges: readonly Edge[], components: ReadonlySet<string>) {
    this.#drafts = drafts;
    this.#components = components;
    for (const edge of edges) append(this.#edges, edge.after, edge);
    for (const draft of drafts) this.#index(draft);
  }

  of(draft: Draft): Dependencies {
    const resources = new Set<string>(draft.takes);
    const { manifest } = draft.object ?? {};
    const cluster = draft.cluster.name;
    const add = (name: string | undefined) => {
      if (name !== undefined && name !== draft.entry.name) resources.add(name);
    };
    // What a cloud holds is in no namespace, though it is known by that of its construct.
    if (draft.entry.type.startsWith('kubernetes:')) {
      const namespace = manifest === undefined ? draft.application.namespace : manifest.metadata.namespace;
      add(this.#namespaces.get(`${cluster} ${namespace}`));
    }
    if (manifest !== undefined) add(this.#definitions.get(`${cluster} ${kindKey(manifest.apiVersion, manifest.kind)}`));
    if (draft.part === 'namespace' || isDefinition(draft)) return { resources: sorted(resources), components: [] };
    for (const { name } of draft.application.waitsFor) add(this.#sources.get(`${cluster} ${name}`));
    for (const other of this.#constructs.get(componentName(cluster, draft.path)) ?? []) {
      if (comesBefore(other, draft)) add(other.entry.name);
    }
    return { resources: sorted(resources), components: this.#before(draft) };
  }

  #index(draft: Draft): void {
    const cluster = draft.cluster.name;
    const { name } = draft.entry;
    append(this.#constructs, componentName(cluster, draft.path), draft);
    if (draft.object === undefined) {
      this.#sources.set(`${cluster} ${draft.application.name}`, name);
      return;
    }
    const { manifest } = draft.object;
    if (manifest.kind === 'Namespace') this.#namespaces.set(`${cluster} ${manifest.metadata.name}`, name);
    const spec = isDefinition(draft) ? manifest.spec : undefined;
    if (spec !== undefined) {
      this.#definitions.set(`${cluster} ${member(member(spec, 'names'), 'kind')}.${member(spec, 'group')}`, name);
    }
  }

  /** The components that the construct, or what it stands in, waits for; those of its own cluster where there are any. */
  #before(draft: Draft): readonly string[] {
    const found = new Set<string>();
    for (let path = draft.path; path !== ''; path = path.slice(0, Math.max(path.lastIndexOf('/'), 0))) {
      for (const { before } of this.#edges.get(path) ?? []) {
        if (isWithin(draft.path, before) || isWithin(before, draft.path)) continue;
        for (const component of this.#componentsOf(before, draft.cluster.name)) found.add(component);
      }
    }
    return sorted(found);
  }

  #componentsOf(path: string, cluster: string): readonly string[] {
    const own = componentName(cluster, path);
    if (this.#components.has(own)) return [own];
    const clusters = new Set(this.#drafts.map((draft) => draft.cluster.name));
    return [...clusters].map((name) => componentName(name, path)).filter((name) => this.#components.has(name));
  }
}

/** Whether one resource of a construct must be there before another of the same. */
function comesBefore(first: Draft, second: Draft): boolean {
  if (first === second || first.object === undefined || second.object === undefined) return false;
  if (first.part === 'namespace') return false;
  const made = first.object.provisioner !== undefined;
  if (made !== (second.object.provisioner !== undefined)) return made;
  if (first.part !== second.part) return false;
  if (first.object.wave !== second.object.wave) return first.object.wave < second.object.wave;
  const rank = installRank(first.object.manifest.kind);
  return rank <= LAST_PASSIVE && installRank(second.object.manifest.kind) > LAST_PASSIVE;
}

function isDefinition({ object }: Draft): boolean {
  return object?.manifest.kind === 'CustomResourceDefinition';
}

function isWithin(path: string, around: string): boolean {
  return path === around || path.startsWith(`${around}/`);
}

function sorted(names: ReadonlySet<string>): readonly string[] {
  return [...names].sort();
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
