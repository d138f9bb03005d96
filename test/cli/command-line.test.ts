import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/source-files.ts';
import { bin, shopProgram, UserFolder } from './support.ts';

const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const commands = ['init', 'synth', 'diff', 'graph', 'explain', 'validate', 'seal', 'schemas'];

const folder = new UserFolder();

afterAll(() => folder.remove());

test.each([['--version'], ['-V'], ['--version', '--json']])('%j prints the version', (...args) => {
  const { status, stdout, stderr } = folder.start(args);
  expect(manifest).toMatchObject({ version: stdout.trim() });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('--version loads no package', () => {
  folder.write('watch.cjs', "process.on('exit', () => console.error(Object.keys(require.cache).join('\\n')));");
  const { stderr } = folder.roadbed(['--version'], {
    env: { NODE_OPTIONS: `--require ${join(folder.path, 'watch.cjs')}` },
  });
  expect(stderr).toContain('cli/main.js');
  expect(stderr).not.toContain('node_modules');
});

test('the help lists every command', () => {
  const { status, stdout } = folder.roadbed(['--help']);
  for (const name of commands) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  expect(status).toBe(0);
});

test.each(commands)('the command %s has a help of its own, with --json', (name) => {
  const { status, stdout, stderr } = folder.start([
    name === 'schemas' ? 'schemas' : name,
    ...(name === 'schemas' ? ['add'] : []),
    '--help',
  ]);
  expect(stdout).toContain(`Usage: roadbed ${name}`);
  expect(stdout).toContain('--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.each([
  [[], 'Usage: roadbed'],
  [['snyth'], "unknown command 'snyth'\n(Did you mean synth?)"],
  [['synth', '--environmet', 'dev'], "unknown option '--environmet'\n(Did you mean --environment?)"],
  [['synth', '--out'], "option '-o, --out <dir>' argument missing"],
  [['synth', 'main.ts'], "too many arguments for 'synth'"],
  [['schemas'], 'Usage: roadbed schemas'],
  [['schemas', 'add'], "missing required argument 'source'"],
])('%j is wrong use: status 2, and nothing on standard output', (args, says) => {
  const { status, stdout, stderr } = folder.start(args);
  expect(stderr).toContain(says);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

test('a fault of Roadbed keeps its stack and asks for a report, with a status of its own', () => {
  folder.write(
    'main.ts',
    "import { BarePlatform } from 'roadbed';\nclass P extends BarePlatform {}\nconst p = new P({ repository: { url: 'https://github.com/a/b' } });\nObject.defineProperty(p, 'node', { get: () => { return undefined; } });\np.synth();\n",
  );
  const { status, stderr } = folder.start(['synth']);
  expect(stderr).toMatch(/^TypeError: .*\n( {4}at .*\n)+/);
  expect(stderr).toContain('/src/');
  expect(stderr).toContain(
    'This is a fault of Roadbed, not of your platform. Please report it with the text above (roadbed ',
  );
  expect(status).toBe(70);
});

test('a command among others in one process comes to what it comes to in a process of its own', () => {
  folder.write('shop.ts', shopProgram("console.error('the program speaks');"));
  folder.write('wrong.ts', shopProgram("new WebService(shop, 'web', { image: '', port: 70000 });"));
  folder.write('throws.ts', "process.exitCode = 3;\nsetTimeout(() => {\n  throw new Error('later');\n}, 1);\n");
  for (const args of [
    ['synth', '--app', 'wrong.ts'],
    ['synth', '--app', 'throws.ts'],
    ['graph', '--app', 'shop.ts', '--json'],
    ['explain', 'shop', '--app', 'shop.ts'],
    ['init', 'shop.ts'],
    ['graph', '--format', 'png'],
    ['graph', '--app', 'shop.ts', '--json'],
  ]) {
    expect(folder.roadbed(args)).toEqual(folder.start(args));
  }
});

test('no colour is printed where nobody looks', () => {
  expect(folder.roadbed(['synth', '--app', 'nowhere.ts']).stderr).not.toContain('\u001b');
});

test('a reader that leaves early is no fault', () => {
  const command = `"${process.execPath}" "${bin}" synth --help | head -c 1`;
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: 'U', stderr: '' });
});
