import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/source-files.ts';
import { shopProgram, UserFolder } from './support.ts';

const cdk8s = join(root, 'node_modules/cdk8s-cli/bin/cdk8s');

let folder: UserFolder;

beforeEach(() => {
  folder = new UserFolder({
    'main.ts': readFileSync(join(root, 'examples/acme/main.ts'), 'utf8'),
    'cdk8s.yaml': 'language: typescript\napp: node --require roadbed/register main.ts\n',
  });
});

afterEach(() => folder.remove());

function synthByCdk8s(...args: string[]) {
  return spawnSync(process.execPath, [cdk8s, 'synth', '--check-upgrade=false', ...args], {
    cwd: folder.path,
    encoding: 'utf8',
  });
}

/** Every file below a folder, with its content. */
function tree(path: string): Record<string, string> {
  const top = join(folder.path, path);
  const entries = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(top.length + 1), readFileSync(file, 'utf8')];
    }),
  );
}

test('the ordinary cdk8s CLI writes the same tree as roadbed, wherever it is told to', () => {
  expect(synthByCdk8s()).toMatchObject({ status: 0, stdout: expect.stringContaining('dist/dev/shop/dev/api.yaml') });
  expect(synthByCdk8s('--output', 'elsewhere')).toMatchObject({ status: 0 });
  expect(folder.roadbed(['synth', '--out', 'roadbed'])).toMatchObject({ status: 0 });
  const expected = tree('roadbed');
  expect(Object.keys(expected).length).toBeGreaterThan(10);
  expect(tree('dist')).toEqual(expected);
  expect(tree('elsewhere')).toEqual(expected);
}, 60_000);

test('its output folder wins over that of the platform', () => {
  folder.write('main.ts', shopProgram().replace("path: 'dist' }", "path: 'dist' }, outdir: 'built'"));
  expect(synthByCdk8s('--output', 'elsewhere')).toMatchObject({ status: 0 });
  expect([folder.has('elsewhere/hub/root.yaml'), folder.has('built')]).toEqual([true, false]);
}, 30_000);

test('it fails with the problems of the platform', () => {
  folder.write('main.ts', shopProgram("new WebService(shop, 'web', { image: 'ghcr.io/acme/web:1', port: 0 });"));
  const { status, stderr } = synthByCdk8s();
  expect(stderr).toContain('RB101 at shop/web.port');
  expect(status).not.toBe(0);
}, 30_000);
