import { type ApplicationDocument, objectId, type VariantDocument } from '../model/graph-document.ts';
import { WAVE_LABEL } from '../model/labels.ts';
import { comparePaths, compareText } from '../model/problem.ts';
import { provisioned } from './candidates.ts';
import type {
  Explanation,
  ObjectWords,
  PlacementWords,
  Sources,
  ValueWords,
  VariantWords,
  WaitWords,
} from './explanation.ts';
import { type GraphIndex, type Occurrence, push } from './graph-index.ts';
import type { Subject } from './subject.ts';
import { factWords, joinWords, rotationWords, ruleWords, selectorWords, sourceWords, waveWords } from './words.ts';

/** Tells everything that the graph knows of a subject. */
export function explain(subject: Subject, index: GraphIndex, sources: Sources): Explanation {
  const teller = new Teller(index, sources);
  if (subject.kind === 'cluster') return teller.cluster(subject);
  if (subject.kind === 'rule') return teller.rule(subject);
  if (subject.kind === 'application') return teller.application(subject);
  return teller.occurrences(subject);
}

class Teller {
  readonly #index: GraphIndex;
  readonly #sources: Sources;

  constructor(index: GraphIndex, sources: Sources) {
    this.#index = index;
    this.#sources = sources;
  }

  cluster({ name, cluster }: Extract<Subject, { kind: 'cluster' }>): Explanation {
    const { path, environment, tier, server, hub, labels, join } = cluster;
    const placements = this.#index.documents.applications.flatMap((application) =>
      this.#placements(application).filter((placement) => placement.cluster === name),
    );
    return {
      ...this.#empty('cluster', name, path),
      about: [
        { name: 'environment', value: `${environment} (${tier})` },
        { name: 'server', value: server ?? 'known when the cluster has been made' },
        ...(hub ? [{ name: 'hub', value: 'Argo CD runs here' }] : []),
        ...this.#wave(labels[WAVE_LABEL]),
        ...(join?.network === undefined ? [] : [{ name: 'joins', value: joinWords(name, join.network) }]),
        ...Object.entries(labels).map(([label, value]) => ({ name: label, value })),
      ],
      placements,
    };
  }

  /** In which wave changes reach a cluster, and why. */
  #wave(name: string | undefined): Explanation['about'] {
    const { waves = [] } = this.#index.documents.platform;
    const index = waves.findIndex((wave) => wave.name === name);
    const wave = waves[index];
    if (wave === undefined) return [];
    const before = waves[index - 1];
    const gate = wave.gate === undefined ? '' : ', when somebody says so';
    const after = before === undefined ? '' : `, after ${before.name}${gate}`;
    const value = `${wave.name}, ${index + 1} of ${waves.length}${after}: ${waveWords(wave)}; it follows "${wave.revision}"`;
    return [{ name: 'wave', value }];
  }

  rule({ name, rule }: Extract<Subject, { kind: 'rule' }>): Explanation {
    const placements = this.#index.documents.applications
      .filter(({ part }) => part === 'site')
      .flatMap((application) =>
        this.#placements(application).filter(({ why }) => why.some(({ path }) => path === rule.path)),
      );
    return { ...this.#empty('rule', name, rule.path), about: [{ name: 'says', value: ruleWords(rule) }], placements };
  }

  application({ name, parts }: Extract<Subject, { kind: 'application' }>): Explanation {
    const [first] = parts;
    if (first === undefined) throw new Error(`the application ${name} is not delivered`);
    const names = new Set(parts.map((part) => part.name));
    const outside = (path: string) => path !== first.path && !path.startsWith(`${first.path}/`);
    const constructs = constructsOf(parts);
    return {
      ...this.#empty('application', name, first.path),
      about: [
        { name: 'owner', value: parts.find(({ part }) => part === 'site')?.owner ?? first.owner },
        { name: 'namespace', value: first.namespace },
        ...(first.tags.length === 0 ? [] : [{ name: 'tags', value: first.tags.join(', ') }]),
        { name: 'delivered as', value: parts.map((part) => part.name).join(', ') },
        ...(constructs.length === 0 ? [] : [{ name: 'constructs', value: constructs.join(', ') }]),
      ],
      placements: this.#placements(first),
      variants: parts.flatMap((part) => part.variants.map((variant) => this.#variant(part, variant))),
      provisioners: parts.flatMap((part) => provisioned(part.matches, part, this.#index)),
      takes: valueWords(parts.flatMap(({ references }) => references).filter(({ producer }) => outside(producer))),
      gives: valueWords(
        constructs.flatMap((path) => this.#index.given.get(path) ?? []).filter(({ consumer }) => outside(consumer)),
      ),
      waitsFor: distinct(parts.flatMap((part) => part.waitsFor).filter((wait) => !names.has(wait.name))),
      awaitedBy: distinct(
        parts.flatMap((part) => this.#index.awaited.get(part.name) ?? []).filter((wait) => !names.has(wait.name)),
      ),
    };
  }

  /** A construct, or an object of one: what differs is which objects are shown. */
  occurrences({ kind, name, occurrences }: Extract<Subject, { kind: 'construct' | 'object' }>): Explanation {
    const path = kind === 'construct' ? name : (occurrences[0]?.object.path ?? name);
    const home = this.#index.applicationOf(path) ?? occurrences[0]?.application;
    const groups = new Map<VariantDocument, Occurrence[]>();
    for (const one of occurrences) push(groups, one.variant, one);
    const applications = [...new Set(occurrences.map(({ application }) => application))];
    const atSite = kind === 'construct' || applications.some(({ part }) => part === 'site');
    const placed = kind === 'object' || home === undefined ? applications : [home];
    return {
      ...this.#empty(kind, name, path),
      about: [
        ...(kind === 'object' ? [{ name: 'construct', value: path }] : []),
        { name: 'application', value: applications.map((one) => one.name).join(', ') || (home?.name ?? '') },
      ],
      placements: placed
        .flatMap((one) => this.#placements(one))
        .filter(({ cluster }) => kind === 'construct' || isOn(occurrences, cluster)),
      variants: [...groups].map(([variant, group]) => this.#occurring(variant, group)),
      provisioners: this.#provisioners(path, home),
      takes: atSite ? valueWords(this.#index.taken.get(path) ?? []) : [],
      gives: valueWords(this.#index.given.get(path) ?? []),
      waitsFor: distinct([
        ...(this.#index.edgesBefore.get(path) ?? []).map(({ before, why }) => ({ name: before, why })),
        ...waitsOf(applications),
      ]),
      awaitedBy: distinct((this.#index.edgesAfter.get(path) ?? []).map(({ after, why }) => ({ name: after, why }))),
    };
  }

  #provisioners(path: string, home: ApplicationDocument | undefined): Explanation['provisioners'] {
    if (home === undefined) return [];
    return provisioned(
      home.matches.filter(({ unit }) => unit === path),
      home,
      this.#index,
    );
  }

  #occurring(variant: VariantDocument, group: readonly Occurrence[]): VariantWords {
    const [first] = group;
    if (first === undefined) throw new Error('a variant without occurrences');
    return { ...this.#variant(first.application, variant), objects: group.map(({ object }) => this.#object(object)) };
  }

  #variant(application: ApplicationDocument, variant: VariantDocument): VariantWords {
    const { name, environment, clusters, facts, selectors, waves, objects, source } = variant;
    return {
      application: application.name,
      name,
      environment,
      clusters,
      facts: facts.map(factWords),
      selectors: selectors.map(selectorWords),
      waves,
      objects: objects.map((object) => this.#object(object)),
      ...(source === undefined ? {} : { from: sourceWords(source) }),
    };
  }

  #object(object: VariantDocument['objects'][number]): ObjectWords {
    const { path, wave, provisioner, stateful = false, patchedBy = [], neededBy = [], uses = [] } = object;
    return {
      id: objectId(object),
      path,
      wave,
      stateful,
      ...(provisioner === undefined ? {} : { provisioner }),
      uses,
      patchedBy: patchedBy.map((by) => ({ path: by, source: this.#sources[by] })),
      neededBy,
    };
  }

  #placements(application: ApplicationDocument): readonly PlacementWords[] {
    const { clusters, rules } = this.#index.documents.platform;
    const known = new Map(clusters.map((cluster) => [cluster.name, cluster]));
    const variants = new Map(
      application.variants.flatMap(({ name, clusters: own }) => own.map((cluster) => [cluster, name] as const)),
    );
    const said = new Map(rules.map((rule) => [rule.path, ruleWords(rule)]));
    return application.placements.map(({ cluster, by }) => ({
      cluster,
      environment: known.get(cluster)?.environment ?? '',
      wave: known.get(cluster)?.labels[WAVE_LABEL],
      application: application.name,
      variant: variants.get(cluster),
      why: by.map((path) => ({
        path,
        source: this.#sources[path],
        says: said.get(path) ?? `the application names the cluster "${cluster}"`,
      })),
    }));
  }

  #empty(kind: Subject['kind'], name: string, path: string): Explanation {
    const nothing = {
      placements: [],
      variants: [],
      provisioners: [],
      takes: [],
      gives: [],
      waitsFor: [],
      awaitedBy: [],
    };
    return { kind, name, path, source: this.#sources[path], about: [], ...nothing };
  }
}

function isOn(occurrences: readonly Occurrence[], cluster: string): boolean {
  return occurrences.some(({ variant }) => variant.clusters.includes(cluster));
}

/** What whole applications wait for, and not just one construct of theirs. */
function waitsOf(applications: readonly ApplicationDocument[]): readonly WaitWords[] {
  const own = new Set(applications.map(({ name }) => name));
  const waits = new Map<string, { readonly wait: WaitWords; readonly names: string[] }>();
  for (const { name, waitsFor } of applications) {
    for (const wait of waitsFor) {
      if (own.has(wait.name)) continue;
      const key = `${wait.name}\0${wait.why}`;
      const known = waits.get(key);
      if (known === undefined) waits.set(key, { wait, names: [name] });
      else known.names.push(name);
    }
  }
  return [...waits.values()].map(({ wait: { name, why }, names }) => ({
    name,
    why: `all of ${names.join(' and ')} ${names.length === 1 ? 'does' : 'do'}: ${why}`,
  }));
}

/** The constructs that make objects in these parts. */
function constructsOf(parts: readonly ApplicationDocument[]): readonly string[] {
  const paths = new Set<string>();
  for (const { part, variants } of parts) {
    if (part === 'namespace') continue;
    for (const { objects } of variants) for (const { path } of objects) paths.add(path);
  }
  return [...paths].sort(comparePaths);
}

function valueWords(references: readonly Omit<ValueWords, 'rotation'>[]): readonly ValueWords[] {
  const seen = new Map<string, ValueWords>();
  for (const reference of references) {
    const key = [reference.consumer, reference.producer, reference.output, reference.way].join('\0');
    seen.set(key, { ...reference, rotation: rotationWords(reference.way) });
  }
  return [...seen.values()].sort(
    (a, b) =>
      comparePaths(a.producer, b.producer) ||
      comparePaths(a.consumer, b.consumer) ||
      compareText(a.output, b.output) ||
      compareText(a.clusters?.[0] ?? '', b.clusters?.[0] ?? ''),
  );
}

function distinct(waits: readonly WaitWords[]): readonly WaitWords[] {
  const seen = new Map(waits.map((wait) => [`${wait.name}\0${wait.why}`, wait]));
  return [...seen.values()].sort((a, b) => comparePaths(a.name, b.name) || compareText(a.why, b.why));
}
