import { Site } from '../model/site.ts';
import type { ClusterNode, Matched } from './graph.ts';

/**
 * Whether service accounts get rights to what a unit offers on a cluster: then who takes it needs more than its values. The provisioner is asked for what it
 * would make for somebody.
 */
export function grantsRights(graph: Matched, unit: string, cluster: ClusterNode): boolean {
  const first = graph.matches(unit, cluster)?.value[0];
  const made = first?.owner ?? first;
  const { provisioner } = made ?? {};
  if (made === undefined || provisioner === undefined) return false;
  const { need } = made;
  const somebody = [
    { paths: [unit], application: need.application, namespace: need.namespace, serviceAccount: 'default' },
  ];
  // A site of its own: what is asked here decides nothing of what is made.
  const site = new Site(first?.home ?? cluster);
  return (['dependants', 'dependantInfrastructure'] as const).some(
    (hook) => (provisioner[hook]?.(need, site, somebody) ?? []).length > 0,
  );
}
