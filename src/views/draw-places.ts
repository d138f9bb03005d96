import { comparePaths, compareText } from '../model/problem.ts';
import type { DrawnEdge, DrawnThing } from './drawing.ts';
import type { Sources } from './explanation.ts';
import type { GraphIndex } from './graph-index.ts';
import { count, ruleWords } from './words.ts';

/** What is placed, and how that is drawn. */
interface PlaceOptions {
  /** Paths of the applications. */
  readonly paths: readonly string[];
  readonly cluster: string | undefined;
  /** Whether rules and clusters are drawn once for all applications, or for each of them in its box. */
  readonly isShared: boolean;
}

/** Where things are drawn. */
interface Canvas {
  box(thing: DrawnThing): void;
  node(thing: DrawnThing): void;
  edge(edge: DrawnEdge): void;
}

/** Draws which rules place the applications on which clusters. */
export function drawPlaces(index: GraphIndex, sources: Sources, options: PlaceOptions, canvas: Canvas): void {
  const placed = placesOf(index, options);
  if (options.isShared) drawShared(index, sources, placed, canvas);
  else drawInBoxes(index, sources, placed, canvas);
}

/** Clusters by rule, by application. A rule that is the application itself names its clusters. */
type Places = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

function placesOf(index: GraphIndex, { paths, cluster }: PlaceOptions): Places {
  const places = new Map<string, ReadonlyMap<string, readonly string[]>>();
  for (const path of paths) {
    const part = index.parts.get(path)?.find((one) => one.part === 'site');
    const rules = new Map<string, string[]>();
    for (const placement of part?.placements ?? []) {
      if (cluster !== undefined && placement.cluster !== cluster) continue;
      for (const by of placement.by) rules.set(by, [...(rules.get(by) ?? []), placement.cluster]);
    }
    places.set(path, rules);
  }
  return places;
}

/** The placements the other way round. */
interface Placed {
  readonly byRule: ReadonlyMap<string, { readonly applications: Set<string>; readonly clusters: Set<string> }>;
  readonly onCluster: ReadonlyMap<string, Set<string>>;
}

function byRuleAndCluster(places: Places): Placed {
  const byRule = new Map<string, { readonly applications: Set<string>; readonly clusters: Set<string> }>();
  const onCluster = new Map<string, Set<string>>();
  for (const [path, rules] of places) {
    for (const [by, clusters] of rules) {
      const rule = byRule.get(by) ?? { applications: new Set(), clusters: new Set() };
      byRule.set(by, rule);
      rule.applications.add(path);
      for (const cluster of clusters) {
        rule.clusters.add(cluster);
        onCluster.set(cluster, (onCluster.get(cluster) ?? new Set()).add(path));
      }
    }
  }
  return { byRule, onCluster };
}

function drawShared(index: GraphIndex, sources: Sources, places: Places, canvas: Canvas): void {
  const { byRule, onCluster } = byRuleAndCluster(places);
  drawClusters(index, sources, onCluster, canvas);
  const said = new Map(index.documents.platform.rules.map((rule) => [rule.path, ruleWords(rule)]));
  for (const [by, { applications, clusters }] of [...byRule].sort(([a], [b]) => comparePaths(a, b))) {
    const says = said.get(by);
    const from = says === undefined ? `application:${by}` : `rule:${by}`;
    if (says !== undefined) {
      const base = {
        subject: by,
        source: sources[by],
        applications: [...applications],
        clusters: [...clusters].sort(compareText),
      };
      canvas.node({ id: from, kind: 'rule', title: by, subtitle: 'distribution rule', ...base });
      for (const path of applications) {
        canvas.edge({
          from: `application:${path}`,
          to: from,
          kind: 'placed',
          label: [],
          why: `${path} is placed by ${by}: ${says}`,
        });
      }
    }
    for (const cluster of [...clusters].sort(compareText)) {
      const why =
        says === undefined ? `${by} names the cluster ${cluster}` : `${by} chooses the cluster ${cluster}: ${says}`;
      canvas.edge({ from, to: `cluster:${cluster}`, kind: 'placed', label: [], why });
    }
  }
}

/** The clusters, those of one environment in one box. */
function drawClusters(
  index: GraphIndex,
  sources: Sources,
  onCluster: ReadonlyMap<string, ReadonlySet<string>>,
  canvas: Canvas,
): void {
  const environments = new Set<string>();
  for (const { name, path, environment, tier, hub } of index.documents.platform.clusters) {
    const applications = onCluster.get(name);
    if (applications === undefined) continue;
    const box = `environment:${environment}`;
    if (!environments.has(environment)) {
      environments.add(environment);
      const base = { subject: name, source: undefined, applications: [], clusters: [] };
      canvas.box({
        id: box,
        kind: 'cluster',
        title: environment,
        subtitle: tier === environment ? 'environment' : tier,
        ...base,
      });
    }
    const base = { box, subject: name, source: sources[path], applications: [...applications], clusters: [name] };
    const subtitle = `cluster${hub ? ' with Argo CD' : ''} · ${count(applications.size, 'application')}`;
    canvas.node({ id: `cluster:${name}`, kind: 'cluster', title: name, subtitle, ...base });
  }
}

/** Most names of clusters that a node lists. */
const NAMES = 3;

function drawInBoxes(index: GraphIndex, sources: Sources, places: Places, canvas: Canvas): void {
  const rules = new Set(index.documents.platform.rules.map(({ path }) => path));
  for (const [path, placed] of places) {
    for (const [by, clusters] of placed) {
      const names = clusters.length > NAMES ? count(clusters.length, 'cluster') : clusters.join(', ');
      const isRule = rules.has(by);
      canvas.node({
        id: `rule:${path}:${by}`,
        kind: isRule ? 'rule' : 'cluster',
        title: isRule ? by : names,
        subtitle: isRule ? `on ${names}` : 'named by the application',
        box: `application:${path}`,
        subject: by,
        source: sources[by],
        applications: [path],
        clusters,
      });
    }
  }
}
