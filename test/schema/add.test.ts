import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { addSchemas } from '../../src/schema/add.ts';
import { digest } from '../../src/schema/lock.ts';
import { folderWith, removeFolders, widgetCrd } from './folders.ts';

afterAll(removeFolders);

const path = 'acme.example/widget_v1.json';

function lines(problems: readonly { code: string; path: string; found: string }[]): readonly string[] {
  return problems.map((problem) => `${problem.code} ${problem.path}: ${problem.found}`);
}

describe('a file', () => {
  test('becomes one compact file a kind, and its digest and origin stand in the lock', async () => {
    const source = folderWith({ 'widget.yaml': widgetCrd() });
    const folder = join(folderWith(), 'schemas');
    expect(await addSchemas([join(source, 'widget.yaml')], folder)).toEqual({ added: [path], problems: [] });
    const text = readFileSync(join(folder, path), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ apiVersion: 'acme.example/v1', kind: 'Widget' });
    expect(JSON.parse(readFileSync(join(folder, 'schemas.lock.json'), 'utf8'))).toEqual({
      version: 1,
      schemas: { [path]: { sha256: digest(text), source: 'widget.yaml' } },
    });
    expect(readdirSync(folder).sort()).toEqual(['acme.example', 'schemas.lock.json']);
  });

  test('that is added again gives the same bytes; others stay in the lock', async () => {
    const other = widgetCrd().replaceAll('Widget', 'Gadget');
    const source = folderWith({ 'widget.yaml': widgetCrd(), 'gadget.yaml': other });
    const folder = folderWith();
    await addSchemas([join(source, 'widget.yaml')], folder);
    await addSchemas([join(source, 'gadget.yaml')], folder);
    const before = readFileSync(join(folder, 'schemas.lock.json'), 'utf8');
    await addSchemas([join(source, 'widget.yaml'), join(source, 'gadget.yaml')], folder);
    expect(readFileSync(join(folder, 'schemas.lock.json'), 'utf8')).toBe(before);
    expect(Object.keys(JSON.parse(before).schemas)).toEqual(['acme.example/gadget_v1.json', path]);
  });

  test('that cannot be read, or holds nothing, is a problem; the others are added', async () => {
    const source = folderWith({ 'widget.yaml': widgetCrd(), 'pod.yaml': 'kind: Pod' });
    const folder = folderWith();
    const result = await addSchemas(
      [join(source, 'gone.yaml'), join(source, 'pod.yaml'), join(source, 'widget.yaml')],
      folder,
    );
    expect(result.added).toEqual([path]);
    expect(lines(result.problems)).toEqual([
      'RB614 gone.yaml: cannot be read: ENOENT',
      'RB615 pod.yaml: holds no schema, but Pod',
    ]);
  });

  test('whose kind has a name that leaves the folder is refused', async () => {
    const source = folderWith({ 'widget.yaml': widgetCrd().replace('acme.example\n', '../../etc\n') });
    const folder = folderWith();
    const result = await addSchemas([join(source, 'widget.yaml')], folder);
    expect(result.added).toEqual([]);
    expect(lines(result.problems)).toEqual([
      'RB617 widget.yaml: the kind "../../etc/v1 Widget" has no name that Kubernetes takes',
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is added beside a lock that is broken, which is said', async () => {
    const source = folderWith({ 'widget.yaml': widgetCrd() });
    const folder = folderWith({ 'schemas.lock.json': '{' });
    const result = await addSchemas([join(source, 'widget.yaml')], folder);
    expect(lines(result.problems)).toEqual(['RB613 schemas.lock.json: is not a lock of version 1']);
  });
});

describe('a folder', () => {
  test('gives the schemas of all files in it; what is plainly something else is passed over', async () => {
    const source = folderWith({
      'crds/widget.yaml': widgetCrd(),
      'values.yaml': 'a: 1',
      'template.yaml': '{{ if }}',
      'README.md': '',
    });
    const folder = folderWith();
    expect(await addSchemas([source], folder)).toEqual({ added: [path], problems: [] });
  });

  test('may hold JSON that only looks like a schema, beside others', async () => {
    const source = folderWith({ 'widget.yaml': widgetCrd(), 'other.json': '{"definitions":{}}' });
    expect(await addSchemas([source], folderWith())).toEqual({ added: [path], problems: [] });
  });

  test('without any file that holds a schema is a problem', async () => {
    const result = await addSchemas([folderWith({ 'README.md': '', 'values.yaml': 'a: 1' })], folderWith());
    expect(result.problems.map(({ code, found }) => `${code} ${found}`)).toEqual([
      'RB615 has no file in YAML or JSON that holds a schema',
    ]);
  });
});

describe('a URL', () => {
  let server: Server;
  let origin: string;
  let answers: (url: string) => { status: number; headers?: Record<string, string>; body?: string };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { status, headers = {}, body = '' } = answers(request.url ?? '');
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port }: Partial<AddressInfo> = Object(server.address());
    origin = `http://127.0.0.1:${port}`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('is downloaded, and the lock keeps it without what may be secret', async () => {
    answers = () => ({ status: 200, body: widgetCrd() });
    const folder = folderWith();
    const result = await addSchemas([`${origin}/crd.yaml?token=hunter2`], folder);
    expect(result).toEqual({ added: [path], problems: [] });
    const lock = readFileSync(join(folder, 'schemas.lock.json'), 'utf8');
    expect(lock).toContain(`${origin}/crd.yaml"`);
    expect(lock).not.toContain('hunter2');
  });

  test('is followed through redirects, but not for ever, and never to a server that is not trusted', async () => {
    answers = (url) =>
      url === '/a' ? { status: 302, headers: { location: '/b' } } : { status: 200, body: widgetCrd() };
    expect((await addSchemas([`${origin}/a`], folderWith())).added).toEqual([path]);
    answers = () => ({ status: 302, headers: { location: '/a' } });
    expect((await addSchemas([`${origin}/a`], folderWith())).problems[0]?.found).toBe(
      'the server redirects more than 5 times',
    );
    answers = () => ({ status: 302, headers: { location: 'http://crds.acme.example/a' } });
    expect((await addSchemas([`${origin}/a`], folderWith())).problems[0]?.found).toBe(
      'uses "http", which anybody on the way can change',
    );
  });

  test('that is plain http, of another kind, or not there is a problem', async () => {
    answers = () => ({ status: 404 });
    const result = await addSchemas(
      ['http://crds.acme.example/a.yaml', 'file:///etc/passwd', `${origin}/gone`, 'https://'],
      folderWith(),
    );
    expect(result.problems.map(({ code, found }) => `${code} ${found}`).sort()).toEqual([
      'RB614 "https://" is not a URL',
      'RB614 the server answers "404"',
      'RB614 uses "file", which anybody on the way can change',
      'RB614 uses "http", which anybody on the way can change',
    ]);
  });

  test('that sends more than 64 MiB is stopped', async () => {
    answers = () => ({ status: 200, body: 'a'.repeat(64 * 2 ** 20 + 1) });
    const result = await addSchemas([`${origin}/huge`], folderWith());
    expect(result.problems.map(({ found }) => found)).toEqual(['has more than 67108864 bytes']);
  }, 30_000);

  test('of a server that does not answer is a problem', async () => {
    const result = await addSchemas(['http://127.0.0.1:1/a.yaml'], folderWith());
    expect(result.problems[0]?.found).toMatch(/^cannot be downloaded: /);
  });
});

test('a crash while a file is written leaves no half of it: the draft is beside it', async () => {
  const source = folderWith({ 'widget.yaml': widgetCrd() });
  const folder = folderWith();
  writeFileSync(join(folder, 'schemas.lock.json.tmp'), 'half');
  await addSchemas([join(source, 'widget.yaml')], folder);
  expect(existsSync(join(folder, 'schemas.lock.json.tmp'))).toBe(false);
});
