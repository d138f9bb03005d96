import type { ContractOffer, ContractUnit, ContractValue } from '../model/contract.ts';
import type { ExportDeclaration } from '../model/export.ts';
import { compareText, type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { mayHoldMarker, type Ref } from '../model/ref.ts';
import type { Exported, Offer, Pass, PlacedApplication, Rendered } from './graph.ts';
import { keepsData } from './offers.ts';

/** What a program gives to others: the values of its exports, and what the constructs that they come from offer on each cluster. */
export function exportedOf(graph: Rendered): Pass<Exported> {
  if (graph.exports.length === 0) return { graph: { exports: [], units: [] }, problems: [] };
  const exporter = new Exporter(graph);
  const exports = graph.exports.map((one) => exporter.export(one)).sort((a, b) => compareText(a.name, b.name));
  return { graph: { exports, units: exporter.units() }, problems: exporter.problems };
}

class Exporter {
  readonly problems: Problem[] = [];
  readonly #graph: Rendered;
  readonly #applications: ReadonlyMap<string, PlacedApplication>;
  readonly #units = new Map<string, ContractUnit>();

  constructor(graph: Rendered) {
    this.#graph = graph;
    const placed = graph.applications.flatMap((one) => one.items.map(({ path }) => [path, one] as const));
    this.#applications = new Map(placed);
  }

  units(): readonly ContractUnit[] {
    return [...this.#units].sort(([a], [b]) => compareText(a, b)).map(([, unit]) => unit);
  }

  export({ path, name, values, to }: ExportDeclaration) {
    const taken: Record<string, ContractValue> = {};
    for (const key of Object.keys(values).sort()) {
      const ref = values[key];
      const value = ref === undefined ? undefined : this.#value(ref, { path, prop: `values.${key}` });
      if (value !== undefined) taken[key] = value;
    }
    return { name, to, values: taken };
  }

  #value(ref: Ref, at: { readonly path: string; readonly prop: string }): ContractValue | undefined {
    const { producer, output, secret, kind } = ref;
    const { path } = producer.node;
    const application = this.#applications.get(path);
    if (application === undefined) {
      this.#refuse(at, `${show(ref.label)} stands in no application of this program`);
      return undefined;
    }
    const unit = path.slice(application.path.length + 1);
    if (!this.#units.has(path)) {
      const { name, namespace, owner } = application;
      this.#units.set(path, { application: name, namespace, owner, unit, offers: this.#offers(path, application, at) });
    }
    if (this.#units.get(path)?.offers.some(({ values }) => mayHoldMarker(JSON.stringify(values[output] ?? '')))) {
      this.#refuse(at, `${show(ref.label)} is made of another reference`);
    }
    return { application: application.name, unit, output, kind, secret };
  }

  /** What a unit offers, once for clusters where it is the same. */
  #offers(
    unit: string,
    { placements }: PlacedApplication,
    at: { readonly path: string; readonly prop: string },
  ): readonly ContractOffer[] {
    const groups = new Map<string, { readonly clusters: string[]; readonly offer: Omit<ContractOffer, 'clusters'> }>();
    for (const { cluster } of placements) {
      const value = this.#graph.offer(unit, cluster)?.value;
      if (value === undefined) continue;
      const first = this.#graph.matches(unit, cluster)?.value[0];
      const { dependants, dependantInfrastructure, name = '' } = first?.provisioner ?? {};
      if (first?.owner !== undefined || value.from !== undefined || value.homes.size > 0)
        this.#refuse(at, `${show(unit)} shares its resource with others`);
      else if (dependants !== undefined || dependantInfrastructure !== undefined)
        this.#refuse(at, `the provisioner ${show(name)} gives rights to the service accounts of this program alone`);
      const offer = { ...plainOffer(value), stateful: keepsData(this.#graph, unit, cluster) };
      const key = JSON.stringify(offer);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { clusters: [cluster.name], offer });
      else group.clusters.push(cluster.name);
    }
    return [...groups.values()].map(({ clusters, offer }) => ({ clusters, ...offer }));
  }

  #refuse(at: { readonly path: string; readonly prop: string }, found: string): void {
    this.problems.push(problem('RB870', { ...at, found }));
  }
}

function plainOffer({ values, endpoints, atControl }: Offer): Omit<ContractOffer, 'clusters' | 'stateful'> {
  const sorted = <T>(entries: Iterable<readonly [string, T]>) =>
    Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
  return { values: sorted(Object.entries(values)), endpoints: sorted(endpoints), atControl };
}
