import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/source-files.ts';
import { shopProgram, UserFolder } from './support.ts';

const service = (port: string) => `apiVersion: v1
kind: Service
metadata: { name: api }
spec: { ports: [{ port: ${port} }] }
`;

const widgets = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.acme.example }
spec:
  group: acme.example
  scope: Namespaced
  names: { kind: Widget, plural: widgets, singular: widget, listKind: WidgetList }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: { type: object, properties: { size: { type: integer, maximum: 3 } } }
`;

const widget = (size: number) => `apiVersion: acme.example/v1
kind: Widget
metadata: { name: big }
spec: { size: ${size} }
`;

let folder: UserFolder;

beforeEach(() => {
  folder = new UserFolder({ 'main.ts': shopProgram() });
});

afterEach(() => folder.remove());

function validate(...args: string[]) {
  return folder.roadbed(['validate', ...args]);
}

describe('of the program', () => {
  test('it passes, writes nothing, and says that types were not checked where TypeScript is missing', () => {
    const { status, stdout, stderr } = validate();
    expect(stdout).toContain('1 application on 2 clusters, no problems');
    expect(stdout).toContain('types not checked, as typescript is not installed beside the program');
    expect({ status, stderr, written: folder.has('dist') }).toEqual({ status: 0, stderr: '', written: false });
  });

  test('it checks types by the TypeScript of the project', () => {
    symlinkSync(join(root, 'node_modules/typescript'), join(folder.path, 'node_modules/typescript'));
    folder.write('main.ts', shopProgram("const port: number = 'eighty';\nconsole.log(port);"));
    const { status, stderr } = validate();
    expect(stderr).toMatch(/main\.ts:9:7\nRB911 {2}TS2322: Type 'string' is not assignable to type 'number'/);
    expect(status).toBe(1);
    folder.write('main.ts', shopProgram());
    expect(validate()).toMatchObject({ status: 0, stdout: expect.stringMatching(/\ntypes checked\n$/) });
  }, 30_000);

  test('it refuses what synth refuses, and prints JSON', () => {
    folder.write('main.ts', shopProgram("new WebService(shop, 'web', { image: 'ghcr.io/acme/web:1', port: 0 });"));
    const { status, stdout } = validate('--json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      problems: [{ code: 'RB101', path: 'shop/web', source: 'main.ts:9' }],
      types: 'typescript is not installed beside the program',
      counts: null,
    });
    expect(status).toBe(1);
  });
});

describe('of files', () => {
  test('objects that pass are counted, and those without a schema named', () => {
    folder.write('yaml/service.yaml', `${service('80')}---\n${service('81')}`);
    folder.write('yaml/deep/widget.yaml', widget(1));
    const { status, stdout, stderr } = validate('yaml');
    expect(stdout).toContain('2 objects in 2 files, no problems');
    expect(stdout).toMatch(/Not checked, as there is no schema: 1 object of 1 kind\n {2}acme\.example\/v1 Widget/);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('an object that breaks its schema is a problem with file, field and value', () => {
    folder.write('service.yaml', service('"eighty"'));
    const { status, stderr } = validate('service.yaml');
    expect(stderr).toMatch(/^service\.yaml\nRB601 {2}Service "api" spec\.ports\[0\]\.port: .*"eighty"/);
    expect(status).toBe(1);
  });

  test('a CustomResourceDefinition among the files is a schema for the others', () => {
    folder.write('all.yaml', `${widget(7)}---\n${widgets}`);
    expect(validate('all.yaml').stderr).toContain('RB601  Widget "big" spec.size: ');
    folder.write('all.yaml', `${widget(3)}---\n${widgets}`);
    expect(validate('all.yaml').stdout).toContain('2 objects in 1 file, no problems');
  });

  test.each([
    ['nowhere.yaml', undefined, 'there is no such file, got "nowhere.yaml"'],
    ['broken.yaml', 'a: [1\nb: 2\n', 'is not valid YAML'],
    ['values.yaml', 'replicas: 2\n', 'holds something without apiVersion and kind'],
  ])('%s is a problem', (file, text, found) => {
    if (text !== undefined) folder.write(file, text);
    const { status, stderr } = validate(file);
    expect(stderr).toContain('RB910');
    expect(stderr).toContain(found);
    expect(status).toBe(1);
  });
});
