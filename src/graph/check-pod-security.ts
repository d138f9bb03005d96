import type { PodSecurityLevel } from '../model/declarations.ts';
import { items, member } from '../model/member.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { MutableObject } from './graph.ts';
import { podTemplateOf } from './pod-template.ts';

/** Volumes that the level `restricted` lets a pod have. */
const RESTRICTED_VOLUMES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

/**
 * What the namespace would refuse in the pods of an object: admission would turn each pod away, and the workload would never start.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurityProblems(object: MutableObject, path: string, level: PodSecurityLevel): readonly Problem[] {
  const pod: unknown = level === 'privileged' ? undefined : podTemplateOf(object)?.spec;
  if (pod === undefined) return [];
  const faults = level === 'restricted' ? [...baselineFaults(pod), ...restrictedFaults(pod)] : baselineFaults(pod);
  if (faults.length === 0) return [];
  const found = `the namespace enforces "${level}" and would refuse the pods of the ${object.kind} "${object.metadata.name}": ${faults.join(', ')}`;
  return [problem('RB713', { path, prop: 'securityContext', found })];
}

function baselineFaults(pod: unknown): readonly string[] {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => member(pod, key) === true);
  const volumes = items(member(pod, 'volumes')).some((volume) => member(volume, 'hostPath') !== undefined);
  const privileged = containers(pod)
    .filter((container) => security(container, 'privileged') === true)
    .map(nameOf);
  const ports = containers(pod).filter((container) =>
    items(member(container, 'ports')).some((port) => Boolean(member(port, 'hostPort'))),
  );
  return [
    ...shared,
    ...(volumes ? ['a hostPath volume'] : []),
    ...privileged.map((name) => `privileged in ${name}`),
    ...ports.map((container) => `hostPort in ${nameOf(container)}`),
  ];
}

function restrictedFaults(pod: unknown): readonly string[] {
  const context = member(pod, 'securityContext');
  const faults: string[] = [];
  for (const container of containers(pod)) {
    const name = nameOf(container);
    if (security(container, 'allowPrivilegeEscalation') !== false)
      faults.push(`allowPrivilegeEscalation is not false in ${name}`);
    if (!items(member(security(container, 'capabilities'), 'drop')).includes('ALL'))
      faults.push(`capabilities.drop lacks ALL in ${name}`);
    if ((security(container, 'runAsNonRoot') ?? member(context, 'runAsNonRoot')) !== true)
      faults.push(`runAsNonRoot is not true in ${name}`);
    if ((security(container, 'runAsUser') ?? member(context, 'runAsUser')) === 0)
      faults.push(`runAsUser is 0 in ${name}`);
    const profile = member(security(container, 'seccompProfile') ?? member(context, 'seccompProfile'), 'type');
    if (profile !== 'RuntimeDefault' && profile !== 'Localhost')
      faults.push(`seccompProfile is not RuntimeDefault in ${name}`);
  }
  for (const volume of items(member(pod, 'volumes'))) {
    const kind = Object.keys(Object(volume)).find((key) => key !== 'name');
    if (kind !== undefined && !RESTRICTED_VOLUMES.has(kind) && kind !== 'hostPath') faults.push(`a ${kind} volume`);
  }
  return faults;
}

function containers(pod: unknown): readonly unknown[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) => items(member(pod, key)));
}

function security(container: unknown, key: string): unknown {
  return member(member(container, 'securityContext'), key);
}

function nameOf(container: unknown): string {
  return `"${String(member(container, 'name') ?? '')}"`;
}
