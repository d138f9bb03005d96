import { joinEdge } from '../../src/joining/join-edge.ts';
import type { JoinPlan } from '../../src/joining/join-plan.ts';
import { KubeCluster } from '../../src/joining/kube-cluster.ts';
import { leaveEdge } from '../../src/joining/leave-edge.ts';
import { type Step, type StepsEnd, takeSteps } from '../../src/joining/steps.ts';
import { formatProblem } from '../../src/model/problem.ts';
import type { FakeClusters } from './fake-clusters.ts';

const management = {
  token: 'argocd-manager-token',
  listener: 'api-eu',
  credential: 'credential-eu',
  server: 'https://api-eu.skupper-site.svc:443',
  serverName: 'kubernetes.default.svc',
};

const manifest = ['Namespace', 'ServiceAccount', 'Secret', 'Site', 'Link', 'Connector']
  .map((kind) => {
    const name =
      {
        Namespace: 'skupper-site',
        Secret: 'argocd-manager-token',
        ServiceAccount: 'argocd-manager',
        Site: 'eu',
        Link: 'hub',
      }[kind] ?? 'api-server';
    const metadata = { name, ...(kind === 'Namespace' ? {} : { namespace: 'skupper-site' }) };
    const type = kind === 'Secret' ? { type: 'kubernetes.io/service-account-token' } : {};
    return JSON.stringify({ apiVersion: kind === 'Site' ? 'skupper.io/v2alpha1' : 'v1', kind, metadata, ...type });
  })
  .join('\n---\n');

const chart = {
  application: 'skupper',
  repository: 'oci://quay.io/skupper/helm',
  chart: 'skupper',
  version: '2.2.1',
  release: 'skupper',
  namespace: 'skupper',
};

/** The plan of an edge whose link stands in git, or is made by a token. */
export function planOf(by: 'certificate' | 'token' = 'certificate'): JoinPlan {
  const link = by === 'token' ? ({ by } as const) : ({ by, secret: 'skupper-link', from: 'link-eu' } as const);
  const objects =
    by === 'token'
      ? manifest
          .split('\n---\n')
          .filter((text) => !text.includes('"Link"'))
          .join('\n---\n')
      : manifest;
  return {
    cluster: 'eu',
    labels: { 'roadbed.dev/cluster': 'eu', 'roadbed.dev/tag.edge': 'true' },
    document: {
      argocd: { namespace: 'argocd', root: 'roadbed' },
      charts: [chart],
      kinds: ['Site.skupper.io'],
      network: { name: 'acme', hub: 'hub', namespace: 'skupper-site', link, management },
    },
    charts: [
      { ...chart, namespaceManifest: '{"kind":"Namespace","metadata":{"name":"skupper"}}', valuesFile: 'values.yaml' },
    ],
    manifest: objects,
    settings: [],
  };
}

/** How a test takes steps. */
export interface Taking {
  readonly plan?: JoinPlan;
  readonly hub?: string;
  readonly edge?: string;
  readonly charts?: boolean;
  readonly signal?: AbortSignal;
  /** Called when a step waits. */
  readonly onWait?: (step: string, now: string) => void;
}

/** Lets the edge join. */
export function join(clusters: FakeClusters, taking: Taking = {}): Promise<StepsEnd> {
  const { plan = planOf(), charts = true } = taking;
  const ends = endsOf(clusters, plan, taking);
  return take(joinEdge({ ...ends, run: clusters.run, charts }), taking);
}

/** Lets the edge leave; the cluster may be gone. */
export function leave(clusters: FakeClusters, taking: Taking & { readonly gone?: true } = {}): Promise<StepsEnd> {
  const { plan = planOf(), gone } = taking;
  const { edge, ...ends } = endsOf(clusters, plan, taking);
  return take(leaveEdge({ ...ends, edge: gone ? undefined : edge }), taking);
}

function endsOf(clusters: FakeClusters, plan: JoinPlan, { hub = 'hub', edge = 'eu' }: Taking) {
  const { network } = plan.document;
  if (network === undefined) throw new Error('the plan is of an edge');
  return { plan, network, hub: new KubeCluster(hub, clusters.run), edge: new KubeCluster(edge, clusters.run) };
}

/** Takes steps, by a clock that runs when they wait. */
export function take(
  steps: readonly Step[],
  { signal = new AbortController().signal, onWait }: Taking = {},
): Promise<StepsEnd> {
  let now = 0;
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const onlooker = { begins: () => {}, ends: () => {}, says: (step: Step, what: string) => onWait?.(step.id, what) };
  return takeSteps(steps, { onlooker, clock, timeout: 60_000, signal });
}

/** The problems of a run in words. */
export function problemsOf({ problems }: StepsEnd): readonly string[] {
  return problems.map(formatProblem);
}

/** The steps that were done, in their order. */
export function doneIn({ steps }: StepsEnd): readonly string[] {
  return steps.filter(({ state }) => state === 'done').map(({ id }) => id);
}
