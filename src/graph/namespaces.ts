import type { PodSecurityLevel } from '../model/declarations.ts';
import { PATH_ANNOTATION, PREFIX } from '../model/labels.ts';
import { type Problem, problem } from '../model/problem.ts';
import type { Clause, LinkedApplication, MutableObject, Pass, Placement } from './graph.ts';

/** A namespace that the platform makes, wherever one of its applications is. */
export interface NamespaceNode {
  readonly name: string;
  /** Path of the first application that asks for it. */
  readonly path: string;
  readonly owner: string;
  readonly object: MutableObject;
  readonly clauses: readonly Clause[];
  readonly placements: readonly Placement[];
}

/** Label by which a namespace enforces a Pod Security level. */
const ENFORCE = 'pod-security.kubernetes.io/enforce';

const LEVELS: readonly PodSecurityLevel[] = ['restricted', 'baseline', 'privileged'];

/** Makes each namespace once, for its one owner, wherever its applications are. */
export function namespaces(applications: readonly LinkedApplication[]): Pass<readonly NamespaceNode[]> {
  const problems: Problem[] = [];
  const byName = new Map<string, LinkedApplication[]>();
  for (const application of applications) {
    const members = byName.get(application.namespace);
    if (members === undefined) byName.set(application.namespace, [application]);
    else members.push(application);
  }
  const graph = [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, members]) => {
      const [first] = members;
      if (first === undefined) return [];
      for (const other of members) {
        if (other.owner === first.owner) continue;
        const found = `the namespace "${name}" belongs to "${first.owner}" by "${first.path}", and "${other.owner}" asks for it too`;
        problems.push(problem('RB704', { path: other.path, prop: 'namespace', found }));
      }
      return [node(name, first, members)];
    });
  return { graph, problems };
}

function node(name: string, first: LinkedApplication, members: readonly LinkedApplication[]): NamespaceNode {
  return {
    name,
    path: first.path,
    owner: first.owner,
    object: namespaceObject(name, first, members),
    clauses: members.length === 1 ? first.clauses : members.flatMap((member) => member.clauses),
    placements: members.length === 1 ? first.placements : placementsOf(members),
  };
}

/** Wherever one of the applications is, with all that chose it. */
function placementsOf(members: readonly LinkedApplication[]): readonly Placement[] {
  const placements = new Map<number, Placement>();
  for (const own of new Set(members.map((member) => member.placements))) {
    for (const placement of own) {
      const { cluster, by } = placement;
      const other = placements.get(cluster.index);
      const both = other === undefined ? placement : { cluster, by: [...new Set([...other.by, ...by])] };
      placements.set(cluster.index, both);
    }
  }
  return [...placements.values()].sort((a, b) => a.cluster.index - b.cluster.index);
}

function namespaceObject(name: string, first: LinkedApplication, members: readonly LinkedApplication[]): MutableObject {
  const level = LEVELS[Math.max(...members.map((member) => LEVELS.indexOf(member.podSecurity)))] ?? 'restricted';
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        'app.kubernetes.io/managed-by': 'roadbed',
        'pod-security.kubernetes.io/audit': 'restricted',
        [ENFORCE]: level,
        'pod-security.kubernetes.io/warn': 'restricted',
        [`${PREFIX}owner`]: first.owner,
      },
      annotations: { [PATH_ANNOTATION]: first.path },
    },
  };
}

/** The Pod Security level that a namespace enforces, as its object says. */
export function levelOf(namespace: MutableObject): PodSecurityLevel {
  return LEVELS.find((level) => level === namespace.metadata.labels?.[ENFORCE]) ?? 'privileged';
}
