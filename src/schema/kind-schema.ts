import type { JsonObject } from './json.ts';

/**
 * The schema of one version of a kind: the content of a file of the `schemas/` folder.
 *
 * `schema` is a structural schema as CustomResourceDefinitions have it, without what a check does not need (descriptions, titles, examples):
 * type, properties, required, items, additionalProperties, enum, pattern, format, minimum and maximum (exclusive too), multipleOf, lengths and sizes,
 * uniqueItems, nullable, default, allOf, anyOf, oneOf, not, and Kubernetes' own `x-kubernetes-` keywords.
 * `$ref` names one of the definitions. It stays plain JSON: the walk reads each level when it comes to it, and trusts no part unseen.
 */
export interface KindSchema {
  readonly apiVersion: string;
  readonly kind: string;
  readonly schema: JsonObject;
  /** Schemas that `$ref` names. */
  readonly definitions?: JsonObject;
}
