import type { PodSecurityLevel } from '../model/declarations.ts';
import type { Problem } from '../model/problem.ts';
import { problem } from '../model/problem.ts';
import { isPulumiResource } from '../model/pulumi-resource.ts';
import type { SchemaChecker } from '../model/schema-checker.ts';
import { claimProblems } from './check-claims.ts';
import { controlKindProblems } from './check-control-kinds.ts';
import { nameProblems } from './check-names.ts';
import { networkObjectProblems } from './check-network.ts';
import { ownershipProblems } from './check-ownership.ts';
import { podSecurityProblems } from './check-pod-security.ts';
import { podProblems } from './check-pods.ts';
import { reservedProblems } from './check-reserved.ts';
import { secretProblems } from './check-secrets.ts';
import type { MutableObject, ResolvedGraph } from './graph.ts';
import { levelOf } from './namespaces.ts';
import { ProblemSet } from './problem-set.ts';

/** What the check could not do, to be said in the summary. */
export interface Coverage {
  /** How many distinct objects were checked. */
  readonly objects: number;
  /** How many objects have no schema, by `apiVersion kind`. */
  readonly withoutSchema: ReadonlyMap<string, number>;
  /** How many rules were skipped, for they compare with the object's former state. */
  readonly skippedRules: number;
}

/** Checks every object: its schema, its names, its owner, its pods, its secrets, and what it claims for itself alone. */
export function check(
  graph: ResolvedGraph,
  schemas: SchemaChecker,
): { readonly coverage: Coverage; readonly problems: readonly Problem[] } {
  const problems = new ProblemSet();
  const checker = new ObjectChecker(schemas, problems);
  const levels = levelsOf(graph);
  for (const application of graph.applications) {
    for (const variant of application.variants) {
      for (const { manifest, path } of variant.objects) {
        checker.object(manifest, path);
        problems.add(
          podSecurityProblems(manifest, path, levels.get(manifest.metadata.namespace ?? '') ?? 'privileged'),
        );
        if (variant.tier === 'production') problems.add(podProblems(manifest, path));
      }
    }
  }
  problems.add(ownershipProblems(graph));
  problems.add(controlKindProblems(graph));
  problems.add(reservedProblems(graph));
  problems.add(claimProblems(graph));
  problems.add(networkObjectProblems(graph));
  return { coverage: checker.coverage(), problems: problems.list() };
}

/** The Pod Security level of each namespace that the platform makes. */
function levelsOf(graph: ResolvedGraph): ReadonlyMap<string, PodSecurityLevel> {
  const levels = new Map<string, PodSecurityLevel>();
  for (const { part, namespace, variants } of graph.applications) {
    const object = variants[0]?.objects[0]?.manifest;
    if (part === 'namespace' && object !== undefined) levels.set(namespace, levelOf(object));
  }
  return levels;
}

/** Checks each object once, however many variants share it. */
class ObjectChecker {
  readonly #schemas: SchemaChecker;
  readonly #problems: ProblemSet;
  readonly #seen = new WeakSet<object>();
  readonly #withoutSchema = new Map<string, number>();
  #objects = 0;
  #skippedRules = 0;

  constructor(schemas: SchemaChecker, problems: ProblemSet) {
    this.#schemas = schemas;
    this.#problems = problems;
  }

  coverage(): Coverage {
    return { objects: this.#objects, withoutSchema: this.#withoutSchema, skippedRules: this.#skippedRules };
  }

  object(object: MutableObject, path: string): void {
    if (this.#seen.has(object)) return;
    this.#seen.add(object);
    this.#objects += 1;
    this.#schema(object, path);
    this.#problems.add(nameProblems(object, path));
    this.#problems.add(secretProblems(object, path));
  }

  #schema(object: MutableObject, path: string): void {
    // What Pulumi makes is no object of a cluster: who emits it for Pulumi holds it against a shape of its own.
    if (isPulumiResource(object)) return;
    const { known, violations, skippedRules } = this.#schemas.check(object);
    this.#skippedRules += skippedRules;
    if (!known) {
      const kind = `${object.apiVersion} ${object.kind}`;
      this.#withoutSchema.set(kind, (this.#withoutSchema.get(kind) ?? 0) + 1);
    }
    for (const { code, path: prop, found, hint } of violations) {
      this.#problems.add([
        problem(code, { path, prop: `${object.kind} "${object.metadata.name}" ${prop}`.trim(), found, hint }),
      ]);
    }
  }
}
