import { member } from '../model/member.ts';
import type { MutableObject } from './graph.ts';

/** The part of an object that describes pods. */
export interface PodTemplate {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: PodSpec;
}

/** What the passes read of a pod. */
export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
  readonly imagePullSecrets?: readonly { readonly name?: string }[];
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

/** What the passes read of a container. */
export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly env?: readonly Readonly<Record<string, unknown>>[];
  readonly envFrom?: readonly Readonly<Record<string, unknown>>[];
}

const PATHS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Pod: [],
    PodTemplate: ['template'],
    Deployment: ['spec', 'template'],
    ReplicaSet: ['spec', 'template'],
    ReplicationController: ['spec', 'template'],
    StatefulSet: ['spec', 'template'],
    DaemonSet: ['spec', 'template'],
    Job: ['spec', 'template'],
    CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  }),
);

/** The pod template of a workload of Kubernetes, or undefined where the object makes no pods. */
export function podTemplateOf(object: MutableObject): PodTemplate | undefined {
  const path = PATHS.get(object.kind);
  if (path === undefined || !/^(v1|apps\/|batch\/)/.test(object.apiVersion)) return undefined;
  let at: unknown = object;
  for (const key of path) at = member(at, key);
  return isTemplate(at) ? at : undefined;
}

/** All containers of a pod, those that run before it included. What has not their shape is left to the check of schemas. */
export function containersOf(template: PodTemplate): readonly Container[] {
  return [...(template.spec?.initContainers ?? []), ...(template.spec?.containers ?? [])].filter(isContainer);
}

function isContainer(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && ['env', 'envFrom'].every((key) => isObjects(member(value, key)))
  );
}

function isObjects(list: unknown): boolean {
  if (list === undefined) return true;
  return Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null);
}

function isTemplate(value: unknown): value is PodTemplate {
  const spec = member(value, 'spec');
  const lists = ['containers', 'initContainers', 'volumes', 'imagePullSecrets'].map((key) => member(spec, key));
  return typeof spec === 'object' && spec !== null && lists.every((list) => list === undefined || Array.isArray(list));
}
