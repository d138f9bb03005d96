import { member } from '../model/member.ts';
import { problem } from '../model/problem.ts';
import { chartStep } from './chart.ts';
import type { RunCommand } from './command.ts';
import { identityOf } from './edge-clusters.ts';
import type { JoinPlan } from './join-plan.ts';
import type { KubeCluster, Reply } from './kube-cluster.ts';
import { complaintsOf, isCompared, lookForKinds } from './looks.ts';
import { checkRights, INSTALL } from './rights.ts';
import { refused, type Seen, type Step, type StepEnd } from './steps.ts';

/** What is done so that the hub begins. */
export interface HubJoin {
  readonly plan: JoinPlan;
  readonly hub: KubeCluster;
  readonly run: RunCommand;
  /** Whether charts are installed; they are there already otherwise. */
  readonly charts: boolean;
  /** Namespace of the site of its network, where it is in one. */
  readonly siteNamespace: string | undefined;
}

/** The steps by which the hub begins: Argo CD, what the platform tells it, and the one Application that brings all else. */
export function joinHub(join: HubJoin): readonly Step[] {
  const { plan, hub, charts, run } = join;
  const { cluster, document } = plan;
  const { namespace } = document.argocd;
  return [
    { id: 'clusters', title: 'look at the cluster', run: () => checkHub(join) },
    {
      id: 'rights',
      title: 'look at your rights',
      run: () =>
        checkRights(cluster, [[hub, [...INSTALL, { verb: 'create', type: 'applications.argoproj.io', namespace }]]]),
    },
    ...(charts ? plan.charts.map((chart) => chartStep({ cluster, at: hub, chart, run })) : []),
    {
      id: 'kinds',
      title: "wait for Argo CD's kinds",
      run: (watch) => watch.until(cluster, KINDS, () => lookForKinds(hub, document.kinds)),
    },
    ...(plan.settings.length === 0 ? [] : [settingsStep(join)]),
    { id: 'root', title: `apply the Application ${document.argocd.root}`, run: () => applyRoot(join) },
    {
      id: 'argocd',
      title: 'wait until Argo CD reads the repository',
      run: (watch) => watch.until(cluster, ROOT, () => lookAtRoot(join)),
    },
  ];
}

const KINDS = 'install Argo CD on the hub, or leave out --no-charts';
const ROOT =
  'give Argo CD the credential of the repository, where it needs one, and push the output there; Argo CD tries again by itself';

async function checkHub({ plan, hub, siteNamespace }: HubJoin): Promise<StepEnd> {
  const identity = await identityOf(hub, siteNamespace ?? 'default');
  if ('failure' in identity) return { problem: refused(plan.cluster, identity.failure, hub) };
  const { site } = identity.value;
  if (siteNamespace === undefined || site === undefined || site === plan.cluster) return { note: 'it answers' };
  const found = `the context "${hub.context}" is of the cluster "${site}"`;
  return { problem: problem('RB991', { path: plan.cluster, found }) };
}

function settingsStep({ plan, hub }: HubJoin): Step {
  return {
    id: 'settings',
    title: 'tell Argo CD about the kinds in use',
    run: async () => {
      for (const { name, file } of plan.settings) {
        const merged = await hub.merge('configmaps', name, plan.document.argocd.namespace, file);
        if ('failure' in merged) return { problem: refused(plan.cluster, merged.failure, hub) };
      }
      return { note: plan.settings.map(({ name }) => name).join(', ') };
    },
  };
}

async function applyRoot({ plan, hub }: HubJoin): Promise<StepEnd> {
  const applied = await hub.apply({ text: plan.manifest, as: 'argocd-controller' });
  return 'failure' in applied ? { problem: refused(plan.cluster, applied.failure, hub) } : { note: 'applied' };
}

async function lookAtRoot({ plan, hub }: HubJoin): Promise<Reply<Seen>> {
  const { namespace, root } = plan.document.argocd;
  const reply = await hub.get('applications.argoproj.io', root, namespace);
  if ('failure' in reply) return reply;
  if (isCompared(reply.value)) {
    const sync = member(member(member(reply.value, 'status'), 'sync'), 'status');
    return {
      value: { ready: true, note: sync === 'Synced' ? 'what is there is what is in git' : 'it is being delivered' },
    };
  }
  const [said = 'it has not looked yet'] = complaintsOf(reply.value);
  return { value: { ready: false, now: said } };
}
