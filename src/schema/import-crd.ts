import { Compactor } from './compact.ts';
import { isObject, type JsonObject } from './json.ts';
import type { KindSchema } from './kind-schema.ts';

/** What a document gave: schemas, and what is wrong with it. */
export interface Imported {
  readonly schemas: readonly KindSchema[];
  readonly complaints: readonly string[];
}

/** Whether a document is a CustomResourceDefinition, of any version. */
export function isCrd(document: unknown): document is JsonObject {
  return isObject(document) && document.kind === 'CustomResourceDefinition';
}

/** The schemas of a CustomResourceDefinition: one for each version that it serves. */
export function importCrd(crd: JsonObject): Imported {
  const spec = isObject(crd.spec) ? crd.spec : {};
  const group = spec.group;
  const kind = isObject(spec.names) ? spec.names.kind : undefined;
  const name = `CustomResourceDefinition ${JSON.stringify(isObject(crd.metadata) ? crd.metadata.name : undefined)}`;
  if (crd.apiVersion !== 'apiextensions.k8s.io/v1')
    return broken(`${name} is ${JSON.stringify(crd.apiVersion)}, not apiextensions.k8s.io/v1`);
  if (typeof group !== 'string' || typeof kind !== 'string')
    return broken(`${name} has no spec.group or spec.names.kind`);
  if (!Array.isArray(spec.versions)) return broken(`${name} has no spec.versions`);
  const schemas: KindSchema[] = [];
  const complaints: string[] = [];
  for (const version of spec.versions) {
    if (!isObject(version) || typeof version.name !== 'string') complaints.push(`${name} has a version without a name`);
    else if (version.served !== false) {
      const compactor = new Compactor({ closed: true, definition: () => undefined, dropEmptyDefaults: false });
      const schema = compactor.compact(openSchema(version), `${kind} ${version.name}`);
      schemas.push({ apiVersion: `${group}/${version.name}`, kind, schema });
      complaints.push(...compactor.complaints);
    }
  }
  return { schemas, complaints };
}

/** The schema of a version; some controllers publish none, and say so by preserving unknown fields. */
function openSchema(version: JsonObject): unknown {
  const holder = isObject(version.schema) ? version.schema : {};
  return holder.openAPIV3Schema ?? { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
}

function broken(complaint: string): Imported {
  return { schemas: [], complaints: [complaint] };
}
