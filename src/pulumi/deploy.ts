import * as pulumi from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import { formatProblem, type Problem } from '../model/problem.ts';
import { checkedGraph } from '../platform/plan.ts';
import { programOf } from '../targets/pulumi/program-of.ts';
import type { ClusterAccess } from './cluster-access.ts';
import { Deployment } from './deployment.ts';
import { stackValues } from './stack-values.ts';

/** How a platform is deployed. */
export interface DeployOptions {
  /**
   * The environment whose clusters alone this stack deploys to, such as the name of the stack.
   * @default - all clusters
   */
  readonly environment?: string;
  /**
   * How Pulumi reaches clusters, by their names.
   * @default - the secret `kubeconfig-<cluster>` of the stack's configuration; EKS credentials as they are declared
   */
  readonly clusters?: Readonly<Record<string, ClusterAccess>>;
  /**
   * Folder of the schemas of custom kinds, from the folder of the program; it need not exist.
   * @default 'schemas'
   */
  readonly schemas?: string;
}

/**
 * Deploys a platform in a Pulumi program: resolves and checks it, then registers a component for each construct and a resource for each
 * object, with a provider for each cluster.
 *
 * @throws RunError with every problem of the platform and every value that the stack's configuration lacks, before anything is registered
 * @example
 * const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
 * deploy(platform, { environment: pulumi.getStack() });
 */
export function deploy(platform: IConstruct, options: DeployOptions = {}): Deployment {
  const { environment, clusters = {}, schemas = 'schemas' } = options;
  const { problems, checked } = checkedGraph(platform, { schemas });
  if (checked === undefined) throw refusal(problems);
  const { program, problems: found } = programOf(checked.graph, { environment });
  if (program === undefined || found.length > 0) throw refusal(found);
  // Asked for at once, so that what is missing stops the program before anything is registered too.
  return new Deployment(program, clusters, stackValues(program.config, clusters));
}

/** An error that Pulumi shows without a stack, as the fault lies in the platform. */
function refusal(problems: readonly Problem[]): pulumi.RunError {
  const lines = problems.map(formatProblem);
  return new pulumi.RunError(`the platform has problems, so nothing was registered\n${lines.join('\n')}`);
}
