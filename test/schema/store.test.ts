import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { addSchemas } from '../../src/schema/add.ts';
import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaFolder } from '../../src/schema/folder.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import { folderWith, removeFolders, widgetCrd } from './folders.ts';

afterAll(removeFolders);

const path = 'acme.example/widget_v1.json';
const widget = (size: unknown) => ({
  apiVersion: 'acme.example/v1',
  kind: 'Widget',
  metadata: { name: 'a' },
  spec: { size },
});

async function lockedFolder(): Promise<string> {
  const folder = folderWith();
  await addSchemas([join(folderWith({ 'widget.yaml': widgetCrd() }), 'widget.yaml')], folder);
  return folder;
}

/** Paths begin with the name of the folder, which is another one in each run. */
function withoutFolder(at: string): string {
  return at.replace(/^roadbed-schemas-\w+\//, 'schemas/');
}

function problems(store: { problems: readonly { code: string; path: string; found: string }[] }): readonly string[] {
  return store.problems.map(({ code, path: at, found }) => `${code} ${withoutFolder(at)}: ${found}`);
}

describe('schemas come from', () => {
  test('the core kinds, out of the box', () => {
    const store = new SchemaStore();
    expect(store.find('apps/v1', 'Deployment')?.fields).toContain('spec');
    expect(store.find('v1', 'Service')).toBeDefined();
    expect(store.find('networking.k8s.io/v1', 'NetworkPolicy')).toBeDefined();
  });

  test.each([
    ['apps/v1beta1', 'Deployment'],
    ['v1', 'Container'],
    ['core/v1', 'Pod'],
    ['meta/v1', 'Status'],
    ['../apps/v1', 'Deployment'],
    ['apps/v1', 'constructor'],
    ['', ''],
    ['acme.example/v1', 'Widget'],
  ])('nowhere for %s %s', (apiVersion, kind) => {
    expect(new SchemaStore({ folder: folderWith() }).find(apiVersion, kind)).toBeUndefined();
  });

  test('the folder, as far as the lock holds it', async () => {
    const store = new SchemaStore({ folder: await lockedFolder() });
    expect(store.find('acme.example/v1', 'Widget')?.child('spec')?.required).toEqual(['size']);
    expect(store.problems).toEqual([]);
  });

  test('CustomResourceDefinitions in YAML that somebody put into the folder', () => {
    const store = new SchemaStore({
      folder: folderWith({ 'crds/widget.yaml': widgetCrd(), 'other.yml': 'kind: Widget\na: 1' }),
    });
    expect(store.find('acme.example/v1', 'Widget')).toBeDefined();
    expect(store.find('acme.example/v2', 'Widget')).toBeUndefined();
    expect(store.problems).toEqual([]);
  });

  test('CustomResourceDefinitions of the platform itself, which win', async () => {
    const store = new SchemaStore({ folder: await lockedFolder() });
    expect(store.find('acme.example/v1', 'Widget')).toBeDefined();
    store.addCrd(parse(widgetCrd().replaceAll('size', 'count')), 'shop/crd');
    expect(store.find('acme.example/v1', 'Widget')?.child('spec')?.required).toEqual(['count']);
  });

  test('nothing that is no CustomResourceDefinition, which is a problem at its construct', () => {
    const store = new SchemaStore();
    store.addCrd({ kind: 'Pod' }, 'shop/crd');
    expect(problems(store)).toEqual(['RB615 shop/crd: holds no schema, but Pod']);
  });
});

describe('the folder is refused where', () => {
  test('a file differs from the lock', async () => {
    const folder = await lockedFolder();
    writeFileSync(join(folder, path), readFileSync(join(folder, path), 'utf8').replace('integer', 'string'));
    const store = new SchemaStore({ folder });
    expect(store.find('acme.example/v1', 'Widget')).toBeUndefined();
    expect(problems(store).join()).toMatch(
      /^RB611 schemas\/acme.example\/widget_v1.json: has digest "[0-9a-f]{12}", the lock holds "[0-9a-f]{12}"$/,
    );
  });

  test('a file is not in the lock', async () => {
    const folder = await lockedFolder();
    rmSync(join(folder, 'schemas.lock.json'));
    const store = new SchemaStore({ folder });
    expect(store.find('acme.example/v1', 'Widget')).toBeUndefined();
    expect(problems(store)).toEqual([`RB612 schemas/${path}: is not in the lock`]);
  });

  test('a file of the lock is gone', async () => {
    const folder = await lockedFolder();
    rmSync(join(folder, path));
    const store = new SchemaStore({ folder });
    expect(store.find('acme.example/v1', 'Widget')).toBeUndefined();
    expect(problems(store)).toEqual([`RB610 schemas/${path}: is in the lock and cannot be read`]);
  });

  test.each(['{', '[]', '{"version":2,"schemas":{}}', 'null'])('the lock is %s', async (text) => {
    const folder = await lockedFolder();
    writeFileSync(join(folder, 'schemas.lock.json'), text);
    const store = new SchemaStore({ folder });
    store.find('acme.example/v1', 'Widget');
    expect(problems(store)).toContain('RB613 schemas/schemas.lock.json: is not a lock of version 1');
  });

  test('the lock names a path outside the folder', () => {
    const schemas = { '../../etc/passwd': { sha256: '0'.repeat(64) }, 'a/b_v1.json': { sha256: 'short' } };
    const folder = new SchemaFolder(folderWith({ 'schemas.lock.json': JSON.stringify({ version: 1, schemas }) }));
    folder.verify();
    expect(problems(folder)).toEqual([
      'RB613 schemas/schemas.lock.json: the entry of "../../etc/passwd" is not valid',
      'RB613 schemas/schemas.lock.json: the entry of "a/b_v1.json" is not valid',
    ]);
  });

  test('a file holds another kind than its name says', async () => {
    const folder = await lockedFolder();
    const lock = JSON.parse(readFileSync(join(folder, 'schemas.lock.json'), 'utf8'));
    lock.schemas['acme.example/gadget_v1.json'] = lock.schemas[path];
    writeFileSync(join(folder, 'schemas.lock.json'), JSON.stringify(lock));
    writeFileSync(join(folder, 'acme.example/gadget_v1.json'), readFileSync(join(folder, path)));
    const store = new SchemaStore({ folder });
    expect(store.find('acme.example/v1', 'Gadget')).toBeUndefined();
    expect(problems(store)).toEqual([
      'RB610 schemas/acme.example/gadget_v1.json: is not the schema of acme.example/v1 Gadget',
    ]);
  });

  test('a raw file does not parse', () => {
    const store = new SchemaStore({ folder: folderWith({ 'widget.yaml': `${widgetCrd()}\n  bad: [` }) });
    expect(store.find('acme.example/v1', 'Widget')).toBeUndefined();
    expect(problems(store).join()).toMatch(/^RB616 schemas\/widget.yaml: is not valid YAML/);
  });
});

describe('verification of a folder', () => {
  test('finds nothing where all is well', async () => {
    expect(new SchemaFolder(await lockedFolder()).verify()).toEqual([]);
    expect(new SchemaFolder(join(folderWith(), 'missing')).verify()).toEqual([]);
  });

  test('reads every file, in use or not', async () => {
    const folder = await lockedFolder();
    writeFileSync(join(folder, 'acme.example/extra_v1.json'), '{}');
    writeFileSync(join(folder, path), '{}');
    const codes = new SchemaFolder(folder).verify().map((problem) => `${problem.code} ${withoutFolder(problem.path)}`);
    expect(codes).toEqual([`RB611 schemas/${path}`, 'RB612 schemas/acme.example/extra_v1.json']);
  });
});

describe('the checker', () => {
  test('checks structure first and rules after it', async () => {
    const checker = new StoreChecker(new SchemaStore({ folder: await lockedFolder() }));
    expect(checker.check(widget(3))).toEqual({ known: true, violations: [], skippedRules: 0 });
    expect(checker.check(widget(11)).violations).toEqual([
      { code: 'RB603', path: 'spec', found: 'too large', hint: 'make this hold: self.size < 10' },
    ]);
    expect(checker.check(widget('11')).violations.map(({ code }) => code)).toEqual(['RB601']);
    expect(checker.check({ ...widget(11), extra: 1 }).violations.map(({ code }) => code)).toEqual(['RB602', 'RB603']);
  });

  test('checks the metadata of custom resources as the API server does', async () => {
    const checker = new StoreChecker(new SchemaStore({ folder: await lockedFolder() }));
    const object = { ...widget(3), metadata: { name: 'a', lables: {}, annotations: { a: 1 } } };
    expect(checker.check(object).violations.map(({ path: at, found }) => `${at}: ${found}`)).toEqual([
      'metadata.annotations.a: must be a string, got "1"',
      'metadata.lables: unknown field "lables"',
    ]);
  });

  test('counts and names kinds without a schema, rules that it skipped and gaps', () => {
    const store = new SchemaStore();
    store.addCrd(parse(widgetCrd('self == oldSelf')), 'crd');
    store.addCrd(parse(widgetCrd('nope(self)').replaceAll('Widget', 'Gadget')), 'crd');
    const checker = new StoreChecker(store);
    expect(checker.check(widget(3))).toEqual({ known: true, violations: [], skippedRules: 1 });
    checker.check({ ...widget(3), kind: 'Gadget' });
    for (const object of [
      { apiVersion: 'z.example/v1', kind: 'B' },
      { apiVersion: 'a.example/v1', kind: 'A' },
      { apiVersion: 'z.example/v1', kind: 'B' },
      null,
    ]) {
      expect(checker.check(object)).toEqual({ known: false, violations: [], skippedRules: 0 });
    }
    expect(checker.summary()).toEqual({
      checked: 2,
      unknownKinds: [
        { apiVersion: '', kind: '', objects: 1 },
        { apiVersion: 'a.example/v1', kind: 'A', objects: 1 },
        { apiVersion: 'z.example/v1', kind: 'B', objects: 2 },
      ],
      skippedRules: 2,
      gaps: ['acme.example/v1 Gadget: rule nope(self) was not run: function nope is not supported'],
    });
  });
});
