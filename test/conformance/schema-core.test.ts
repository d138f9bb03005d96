import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CoreSchemas } from '../../src/schema/core.ts';
import { isObject, type JsonObject } from '../../src/schema/json.ts';

const file = resolve(__dirname, '../../../shared/crds/kubernetes/v1.36.0-definitions.json');
const reference: JsonObject = existsSync(file) ? readObject(JSON.parse(readFileSync(file, 'utf8')).definitions) : {};
const core = new CoreSchemas();

/** Where ours says something else than the reference, and why. */
const known: Readonly<Record<string, string>> = {
  'apps.v1.StatefulSetSpec.volumeClaimTemplates':
    'the package writes the fields of a claim in place, with the same names',
};

function readObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

interface Kind {
  readonly name: string;
  readonly apiVersion: string;
  readonly kind: string;
}

function kindsOf(name: string): readonly Kind[] {
  const names = readObject(reference[name])['x-kubernetes-group-version-kind'];
  if (!Array.isArray(names) || names.length !== 1) return [];
  const { group, version, kind } = names[0];
  return [{ name, apiVersion: group === '' ? version : `${group}/${version}`, kind }];
}

/** The kinds of API groups; what all groups share (Status, APIGroup) is nothing that anybody writes. */
const kinds = Object.keys(reference)
  .filter((name) => !name.startsWith('io.k8s.apimachinery.'))
  .flatMap(kindsOf);
const stable = kinds.filter(({ apiVersion }) => /(?:^|\/)v\d+$/.test(apiVersion));

/** `io.k8s.api.rbac.v1` is the package of the group `rbac.authorization.k8s.io`: kinds tell. */
const groups = new Map(
  kinds.map(({ name, apiVersion }) => {
    const module = apiVersion.includes('/') ? apiVersion.replace('/', '.') : `core.${apiVersion}`;
    return [name.slice(0, name.lastIndexOf('.')), module] as const;
  }),
);

function ourName(name: string): string {
  const dot = name.lastIndexOf('.');
  const module =
    groups.get(name.slice(0, dot)) ??
    name.slice(0, dot).replace(/^io\.k8s\.apimachinery\.pkg\.(?:apis\.|api\.|util\.)?/, '');
  return `${module}${name.slice(dot)}`;
}

/** What both sides say of a place: type, fields, required fields, items, whole numbers and formats. */
function facts(raw: unknown): unknown {
  const schema = readObject(raw);
  const one = readObject(Array.isArray(schema.allOf) && schema.allOf.length === 1 ? schema.allOf[0] : undefined);
  const reference = schema.$ref ?? one.$ref;
  if (typeof reference === 'string') return { $ref: ourName(reference.replace('#/definitions/', '')) };
  if (Array.isArray(schema.oneOf)) return { oneOf: schema.oneOf.map((branch) => branch.type).join() };
  const properties = Object.entries(readObject(schema.properties));
  return {
    type: schema.type,
    format: schema.format === 'double' ? undefined : schema.format,
    properties: Object.fromEntries(properties.map(([key, child]) => [key, facts(child)])),
    required: Array.isArray(schema.required) ? [...schema.required].sort() : [],
    items: schema.items === undefined ? undefined : facts(schema.items),
    additional: isObject(schema.additionalProperties) ? facts(schema.additionalProperties) : undefined,
  };
}

/** The facts of one of our types; two of them are a text or a number, which we write in a form of our own. */
function ourFacts(name: string): unknown {
  const schema = readObject(core.resolve(name));
  if (schema['x-kubernetes-int-or-string'] === true) return { oneOf: 'string,integer' };
  if (schema.format === 'quantity') return { oneOf: 'string,number' };
  return facts(schema);
}

function referencesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (!isObject(value)) return [];
  const own = typeof value.$ref === 'string' ? [value.$ref.replace('#/definitions/', '')] : [];
  return [...own, ...Object.values(value).flatMap(referencesOf)];
}

function reachable(): readonly string[] {
  const seen = new Set<string>();
  const waiting = stable.map(({ name }) => name);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    waiting.push(...referencesOf(reference[name]));
  }
  return [...seen].sort();
}

describe('the schemas of the core kinds, against the definitions of Kubernetes 1.36', () => {
  test('every kind of a stable version is known', () => {
    const missing = stable.filter(({ apiVersion, kind }) => core.find(apiVersion, kind) === undefined);
    expect(missing.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([]);
    expect(stable.length).toBeGreaterThan(100);
  });

  test('every type has the same fields, of the same types, and the same of them are required', () => {
    const names = reachable();
    const differences: string[] = [];
    for (const name of names) {
      const [theirs, ours] = [readObject(facts(reference[name])), readObject(ourFacts(ourName(name)))];
      const [left, right] = [readObject(theirs.properties), readObject(ours.properties)];
      for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
        if (JSON.stringify(left[key]) !== JSON.stringify(right[key])) differences.push(`${ourName(name)}.${key}`);
      }
      const rest = (side: JsonObject) => JSON.stringify({ ...side, properties: undefined });
      if (rest(theirs) !== rest(ours)) differences.push(`${ourName(name)}: ${rest(theirs)} | ${rest(ours)}`);
    }
    expect(differences).toEqual(Object.keys(known));
    expect(names.length).toBeGreaterThan(400);
  });

  test('lists that are sets or maps by keys are the same, but for those of statuses', () => {
    const lists = (raw: unknown) =>
      Object.entries(readObject(readObject(raw).properties)).flatMap(([key, child]) => {
        const { 'x-kubernetes-list-type': type, 'x-kubernetes-list-map-keys': keys } = readObject(child);
        return type === 'set' || type === 'map' ? [`${key} ${type} ${JSON.stringify(keys ?? [])}`] : [];
      });
    const differences = reachable()
      .filter((name) => !/Status$|\.UncountedTerminatedPods$/.test(name))
      .filter((name) => JSON.stringify(lists(reference[name])) !== JSON.stringify(lists(core.resolve(ourName(name)))));
    expect(differences).toEqual([]);
  });
});
