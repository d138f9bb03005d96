import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { shopProgram, UserFolder } from './support.ts';

const crd = (kind: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${kind.toLowerCase()}s.acme.example }
spec:
  group: acme.example
  scope: Namespaced
  names: { kind: ${kind}, plural: ${kind.toLowerCase()}s, singular: ${kind.toLowerCase()}, listKind: ${kind}List }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object } } } }
`;

let folder: UserFolder;

beforeEach(() => {
  folder = new UserFolder({ 'main.ts': shopProgram(), 'crds/widget.yaml': crd('Widget'), 'gear.yaml': crd('Gear') });
});

afterEach(() => folder.remove());

test('schemas of files and folders are added beside the program, with a lock', () => {
  const { status, stdout, stderr } = folder.roadbed(['schemas', 'add', 'crds', 'gear.yaml']);
  expect(stdout).toBe('  acme.example/gear_v1.json\n  acme.example/widget_v1.json\nschemas  2 schemas added\n');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(folder.has('schemas/schemas.lock.json')).toBe(true);
  folder.write(
    'gear.json',
    '{ "apiVersion": "acme.example/v1", "kind": "Gear", "metadata": { "name": "a" }, "spec": 3 }',
  );
  expect(folder.roadbed(['validate', 'gear.json']).stderr).toContain('RB601  Gear "a" spec');
});

test('they go to the folder of --schemas, and --json lists them', () => {
  const { status, stdout } = folder.roadbed(['schemas', 'add', 'gear.yaml', '--schemas', 'kinds', '--json']);
  const added = ['acme.example/gear_v1.json'];
  expect(JSON.parse(stdout)).toEqual({ version: 1, problems: [], folder: 'kinds', added });
  expect(status).toBe(0);
});

test('a source that cannot be read is a problem, and the others are added all the same', () => {
  const { status, stdout, stderr } = folder.roadbed(['schemas', 'add', 'nowhere.yaml', 'gear.yaml']);
  expect(stdout).toContain('1 schema added');
  expect(stderr).toMatch(/^nowhere\.yaml\nRB614/);
  expect(status).toBe(1);
});

test('a pull reads the OpenAPI documents of the cluster by kubectl', () => {
  const documents = {
    '/openapi/v3': { paths: { 'apis/acme.example/v1': {} } },
    '/openapi/v3/apis/acme.example/v1': {
      openapi: '3.0.0',
      components: {
        schemas: {
          'example.acme.v1.Gear': {
            type: 'object',
            properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } },
            'x-kubernetes-group-version-kind': [{ group: 'acme.example', version: 'v1', kind: 'Gear' }],
          },
        },
      },
    },
  };
  folder.write(
    'bin/kubectl',
    `#!${process.execPath}
const documents = ${JSON.stringify(documents)};
const [context, get, raw, path] = process.argv.slice(2);
if (context !== '--context=prod' || get !== 'get' || raw !== '--raw') process.exit(1);
console.log(JSON.stringify(documents[path]));
`,
  );
  chmodSync(join(folder.path, 'bin/kubectl'), 0o755);
  const env = { PATH: `${join(folder.path, 'bin')}${delimiter}${process.env.PATH}` };
  const { status, stdout, stderr } = folder.roadbed(['schemas', 'pull', '--context', 'prod'], { env });
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: '  acme.example/gear_v1.json\nschemas  1 schema added\n',
    stderr: '',
  });
});

test('a pull without kubectl is a problem', () => {
  const { status, stderr } = folder.roadbed(['schemas', 'pull'], { env: { PATH: join(folder.path, 'bin') } });
  expect(stderr).toContain('RB618  cannot be read: kubectl is not installed');
  expect(status).toBe(1);
});
