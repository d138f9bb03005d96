import { chartStep } from './chart.ts';
import type { RunCommand } from './command.ts';
import { checkClusters, type Ends } from './edge-clusters.ts';
import { certificateStep, tokenStep } from './link-steps.ts';
import { lookAtLinks, lookAtObject, lookForKinds } from './looks.ts';
import { registrationSteps } from './registration.ts';
import { checkRights, INSTALL } from './rights.ts';
import { refused, type Step } from './steps.ts';

/** What is done so that an edge joins. */
export interface EdgeJoin extends Ends {
  readonly run: RunCommand;
  /** Whether charts are installed; they are there already otherwise. */
  readonly charts: boolean;
}

/**
 * The steps by which an edge joins its network: what the edge needs before Argo CD can reach it, what the hub hands over, and what Argo CD is
 * told. Each finds out what is there already, so that they can be taken again after a failure, and mend what is missing.
 */
export function joinEdge(join: EdgeJoin): readonly Step[] {
  const { plan, network, charts, run, edge } = join;
  const { cluster } = plan;
  const byToken = network.link.by === 'token';
  return [
    { id: 'clusters', title: 'look at both clusters', run: () => checkClusters(join) },
    { id: 'rights', title: 'look at your rights', run: () => rightsOf(join) },
    {
      id: 'hub',
      title: `find the network on ${network.hub}`,
      run: (watch) => watch.until(cluster, HUB, () => hubIsUp(join)),
    },
    ...(charts ? plan.charts.map((chart) => chartStep({ cluster, at: edge, chart, run })) : []),
    {
      id: 'kinds',
      title: "wait for Skupper's kinds",
      run: (watch) => watch.until(cluster, KINDS, () => lookForKinds(edge, plan.document.kinds)),
    },
    ...(byToken ? [] : [certificateStep(join)]),
    { id: 'objects', title: 'apply what carries the network', run: () => applyObjects(join) },
    {
      id: 'site',
      title: 'wait for the site',
      run: (watch) =>
        watch.until(cluster, SITE, () => lookAtObject(edge, 'sites.skupper.io', cluster, network.namespace)),
    },
    ...(byToken ? [tokenStep(join)] : []),
    {
      id: 'link',
      title: `wait for the link to ${network.hub}`,
      run: (watch) => watch.until(cluster, byToken ? TOKEN_LINK : LINK, () => lookAtLinks(edge, network.namespace)),
    },
    ...registrationSteps(join),
  ];
}

const HUB =
  'Argo CD delivers the network to the hub: look at its Application there, and at the certificates of cert-manager; then run this again';
const KINDS = 'install Skupper on the edge, or leave out --no-charts';
const SITE =
  'look at the pods in the namespace of the site, and at the log of the Skupper controller; then run this again';
const LINK =
  'the edge connects to the host of the network, outbound: look whether its name resolves there and its port is open; then run this again';
const TOKEN_LINK =
  'the edge connects to the load balancer of the hub, outbound: look whether it is reached from there; then run this again';

function rightsOf({ plan, network, hub, edge }: EdgeJoin) {
  const { namespace, management, link } = network;
  const { argocd } = plan.document;
  const secrets = (verb: string, where: string) => ({ verb, type: 'secrets', namespace: where });
  return checkRights(plan.cluster, [
    [
      edge,
      [
        ...INSTALL,
        secrets('get', namespace),
        secrets('create', namespace),
        { verb: 'create', type: 'sites.skupper.io', namespace },
      ],
    ],
    [
      hub,
      [
        secrets('get', namespace),
        ...(management === undefined ? [] : [secrets('create', namespace), secrets('create', argocd.namespace)]),
        ...(link.by === 'token' ? [{ verb: 'create', type: 'accessgrants.skupper.io', namespace }] : []),
      ],
    ],
  ]);
}

function hubIsUp({ network, hub }: EdgeJoin) {
  return lookAtObject(hub, 'sites.skupper.io', network.hub, network.namespace);
}

async function applyObjects({ plan, edge }: EdgeJoin) {
  const applied = await edge.apply({ text: plan.manifest, as: 'argocd-controller' });
  if ('failure' in applied) return { problem: refused(plan.cluster, applied.failure, edge) };
  return { note: `${applied.value} objects` };
}
