import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { replicas, SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

/** Work in steps: builds, migrations, what runs after a deployment. */
export const argoWorkflows = component({
  name: 'argo-workflows',
  chart: charts.argoWorkflows,
  namespace: 'argo',
  on: 'hub',
  provides: ['ClusterWorkflowTemplate', 'CronWorkflow', 'Workflow', 'WorkflowEventBinding', 'WorkflowTemplate'].map(
    (kind) => `${kind}.argoproj.io`,
  ),
  podSecurity: 'baseline',
  options: z.strictObject({
    replicas: replicas(),
    namespaces: z
      .array(z.string().min(1).max(63))
      .default([])
      .describe(
        'Namespaces in which workflows run, each with the rights that a workflow needs; they are there already.',
      ),
  }),
  values: ({ replicas, namespaces }, { brings }) => ({
    // The full definitions come by a job that downloads them at every sync.
    crds: { install: true, keep: true, full: false },
    controller: {
      replicas,
      pdb: { enabled: replicas > 1 },
      workflowNamespaces: namespaces,
      metricsConfig: { enabled: true },
      serviceMonitor: { enabled: brings(SERVICE_MONITOR) },
    },
    server: { replicas, pdb: { enabled: replicas > 1 }, authModes: ['client'] },
  }),
});
