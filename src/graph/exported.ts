import type { ContractExport, ContractOffer, ContractUnit, ContractValue } from '../model/contract.ts';
import type { ExportDeclaration } from '../model/export.ts';
import { listed } from '../model/listed.ts';
import { compareText, type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { mayHoldMarker, type Ref } from '../model/ref.ts';
import type { Value } from '../model/value.ts';
import { factsIn } from './facts-in.ts';
import type { ClusterNode, Exported, Offer, Pass, PlacedApplication, Rendered } from './graph.ts';
import { keepsData } from './offers.ts';
import { grantsRights } from './rights.ts';

/** What a program gives to others: the values of its exports, and what the constructs that they come from offer on each cluster. */
export function exportedOf(graph: Rendered): Pass<Exported> {
  if (graph.exports.length === 0) return { graph: { exports: [], units: [] }, problems: [] };
  const exporter = new Exporter(graph);
  const exports = graph.exports.map((one) => exporter.export(one)).sort((a, b) => compareText(a.name, b.name));
  return { graph: { exports, units: exporter.units() }, problems: exporter.problems };
}

/** Where a value is exported. */
interface Spot {
  readonly path: string;
  readonly prop: string;
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

  /** The constructs of which values are exported, and those whose resource gives them. */
  units(): readonly ContractUnit[] {
    const homes = [...this.#units.values()].flatMap(({ offers }) => offers.flatMap((one) => Object.values(one.homes)));
    for (const path of new Set(homes)) {
      const application = this.#units.has(path) ? undefined : this.#applications.get(path);
      if (application !== undefined) this.#units.set(path, { ...unitOf(path, application), offers: [] });
    }
    return [...this.#units].sort(([a], [b]) => compareText(a, b)).map(([, unit]) => unit);
  }

  export(declared: ExportDeclaration): ContractExport {
    const taken: Record<string, ContractValue> = {};
    for (const key of Object.keys(declared.values).sort()) {
      const ref = declared.values[key];
      const value = ref === undefined ? undefined : this.#value(ref, declared, `values.${key}`);
      if (value !== undefined) taken[key] = value;
    }
    const { name, to } = declared;
    const limited = to.filter(({ serviceAccounts }) => serviceAccounts.length > 0);
    return {
      name,
      to: to.map(({ application }) => application),
      serviceAccounts: Object.fromEntries(limited.map((one) => [one.application, one.serviceAccounts] as const)),
      values: taken,
    };
  }

  #value(ref: Ref, declared: ExportDeclaration, prop: string): ContractValue | undefined {
    const { producer, output, secret, kind } = ref;
    const { path } = producer.node;
    const at = { path: declared.path, prop };
    const application = this.#applications.get(path);
    if (application === undefined) {
      this.#refuse(at, `${show(ref.label)} stands in no application of this program`);
      return undefined;
    }
    const unit = this.#units.get(path) ?? { ...unitOf(path, application), offers: this.#offers(path, application) };
    this.#units.set(path, unit);
    this.#check(ref, unit, at);
    this.#checkRights(ref, unit, declared, at);
    return { application: application.name, unit: unit.unit, output, kind, secret };
  }

  /** What keeps a value from being told to another program. */
  #check({ output, label }: Ref, { offers }: ContractUnit, at: Spot): void {
    const worth = offers.map(({ values }) => values[output]);
    if (worth.some((value) => mayHoldMarker(JSON.stringify(value ?? ''))))
      this.#refuse(at, `${show(label)} is made of another reference`, 'export what it is made of');
    const unknown = worth.flatMap((value) => namesOfConfigMaps(value))[0];
    if (unknown === undefined) return;
    const found = `${show(label)} is in the ConfigMap ${show(unknown)}, which is not made by this program`;
    this.#refuse(at, found, 'let the provisioner give a key of a Secret, which travels, or make the ConfigMap itself');
  }

  /** Rights are given to those service accounts that the export names. */
  #checkRights({ label }: Ref, { offers }: ContractUnit, { to }: ExportDeclaration, at: Spot): void {
    if (!offers.some(({ granted }) => granted)) return;
    const open = to.filter(({ serviceAccounts }) => serviceAccounts.length === 0).map(({ application }) => application);
    if (open.length === 0) return;
    const found = `${show(label)} gives rights to service accounts, and the export names none of ${listed(open)}`;
    this.#refuse(at, found, `name them: { application: "${open[0]}", serviceAccounts: ["..."] }`);
  }

  /** What a unit offers, once for clusters where it is the same. */
  #offers(unit: string, { placements }: PlacedApplication): readonly ContractOffer[] {
    const groups = new Map<string, { readonly clusters: string[]; readonly offer: Omit<ContractOffer, 'clusters'> }>();
    for (const { cluster } of placements) {
      const value = this.#graph.offer(unit, cluster)?.value;
      if (value === undefined) continue;
      const offer = this.#offer(unit, cluster, value);
      const key = JSON.stringify(offer);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { clusters: [cluster.name], offer });
      else group.clusters.push(cluster.name);
    }
    return [...groups.values()].map(({ clusters, offer }) => ({ clusters, ...offer }));
  }

  #offer(unit: string, cluster: ClusterNode, offer: Offer): Omit<ContractOffer, 'clusters'> {
    const { endpoints, homes, atControl, from } = offer;
    const { values, facts } = factsIn(this.#graph, unit, cluster, offer);
    const [home = unit] = homes.values();
    return {
      values: sorted(Object.entries(values)),
      endpoints: sorted(endpoints),
      atControl,
      stateful: keepsData(this.#graph, home, from ?? cluster),
      granted: grantsRights(this.#graph, unit, cluster),
      facts,
      homes: sorted(homes),
      ...(from === undefined ? {} : { from: from.name }),
    };
  }

  #refuse(at: Spot, found: string, hint?: string): void {
    this.problems.push(problem('RB870', { ...at, found, hint }));
  }
}

function unitOf(path: string, application: PlacedApplication): Omit<ContractUnit, 'offers'> {
  const { name, namespace, owner } = application;
  return { application: name, namespace, owner, unit: path.slice(application.path.length + 1) };
}

function sorted<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}

/** Names of the ConfigMaps that tell a value, or a part of it. */
function namesOfConfigMaps(value: Value | undefined): readonly string[] {
  if (typeof value !== 'object') return [];
  if (value.from !== 'url') return value.from === 'configMap' ? [value.name] : [];
  const parts = [value.user, value.password, value.host, value.port, value.path];
  return parts.flatMap((part) => (typeof part === 'object' ? namesOfConfigMaps(part) : []));
}
