import type { ClusterNode, Edge, ResolvedGraph } from '../../graph/graph.ts';
import { isHandedOverByStore, type StoredSecret, storedSecret } from '../../model/handover.ts';
import { listed } from '../../model/listed.ts';
import { distinctProblems, type Problem, problem } from '../../model/problem.ts';
import { isPulumiResource } from '../../model/pulumi-resource.ts';
import { pulumiSecretOf } from '../../model/pulumi-secret.ts';
import { isMadeByPulumi, isMixed, registrationProblems, storedRegistrations } from '../shared/mixed-delivery.ts';
import { Aliases } from './aliases.ts';
import { ClusterValues } from './cluster-values.ts';
import { Components } from './components.ts';
import { type DeliveredObject, type DeliveredSource, delivered, deliveredSources, type Selection } from './delivery.ts';
import { DependencyFinder } from './dependencies.ts';
import type { Draft } from './draft.ts';
import { namespaceDraft, REGISTRATION_VALUES, registrationOf } from './handover.ts';
import { kubernetesDraft } from './kubernetes-entry.ts';
import { resourceName } from './names.ts';
import { orderedClusterProblems } from './ordered-clusters.ts';
import type { PulumiProgram } from './program.ts';
import { Providers } from './providers.ts';
import { pulumiDraft, type ResourceScope } from './pulumi-entry.ts';

import { sortResources } from './sort.ts';
import { sourceDraft } from './source-entry.ts';
import { storedDrafts } from './stored-entry.ts';
import { Values } from './values.ts';

/** Makes of a graph what Pulumi registers, and says what Pulumi cannot do with it: with any problem the program is not whole. */
export function programOf(
  graph: ResolvedGraph,
  selection: Selection = {},
): { readonly program?: PulumiProgram; readonly problems: readonly Problem[] } {
  const objects = delivered(graph, selection);
  const builder = new Builder(graph, objects);
  builder.objects(objects);
  builder.sources(deliveredSources(graph, selection));
  builder.registrations(selection);
  return builder.finish();
}

class Builder {
  readonly #graph: ResolvedGraph;
  readonly #edges: Edge[];
  readonly #drafts: Draft[] = [];
  readonly #providers = new Providers();
  readonly #aliases: Aliases;
  readonly #components: Components;
  readonly #problems: Problem[] = [];
  readonly #given: ClusterValues;
  readonly #scope: ResourceScope;

