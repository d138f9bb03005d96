import { Command } from 'commander';
import { KubeCluster } from '../joining/kube-cluster.ts';
import { leaveEdge } from '../joining/leave-edge.ts';
import { readJoinPlan } from './join-plan.ts';
import { printRefusal } from './print-refusal.ts';
import { outdirOf } from './program-options.ts';
import { runSteps, type StepRunOptions, timeoutOption } from './run-steps.ts';

interface LeaveOptions extends StepRunOptions {
  readonly hubContext: string;
  readonly edgeContext?: string;
  readonly out?: string;
}

/** `roadbed leave`: takes a cluster from the network, and from Argo CD's list. */
export function leaveCommand(): Command {
  return new Command('leave')
    .description(
      'Take a cluster from the network of the platform: Argo CD lets go of it, and what carries the network is taken from it. What was delivered to it outside development keeps running, and so does Skupper. Run it before the cluster is taken out of the program.',
    )
    .argument('<edge>', 'name of the cluster in the program')
    .requiredOption('--hub-context <name>', 'context of your kubeconfig for the hub')
    .option(
      '--edge-context <name>',
      'context of your kubeconfig for the cluster that leaves (default: none, it is gone)',
    )
    .option('-o, --out <dir>', 'output folder of roadbed synth (default: dist)')
    .addOption(timeoutOption())
    .option('--json', 'print one JSON object instead of text')
    .action(leave);
}

async function leave(cluster: string, options: LeaveOptions, command: Command): Promise<void> {
  const { hubContext, edgeContext } = options;
  const found = readJoinPlan(outdirOf(options), cluster);
  if ('problems' in found) return printRefusal(found, options.json === true);
  const { plan } = found;
  const { network } = plan.document;
  if (network === undefined) return command.error(`error: "${cluster}" is the hub, which nothing leaves`);
  const contexts = edgeContext === undefined ? [hubContext] : [edgeContext, hubContext];
  const steps = (run: ConstructorParameters<typeof KubeCluster>[1]) => {
    const edge = edgeContext === undefined ? undefined : new KubeCluster(edgeContext, run);
    return leaveEdge({ plan, network, hub: new KubeCluster(hubContext, run), edge });
  };
  await runSteps({ cluster, contexts, steps, outcome: `${cluster} has left the network ${network.name}` }, options);
}
