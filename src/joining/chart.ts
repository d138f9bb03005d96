import { parse } from 'yaml';
import { member } from '../model/member.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { RunCommand } from './command.ts';
import type { PlannedChart } from './join-plan.ts';
import type { KubeCluster, Reply } from './kube-cluster.ts';
import { refused, type Seen, type Step, type StepEnd, type Watch } from './steps.ts';

/** A chart that a cluster gets, and the program that renders it. */
export interface ChartInstall {
  readonly cluster: string;
  readonly at: KubeCluster;
  readonly chart: PlannedChart;
  readonly run: RunCommand;
}

/** Something that runs pods, of a chart. */
interface Workload {
  readonly type: string;
  readonly name: string;
  readonly namespace: string;
}

const DEFINITION = /^kind: ["']?CustomResourceDefinition["']?\s*$/m;

/**
 * Installs a chart as Argo CD will deliver it: rendered by the user's Helm for the versions that the cluster has, and applied on the server's
 * side in Argo CD's name. No release is left behind that nobody would keep up, and what Argo CD changes later changes whole.
 */
export function chartStep(install: ChartInstall): Step {
  const { chart } = install;
  return {
    id: `chart-${chart.application}`,
    title: `install ${chart.chart} ${chart.version}`,
    run: (watch) => new Installation(install, watch).run(),
  };
}

class Installation {
  readonly #install: ChartInstall;
  readonly #watch: Watch;

  constructor(install: ChartInstall, watch: Watch) {
    this.#install = install;
    this.#watch = watch;
  }

  async run(): Promise<StepEnd> {
    const { at, chart, cluster } = this.#install;
    const rendered = await this.#rendered();
    if ('problem' in rendered) return rendered;
    const namespace = await at.apply({ text: chart.namespaceManifest, as: 'argocd-controller' });
    if ('failure' in namespace) return { problem: refused(cluster, namespace.failure) };
    // What a chart writes apart begins with a line of its own; whatever stands in it is text of that document.
    const documents = rendered.text.split(/^---.*$/m).filter((text) => /^kind:/m.test(text));
    const definitions = documents.filter((text) => DEFINITION.test(text));
    const others = documents.filter((text) => !DEFINITION.test(text));
    const objects = others.map((text) => ({ text, object: objectIn(text) }));
    const kinds = await this.#define(definitions);
    if ('problem' in kinds) return kinds;
    const applied = await this.#apply(objects);
    if ('problem' in applied) return applied;
    return this.#watch.until(cluster, LATE, () => this.#ready(objects.flatMap(({ object }) => this.#workload(object))));
  }

  async #rendered(): Promise<{ readonly text: string } | { readonly problem: Problem }> {
    const { at, chart, cluster, run } = this.#install;
    const found = await at.capabilities();
    if ('failure' in found) return { problem: refused(cluster, found.failure, at) };
    const { version, groups } = found.value;
    const end = await run('helm', [
      ...['template', chart.release, ...sourceOf(chart), `--version=${chart.version}`],
      ...[`--namespace=${chart.namespace}`, '--include-crds', '--skip-tests', `--values=${chart.valuesFile}`],
      ...(version === '' ? [] : [`--kube-version=${version}`]),
      ...groups.map((group) => `--api-versions=${group}`),
    ]);
    if (end.status === 0) return { text: end.stdout };
    const said = end.isMissing ? 'there is no helm on the path' : `helm: ${lastLine(end.stderr)}`;
    return { problem: problem('RB996', { path: cluster, found: said, hint: end.isMissing ? NO_HELM : NO_CHART }) };
  }

  /** Kinds before what is of them. */
  async #define(definitions: readonly string[]): Promise<StepEnd> {
    const { at, cluster } = this.#install;
    if (definitions.length === 0) return { note: '' };
    const applied = await at.apply({ text: definitions.join('\n---\n'), as: 'argocd-controller' });
    return 'failure' in applied ? { problem: refused(cluster, applied.failure) } : { note: '' };
  }

  async #apply(objects: readonly { readonly text: string; readonly object: unknown }[]): Promise<StepEnd> {
    const { at, chart, cluster } = this.#install;
    for (const { object } of objects.filter(({ object }) => isHook(object))) {
      // A Job cannot be changed: Helm and Argo CD make it anew too.
      const removed = await at.remove('jobs.batch', nameOf(object), namespaceOf(object) ?? chart.namespace);
      if ('failure' in removed) return { problem: refused(cluster, removed.failure) };
    }
    for (const placed of [true, false]) {
      const part = objects.filter(({ object }) => (namespaceOf(object) !== undefined) === placed);
      if (part.length === 0) continue;
      const text = part.map((one) => one.text).join('\n---\n');
      const applied = await at.apply({
        text,
        as: 'argocd-controller',
        namespace: placed ? undefined : chart.namespace,
      });
      if ('failure' in applied) return { problem: refused(cluster, applied.failure) };
    }
    return { note: '' };
  }

  #workload(object: unknown): readonly Workload[] {
    const kind = String(member(object, 'kind'));
    if (!['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind)) return [];
    const namespace = namespaceOf(object) ?? this.#install.chart.namespace;
    return [{ type: `${kind.toLowerCase()}s.apps`, name: nameOf(object), namespace }];
  }

  async #ready(workloads: readonly Workload[]): Promise<Reply<Seen>> {
    for (const { type, name, namespace } of workloads) {
      const reply = await this.#install.at.get(type, name, namespace);
      if ('failure' in reply) return reply;
      const now = waiting(reply.value);
      if (now !== undefined) return { value: { ready: false, now: `${namespace}/${name}: ${now}` } };
    }
    const note = workloads.length === 1 ? '1 workload runs' : `${workloads.length} workloads run`;
    return { value: { ready: true, note } };
  }
}

const LATE = 'look at its pods: kubectl describe pods says what holds them up; then run this again';
const NO_HELM = 'install helm, or apply the chart as its values file says and run this again with --no-charts';
const NO_CHART =
  'see whether the repository of the chart is reached from here; or apply the chart as its values file says and use --no-charts';

function sourceOf({ repository, chart }: PlannedChart): readonly string[] {
  return repository.startsWith('oci://') ? [`${repository}/${chart}`] : [chart, `--repo=${repository}`];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.slice(0, 400) ?? '';
}

function objectIn(text: string): unknown {
  return parse(text);
}

function nameOf(object: unknown): string {
  return String(member(member(object, 'metadata'), 'name'));
}

function namespaceOf(object: unknown): string | undefined {
  const namespace = member(member(object, 'metadata'), 'namespace');
  return typeof namespace === 'string' ? namespace : undefined;
}

function isHook(object: unknown): boolean {
  const hook = member(member(member(object, 'metadata'), 'annotations'), 'helm.sh/hook');
  return hook !== undefined && member(object, 'kind') === 'Job';
}

/** What a workload still waits for; undefined where it runs as it is wanted. */
function waiting(workload: unknown): string | undefined {
  if (workload === undefined) return 'it is not there';
  const status = member(workload, 'status');
  const generation = member(member(workload, 'metadata'), 'generation');
  if (member(status, 'observedGeneration') !== generation) return 'nobody has looked at it yet';
  const wanted = Number(member(status, 'desiredNumberScheduled') ?? member(member(workload, 'spec'), 'replicas') ?? 1);
  const ready = Number(member(status, 'numberReady') ?? member(status, 'readyReplicas') ?? 0);
  return ready >= wanted ? undefined : `${ready} of ${wanted} pods are ready`;
}