  constructor(graph: ResolvedGraph, objects: readonly DeliveredObject[]) {
    this.#graph = graph;
    this.#edges = [...graph.edges];
    const applications = new Set(graph.applications.map(({ path }) => path));
    this.#aliases = new Aliases(graph.platform.moved, applications);
    this.#components = new Components(applications, this.#aliases);
    this.#given = new ClusterValues(objects);
    const resources = objects.filter(({ resolved }) => isPulumiResource(resolved.manifest));
    this.#scope = {
      names: new Set(resources.map(({ cluster, resolved }) => resourceName(cluster.name, resolved.manifest))),
      clusterValue: ({ cluster }, name) => this.#clusterValue(cluster, name),
      providerOf: ({ cluster }, name) =>
        name === 'kubernetes' ? this.#writesTo(cluster) : this.#providers.cloud(cluster, name),
    };
  }

  objects(objects: readonly DeliveredObject[]): void {
    for (const object of objects) {
      const secret = pulumiSecretOf(object.resolved.manifest);
      if (secret !== undefined && isHandedOverByStore(this.#graph.platform)) {
        const stored = storedSecret(this.#graph.platform, object.cluster, secret);
        // Without a place for it the graph has a problem already.
        if (stored !== undefined) this.#stored(object, stored, object.cluster);
      } else if (isPulumiResource(object.resolved.manifest)) this.#resource(object, this.#scope);
      else this.#object(object);
    }
  }

  /** Tells Argo CD of the clusters that are made here, where it delivers what runs on them. */
  registrations({ environment }: Selection): void {
    const hub = this.#graph.clusters.find((cluster) => cluster.hub);
    this.#problems.push(...registrationProblems(this.#graph));
    if (!isMixed(this.#graph) || hub === undefined) return;
    const storedOf = storedRegistrations(this.#graph);
    for (const cluster of this.#graph.clusters.filter(isMadeByPulumi)) {
      if (environment !== undefined && cluster.environment !== environment) continue;
      const missing = REGISTRATION_VALUES.filter((value) => this.#given.of(cluster.name, value) === undefined);
      const maker = this.#given.of(cluster.name, REGISTRATION_VALUES[0])?.object;
      if (missing.length > 0 || maker === undefined) {
        const found = `the maker of "${cluster.name}" does not give ${listed(missing)}`;
        this.#problems.push(problem('RB657', { path: cluster.path, found }));
        continue;
      }
      this.#edges.push({ before: maker.resolved.path, after: cluster.path, why: 'it is made first' });
      const object = registrationOf(cluster, maker, this.#graph.platform);
      const stored = storedOf(cluster);
      if (stored !== undefined) this.#stored(object, stored, hub);
      else this.#resource(object, { ...this.#scope, providerOf: () => this.#writesTo(hub) });
    }
  }

  sources(sources: readonly DeliveredSource[]): void {
    for (const source of sources) {
      const { draft, problem: found } = sourceDraft(source, this.#writesTo(source.cluster));
      if (found !== undefined) this.#problems.push(found);
      if (draft !== undefined) this.#add(draft);
    }
  }

  finish(): { readonly program?: PulumiProgram; readonly problems: readonly Problem[] } {
    const components = this.#components.list();
    const finder = new DependencyFinder(this.#drafts, this.#edges, new Set(components.map(({ name }) => name)));
    const entries = this.#drafts.map((draft) => {
      const { resources, components: waits } = finder.of(draft);
      const { type, name } = draft.entry;
      const aliases = this.#aliases.resource(draft.path, type, name);
      return { ...draft.entry, dependsOn: resources, dependsOnComponents: waits, aliases };
    });
    const parents = new Map(components.map(({ name, parent }) => [name, parent]));
    const sorted = sortResources(entries, parents, this.#providers.list());
    const problems = distinctProblems([...orderedClusterProblems(this.#graph), ...this.#problems]);
    if (sorted.cycle !== undefined) return { problems: [...problems, this.#cycleProblem(sorted.cycle)] };
    const { name } = this.#graph.platform;
    const program: PulumiProgram = {
      name,
      components,
      providers: this.#providers.list(),
      config: this.#providers.configList(),
      resources: sorted.resources,
    };
    return { program, problems };
  }

  #object(object: DeliveredObject): void {
    const provider = this.#writesTo(object.cluster);
    this.#add(isMixed(this.#graph) ? namespaceDraft(object, provider) : kubernetesDraft(object, provider));
  }

  #resource(object: DeliveredObject, scope: ResourceScope): void {
    const { draft, problems } = pulumiDraft(object, scope);
    this.#problems.push(...problems);
    if (draft !== undefined) this.#add(draft);
  }

  /** A Secret that goes to the store of a cluster's cloud. */
  #stored(object: DeliveredObject, stored: StoredSecret, cluster: ClusterNode): void {
    const scope = { ...this.#scope, providerOf: () => this.#providers.cloud(cluster, stored.cloud) };
    const { draft, problems } = pulumiDraft(object, scope);
    this.#problems.push(...problems);
    if (draft === undefined) return;
    const vault = () => this.#clusterValue(cluster, 'keyVaultId');
    for (const part of storedDrafts(draft, stored, cluster, vault)) this.#add(part);
  }

  #add(draft: Draft): void {
    this.#components.add(draft.cluster, draft.path);
    this.#drafts.push(draft);
  }

  /** Key of the provider that writes to a cluster. */
  #writesTo(cluster: ClusterNode): string {
    // Its provider stands in its component, even where nothing else does.
    this.#components.add(cluster, '');
    return this.#providers.kubernetes(cluster, this.#clusterValue(cluster, 'kubeconfig'));
  }

  /** A value of a cluster: of the resources that make it, else of the stack's configuration. */
  #clusterValue(cluster: ClusterNode, name: string): unknown {
    const given = this.#given.of(cluster.name, name);
    if (given === undefined) return this.#providers.configured(cluster, name);
    const values = new Values(given.object, this.#scope);
    const value = values.value(given.raw);
    this.#problems.push(...values.problems);
    return value;
  }

  #cycleProblem(names: readonly string[]): Problem {
    const [first] = names;
    const path = this.#drafts.find(({ entry }) => entry.name === first)?.path ?? '';
    return problem('RB650', { path, found: `these would wait for each other: "${names.join('", "')}"` });
  }
}
