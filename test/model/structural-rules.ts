type Node = Readonly<Record<string, unknown>>;

const allowed = new Set([
  'additionalProperties',
  'allOf',
  'default',
  'description',
  'enum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'maxProperties',
  'minItems',
  'minLength',
  'minimum',
  'minProperties',
  'multipleOf',
  'nullable',
  'pattern',
  'properties',
  'required',
  'title',
  'type',
  'x-kubernetes-int-or-string',
]);
const types = new Set(['array', 'boolean', 'integer', 'number', 'object', 'string']);
/** What must not stand in the branches of a logical junctor. */
const notInJunctor = ['type', 'description', 'default', 'additionalProperties', 'nullable', 'title'];

/**
 * What the API server would refuse of a schema in a CRD: the rules of apiextensions.k8s.io/v1 for structural schemas and their defaults.
 */
export function structuralFaults(node: Node, path = ''): readonly string[] {
  const fault = (text: string) => `${path}: ${text}`;
  const faults = Object.keys(node)
    .filter((key) => !allowed.has(key))
    .map((key) => fault(`${key} is not allowed`));
  const intOrString = node['x-kubernetes-int-or-string'] === true;
  if (intOrString ? node.type !== undefined : !types.has(String(node.type)))
    faults.push(fault('it has no single type'));
  if (node.properties !== undefined && node.additionalProperties !== undefined)
    faults.push(fault('both kinds of members'));
  if (typeof node.additionalProperties === 'boolean') faults.push(fault('additionalProperties is no schema'));
  if (node.type === 'array' && !isNode(node.items)) faults.push(fault('a list without one schema of its items'));
  if (node.type !== 'object' && (node.properties ?? node.additionalProperties) !== undefined)
    faults.push(fault('members of no object'));
  for (const key of ['exclusiveMinimum', 'exclusiveMaximum']) {
    if (key in node && typeof node[key] !== 'boolean') faults.push(fault(`${key} is no flag`));
  }
  if (!isSubset(node.required, Object.keys(Object(node.properties))))
    faults.push(fault('something unknown is required'));
  return [...faults, ...defaultFaults(node, path), ...junctorFaults(node, path), ...innerFaults(node, path)];
}

function innerFaults(node: Node, path: string): readonly string[] {
  const properties: [string, unknown][] = Object.entries(Object(node.properties));
  const inner: [string, unknown][] = [
    ...properties.map(([name, value]): [string, unknown] => [`${path}.${name}`, value]),
    [`${path}[]`, node.items],
    [`${path}.*`, node.additionalProperties],
  ];
  return inner.flatMap(([where, value]) => (isNode(value) ? structuralFaults(value, where) : []));
}

function junctorFaults(node: Node, path: string): readonly string[] {
  const branches = Array.isArray(node.allOf) ? node.allOf : [];
  return branches.flatMap((branch) =>
    Object.keys(Object(branch))
      .filter((key) => notInJunctor.includes(key))
      .map((key) => `${path}: ${key} within allOf`),
  );
}

/** A default must be of the schema's own type. */
function defaultFaults(node: Node, path: string): readonly string[] {
  if (node.default === undefined) return [];
  const value = node.default;
  const type = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const right = node.type === 'integer' ? Number.isInteger(value) : type === node.type;
  return right || node['x-kubernetes-int-or-string'] === true ? [] : [`${path}: its default is of the type ${type}`];
}

function isSubset(some: unknown, all: readonly string[]): boolean {
  return some === undefined || (Array.isArray(some) && some.every((name) => all.includes(name)));
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
