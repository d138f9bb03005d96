import type { ResolvedGraph } from '../../graph/graph.ts';
import { type Problem, problem } from '../../model/problem.ts';
import { isPulumiResource } from '../../model/pulumi-resource.ts';
import { Components } from './components.ts';
import { type DeliveredObject, type DeliveredSource, delivered, deliveredSources, type Selection } from './delivery.ts';
import { DependencyFinder } from './dependencies.ts';
import type { Draft } from './draft.ts';
import { kubernetesDraft } from './kubernetes-entry.ts';
import { resourceName } from './names.ts';
import type { PulumiProgram } from './program.ts';
import { Providers } from './providers.ts';
import { pulumiDraft, type ValueScope } from './pulumi-entry.ts';
import { releaseDraft } from './release-entry.ts';
import { sortResources } from './sort.ts';

/** Makes of a graph what Pulumi registers, and says what Pulumi cannot do with it: with any problem the program is not whole. */
export function programOf(
  graph: ResolvedGraph,
  selection: Selection = {},
): { readonly program?: PulumiProgram; readonly problems: readonly Problem[] } {
  const builder = new Builder(graph);
  builder.objects(delivered(graph, selection));
  builder.sources(deliveredSources(graph, selection));
  return builder.finish();
}

class Builder {
  readonly #graph: ResolvedGraph;
  readonly #drafts: Draft[] = [];
  readonly #providers = new Providers();
  readonly #components: Components;
  readonly #problems: Problem[] = [];

  constructor(graph: ResolvedGraph) {
    this.#graph = graph;
    this.#components = new Components(new Set(graph.applications.map(({ path }) => path)));
  }

  objects(objects: readonly DeliveredObject[]): void {
    const scope = this.#scope(objects);
    for (const object of objects) {
      if (!isPulumiResource(object.resolved.manifest)) {
        this.#add(kubernetesDraft(object, this.#providers.kubernetes(object.cluster)));
        continue;
      }
      const { draft, problems } = pulumiDraft(object, scope);
      this.#problems.push(...problems);
      if (draft !== undefined) this.#add(draft);
    }
  }

  sources(sources: readonly DeliveredSource[]): void {
    for (const source of sources) {
      const { draft, problem: found } = releaseDraft(source, this.#providers.kubernetes(source.cluster));
      if (found !== undefined) this.#problems.push(found);
      if (draft !== undefined) this.#add(draft);
    }
  }

  finish(): { readonly program?: PulumiProgram; readonly problems: readonly Problem[] } {
    const components = this.#components.list();
    const finder = new DependencyFinder(this.#drafts, this.#graph.edges, new Set(components.map(({ name }) => name)));
    const entries = this.#drafts.map((draft) => {
      const { resources, components: waits } = finder.of(draft);
      return { ...draft.entry, dependsOn: resources, dependsOnComponents: waits };
    });
    const sorted = sortResources(entries, new Map(components.map(({ name, parent }) => [name, parent])));
    if (sorted.cycle !== undefined) return { problems: [...this.#problems, this.#cycleProblem(sorted.cycle)] };
    const { name } = this.#graph.platform;
    const program: PulumiProgram = {
      name,
      components,
      providers: this.#providers.list(),
      config: this.#providers.configList(),
      resources: sorted.resources,
    };
    return { program, problems: this.#problems };
  }

  #add(draft: Draft): void {
    this.#components.add(draft.cluster, draft.path);
    this.#drafts.push(draft);
  }

  #scope(objects: readonly DeliveredObject[]): ValueScope {
    const resources = objects.filter(({ resolved }) => isPulumiResource(resolved.manifest));
    return {
      names: new Set(resources.map(({ cluster, resolved }) => resourceName(cluster.name, resolved.manifest))),
      clusterValue: ({ cluster }, value) => this.#providers.clusterValue(cluster, value),
      providerOf: ({ cluster }, packageName) =>
        packageName === 'kubernetes'
          ? this.#providers.kubernetes(cluster)
          : this.#providers.cloud(cluster, packageName),
    };
  }

  #cycleProblem(names: readonly string[]): Problem {
    const [first] = names;
    const path = this.#drafts.find(({ entry }) => entry.name === first)?.path ?? '';
    return problem('RB650', { path, found: `these would wait for each other: "${names.join('", "')}"` });
  }
}
