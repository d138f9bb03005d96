import { Command } from 'commander';
import { joinEdge } from '../joining/join-edge.ts';
import { joinHub } from '../joining/join-hub.ts';
import { KubeCluster } from '../joining/kube-cluster.ts';
import { type FoundPlan, readJoinPlan } from './join-plan.ts';
import { printRefusal } from './print-refusal.ts';
import { outdirOf } from './program-options.ts';
import { runSteps, type StepRun, type StepRunOptions, timeoutOption } from './run-steps.ts';

interface JoinOptions extends StepRunOptions {
  readonly hubContext: string;
  readonly edgeContext?: string;
  readonly out?: string;
  readonly charts: boolean;
}

/** `roadbed join`: gives a cluster what it needs before Argo CD can reach it, and tells the hub of it; or begins the hub. */
export function joinCommand(): Command {
  return new Command('join')
    .description(
      'Let a cluster join the network of the platform: apply what it needs before Argo CD can reach it, and tell Argo CD on the hub of it. For the hub itself, install Argo CD and let it begin. What is there already is left alone or mended, so it can be run again.',
    )
    .argument('<cluster>', 'name of the cluster in the program')
    .requiredOption('--hub-context <name>', 'context of your kubeconfig for the hub')
    .option('--edge-context <name>', 'context of your kubeconfig for the cluster that joins; not for the hub itself')
    .option('-o, --out <dir>', 'output folder of roadbed synth (default: dist)')
    .addOption(timeoutOption())
    .option('--no-charts', 'install no charts: they are there already')
    .option('--json', 'print one JSON object instead of text')
    .addHelpText('after', HELP)
    .action(join);
}

const HELP = `
Clusters are reached by your own kubectl, and charts are rendered by your own helm. Credentials are
never printed, and never among the arguments of a program.

Status: 0 joined, 1 a step failed (which says what to do; then run the same again), 2 wrong use,
130 stopped by Ctrl-C (run the same again).`;

async function join(cluster: string, options: JoinOptions, command: Command): Promise<void> {
  const found = readJoinPlan(outdirOf(options), cluster);
  if ('problems' in found) return printRefusal(found, options.json === true);
  const isHub = found.plan.document.network === undefined;
  if (isHub && options.edgeContext !== undefined)
    command.error(`error: "${cluster}" is the hub: leave out --edge-context`);
  if (!isHub && options.edgeContext === undefined)
    command.error(`error: required option '--edge-context <name>' not specified for the edge "${cluster}"`);
  await runSteps(isHub ? hubRun(found, options) : edgeRun(found, options, options.edgeContext ?? ''), options);
}

function hubRun({ plan, siteNamespace }: FoundPlan, { hubContext, charts }: JoinOptions): StepRun {
  const { cluster } = plan;
  return {
    cluster,
    contexts: [hubContext],
    steps: (run) => joinHub({ plan, siteNamespace, hub: new KubeCluster(hubContext, run), run, charts }),
    outcome: `${cluster} has begun: Argo CD delivers the platform from git`,
  };
}

function edgeRun({ plan }: FoundPlan, { hubContext, charts }: JoinOptions, edgeContext: string): StepRun {
  const { cluster } = plan;
  const { network } = plan.document;
  if (network === undefined) throw new Error(`${cluster} is no edge`);
  return {
    cluster,
    contexts: [edgeContext, hubContext],
    steps: (run) => {
      const [hub, edge] = [new KubeCluster(hubContext, run), new KubeCluster(edgeContext, run)];
      return joinEdge({ plan, network, hub, edge, run, charts });
    },
    outcome: `${cluster} has joined the network ${network.name}`,
  };
}
