import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installCopied } from '../repository/packed-package.ts';
import { shopProgram } from './support.ts';

let project: string;

beforeAll(() => {
  project = installCopied();
  writeFileSync(join(project, 'main.ts'), shopProgram());
  // A platform that breaks within Roadbed itself.
  const broken = shopProgram("Object.defineProperty(platform, 'node', { get: () => undefined });");
  writeFileSync(join(project, 'broken.ts'), broken);
}, 60_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

function synth(...args: string[]) {
  const bin = join(project, 'node_modules/roadbed/lib/src/cli/main.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'synth', ...args], {
    cwd: project,
    encoding: 'utf8',
  });
  return { status, stderr, last: stdout.trim().split('\n').at(-1) };
}

function cached(): readonly string[] {
  return readdirSync(join(project, 'node_modules/.cache/roadbed')).filter((name) => name.endsWith('.bin'));
}

test('three runs, of which each finds more compiled, come to the same', () => {
  const unchanged = { status: 0, stderr: '', last: expect.stringMatching(/^dist {2}\d+ files unchanged$/) };
  expect(synth()).toMatchObject({ status: 0, stderr: '' });
  expect([synth(), synth(), synth()]).toEqual([unchanged, unchanged, unchanged]);
  expect(cached()).toEqual([expect.stringMatching(/^synth-v[\d.]+-\w+\.bin$/)]);
});

test('a fault names the files of the modules, not the one that they were joined into', () => {
  const { status, stderr } = synth('--app', 'broken.ts');
  expect(stderr).toMatch(/ at .*node_modules\/roadbed\/lib\/src\/\S+\.js:\d+:\d+/);
  expect(stderr).not.toContain('.bin');
  expect(status).toBe(70);
});

test('the lines in such a fault are those of the files', () => {
  const [, file = '', line = ''] =
    /\((\S+lib\/src\/graph\/collect\.js):(\d+):\d+\)/.exec(synth('--app', 'broken.ts').stderr) ?? [];
  expect(readFileSync(file, 'utf8').split('\n')[Number(line) - 1]).toContain('node');
});

test('a module that has changed is not taken from there', () => {
  const module = join(project, 'node_modules/roadbed/lib/src/platform/synthesize.js');
  appendFileSync(module, "\nprocess.stderr.write('changed\\n');\n");
  expect([synth(), synth(), synth()].map(({ stderr }) => stderr)).toEqual(['changed\n', 'changed\n', 'changed\n']);
});

test('a file that is cut off is as good as none', () => {
  const [file = ''] = cached();
  truncateSync(join(project, 'node_modules/.cache/roadbed', file), 100_000);
  expect(synth()).toMatchObject({ status: 0, stderr: 'changed\n' });
});

test('checkouts that share packages by a link have files of their own', () => {
  const checkouts = mkdtempSync(join(tmpdir(), 'roadbed-checkouts-'));
  for (const name of ['one', 'two']) {
    execFileSync('cp', ['-R', join(project, 'node_modules/roadbed'), join(checkouts, name)]);
    symlinkSync(join(project, 'node_modules'), join(checkouts, name, 'node_modules'));
  }
  const stackIn = (checkout: string) => {
    const bin = join(checkouts, checkout, 'lib/src/cli/main.js');
    return spawnSync(process.execPath, [bin, 'synth', '--app', 'broken.ts'], { cwd: project, encoding: 'utf8' }).stderr;
  };
  for (const name of ['one', 'two', 'two', 'two'])
    expect(stackIn(name)).toContain(`${join(checkouts, name)}/lib/src/graph/`);
  rmSync(checkouts, { recursive: true });
});
