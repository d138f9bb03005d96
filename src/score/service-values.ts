import { ownMember } from '../model/member.ts';
import { show } from '../model/props.ts';
import { hasOnly, type Named } from './named-resource.ts';
import type { PlannedRef } from './plan.ts';
import type { ScoreFile } from './read-score.ts';
import { SPECIAL } from './resource-table.ts';
import type { Scope, ScoreValues } from './scope.ts';

/**
 * Another workload of the application, or a port of it. A `service` without params is the workload that the resource is called by.
 * Undefined where there is none, which is told.
 */
export function serviceValues(
  resource: Named,
  { score }: ScoreFile,
  scope: Scope,
  files: readonly ScoreFile[],
): ScoreValues | undefined {
  const isPort = resource.type === SPECIAL.servicePort;
  if (!hasOnly(resource, isPort ? ['workload', 'port'] : ['workload'], { scope })) return undefined;
  const at = ['resources', resource.id, 'params'];
  const text = (value: unknown, name: string) => (typeof value === 'string' ? scope.text(value, [...at, name]) : value);
  const { workload: given = isPort ? undefined : resource.id, port } = resource.params ?? {};
  const workload = text(given, 'workload');
  const other = files.find(
    ({ score: { metadata } }) => metadata.name === workload && metadata.name !== score.metadata.name,
  );
  const ports = Object.values(other?.score.service?.ports ?? {});
  const target = other === undefined ? undefined : isPort ? servicePort(text(port, 'port'), other) : ports[0]?.port;
  if (other === undefined || target === undefined) {
    const names = files.map((one) => one.score.metadata.name).filter((name) => name !== score.metadata.name);
    const hint =
      names.length === 0
        ? 'import the file of the other workload too'
        : `name one of ${names.map((name) => show(name)).join(', ')}, and one of its ports`;
    const what = isPort
      ? `port of a workload, got ${show(resource.params ?? {})}`
      : `workload with a service, got ${show(given)}`;
    scope.refuse('RB854', at, `no ${what}`, hint);
    return undefined;
  }
  const host: PlannedRef = { id: other.score.metadata.name, member: 'host' };
  const values: Readonly<Record<string, PlannedRef | number>> = isPort
    ? { hostname: host, port: target }
    : { name: host, hostname: host };
  return { names: Object.keys(values), output: (name) => ownMember(values, name) };
}

/** The port of a service by its number or name. */
export function servicePort(given: unknown, { score }: ScoreFile): number | undefined {
  const ports = score.service?.ports ?? {};
  const named = typeof given === 'string' ? ownMember(ports, given)?.port : undefined;
  if (named !== undefined) return named;
  const number =
    typeof given === 'number' ? given : typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : undefined;
  return Object.values(ports).find(({ port }) => port === number)?.port;
}
