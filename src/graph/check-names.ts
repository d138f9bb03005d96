import { isDnsSubdomain } from '../model/names.ts';
import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { MutableObject } from './graph.ts';

/** Kinds whose names Kubernetes lets be any path segment, `system:` names included. */
const LOOSE = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);
/** Kinds whose names become DNS labels, at most 63 characters. */
const LABELS = new Set(['Service', 'Namespace']);

/** What is wrong with an object's own name and namespace. */
export function nameProblems({ kind, metadata }: MutableObject, path: string): readonly Problem[] {
  const { name } = metadata;
  // What YAML holds may be no text: then its schema says so.
  const namespace = metadata.namespace === undefined ? undefined : String(metadata.namespace);
  const problems: Problem[] = [];
  const fits = LOOSE.has(kind)
    ? name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name)
    : isDnsSubdomain(name);
  if (!fits || (LABELS.has(kind) && (name.length > 63 || name.includes('.')))) {
    problems.push(
      problem('RB711', {
        path,
        prop: 'metadata.name',
        found: `the ${kind} has a name that Kubernetes refuses, got ${show(name)}`,
      }),
    );
  }
  if (namespace !== undefined && (!isDnsSubdomain(namespace) || namespace.length > 63 || namespace.includes('.'))) {
    problems.push(
      problem('RB711', {
        path,
        prop: 'metadata.namespace',
        found: `the ${kind} has a namespace that Kubernetes refuses, got ${show(namespace)}`,
      }),
    );
  }
  return problems;
}
