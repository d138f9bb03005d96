import { compareText } from '../model/problem.ts';
import type { SchemaChecker, SchemaField, SchemaVerdict } from '../model/schema-checker.ts';
import { checkRules } from './cel.ts';
import { checkObject } from './check-object.ts';
import { isObject } from './json.ts';
import type { SchemaNode } from './node.ts';
import type { SchemaStore } from './store.ts';
import { sortViolations } from './walk.ts';

/** A kind that has no schema, and how many of its objects were not checked. */
export interface UnknownKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly objects: number;
}

/** What was not checked, for the summary of a synthesis. */
export interface SchemaSummary {
  /** Objects that were checked against a schema. */
  readonly checked: number;
  readonly unknownKinds: readonly UnknownKind[];
  /** Rules that applied to an object and were not run, most of them because they compare with a former state. */
  readonly skippedRules: number;
  /** Rules and patterns that should have been checked and could not be, with the kind and the reason. */
  readonly gaps: readonly string[];
}

const unknown: SchemaVerdict = { known: false, violations: [], skippedRules: 0 };

/** Checks objects against the schemas of a store, and keeps count of what it could not check. */
export class StoreChecker implements SchemaChecker {
  readonly #store: SchemaStore;
  readonly #unknown = new Map<string, UnknownKind>();
  readonly #gaps = new Set<string>();
  #checked = 0;
  #skippedRules = 0;

  constructor(store: SchemaStore) {
    this.#store = store;
  }

  check(object: unknown): SchemaVerdict {
    const identity = isObject(object) ? object : {};
    const apiVersion = typeof identity.apiVersion === 'string' ? identity.apiVersion : '';
    const kind = typeof identity.kind === 'string' ? identity.kind : '';
    const node = this.#store.find(apiVersion, kind);
    if (node === undefined) {
      this.#countUnknown(apiVersion, kind);
      return unknown;
    }
    this.#checked++;
    const structural = checkObject(node, identity);
    for (const gap of structural.gaps) this.#gaps.add(`${apiVersion} ${kind}: ${gap}`);
    // As the API server does: rules may rely on types and required fields, so they wait until those are right.
    if (structural.blocked || !node.scope.ruled)
      return { known: true, violations: structural.violations, skippedRules: 0 };
    const rules = checkRules(node, identity);
    for (const gap of rules.gaps) this.#gaps.add(`${apiVersion} ${kind}: ${gap}`);
    this.#skippedRules += rules.skipped;
    const violations = sortViolations([...structural.violations, ...rules.violations]);
    return { known: true, violations, skippedRules: rules.skipped };
  }

  field(object: unknown, place: readonly (string | number)[]): SchemaField | undefined {
    const { apiVersion, kind } = isObject(object) ? object : {};
    let node = this.#store.find(String(apiVersion), String(kind));
    let around: SchemaNode | undefined;
    for (const key of place) {
      around = node;
      node = typeof key === 'number' ? node?.items : (node?.child(key) ?? node?.additional);
    }
    const name = place.at(-1);
    if (node === undefined || around === undefined || typeof name !== 'string') return undefined;
    const { type, intOrString, nullable } = node;
    const forms = [`${name}Ref`, `${name}Selector`, `${name}SecretRef`, `${name}From`, 'valueFrom'];
    const references = forms.filter((form) => around.declared.includes(form));
    return { type: intOrString || nullable ? '' : type, references };
  }

  /** What was not checked so far, in order. */
  summary(): SchemaSummary {
    const kinds = [...this.#unknown.values()];
    return {
      checked: this.#checked,
      unknownKinds: kinds.sort((a, b) => compareText(a.apiVersion, b.apiVersion) || compareText(a.kind, b.kind)),
      skippedRules: this.#skippedRules,
      gaps: [...this.#gaps].sort(compareText),
    };
  }

  #countUnknown(apiVersion: string, kind: string): void {
    const key = `${apiVersion} ${kind}`;
    const objects = (this.#unknown.get(key)?.objects ?? 0) + 1;
    this.#unknown.set(key, { apiVersion, kind, objects });
  }
}
