import { textAt } from './harness/json.ts';

/** An engine that nothing is held against, as Roadbed makes nothing that it reads. */
export interface Unheld {
  readonly engine: string;
  /** What it would read. */
  readonly waitsFor: string;
  /** Whether it reads an object. */
  reads(object: unknown): boolean;
  /** How source reads that makes such a thing. */
  readonly source: RegExp;
}

const groupOf = (object: unknown): string => textAt(object, 'apiVersion').replace(/(^|\/)[^/]*$/, '');

function ofGroups(pattern: string): Pick<Unheld, 'reads' | 'source'> {
  const group = new RegExp(`^(${pattern})$`);
  return { reads: (object) => group.test(groupOf(object)), source: new RegExp(`['"\`](${pattern})/`) };
}

function ofKinds(group: string, kinds: readonly string[]): Pick<Unheld, 'reads' | 'source'> {
  return {
    reads: (object) => groupOf(object) === group && kinds.includes(textAt(object, 'kind')),
    source: new RegExp(`kind: '(${kinds.join('|')})'`),
  };
}

/**
 * Those engines. One of which Roadbed comes to make something leaves this list for tests of its own: until then the test of this list fails.
 */
export const unheld: readonly Unheld[] = [
  {
    engine: 'Kyverno CLI, policies of ours',
    waitsFor: 'policies; workloads are held against policies that the test brings',
    ...ofGroups('(policies\\.)?kyverno\\.io'),
  },
  {
    engine: "Gatekeeper's `gator`",
    waitsFor: 'templates of constraints, and constraints',
    ...ofGroups('(templates|constraints|mutations)\\.gatekeeper\\.sh'),
  },
  {
    engine: '`argo lint` of Argo Workflows and Events',
    waitsFor: 'workflows, their templates, sensors and event sources',
    ...ofKinds('argoproj.io', [
      'ClusterWorkflowTemplate',
      'CronWorkflow',
      'EventBus',
      'EventSource',
      'Sensor',
      'Workflow',
      'WorkflowTemplate',
    ]),
  },
  {
    engine: "Crossplane's `render`",
    waitsFor: "compositions; Crossplane's `validate` reads all that it and its providers are given",
    ...ofKinds('apiextensions.crossplane.io', ['CompositeResourceDefinition', 'Composition']),
  },
  {
    engine: '`helm lint` and `helm template` of charts of ours',
    waitsFor: 'charts that we export; values for the charts of others are held',
    reads: () => false,
    source: /['"`](?:[^'"`]*\/)?Chart\.yaml['"`]/,
  },
];

/** Folders of `src/targets` whose output is held, and by what. */
export const heldTargets: Readonly<Record<string, string>> = {
  argocd: 'Argo CD itself, its ApplicationSet controller, the API server, kustomize and kubectl',
  pulumi: "Pulumi's engine, with doubles of providers",
  shared: 'what both have in common',
};
