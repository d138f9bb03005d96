import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/source-files.ts';
import { installPacked } from '../repository/packed-package.ts';
import { UserFolder } from './support.ts';

const files = ['.gitignore', 'README.md', 'cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json'];

let folder: UserFolder;

beforeEach(() => {
  folder = new UserFolder();
});

afterEach(() => folder.remove());

describe('in a new folder', () => {
  test('it makes all files and says what comes next', () => {
    const { status, stdout, stderr } = folder.roadbed(['init', 'deep/My Platform']);
    expect(readdirSync(join(folder.path, 'deep'))).toEqual(['My Platform']);
    expect(readdirSync(join(folder.path, 'deep/My Platform')).sort()).toEqual(files);
    expect(JSON.parse(folder.read('deep/My Platform/package.json'))).toMatchObject({
      name: 'my-platform',
      private: true,
    });
    expect(stdout).toMatch(
      /^A platform is in deep\/My Platform .*\n\n {2}cd deep\/My Platform\n {2}npm install\n {2}npx roadbed synth\n$/,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('--json names the files', () => {
    const { stdout } = folder.roadbed(['init', 'new', '--json']);
    expect(JSON.parse(stdout)).toEqual({ version: 1, problems: [], folder: 'new', files });
  });
});

describe('in a folder that is there', () => {
  test('it adds its files to the others', () => {
    folder.write('LICENSE', 'mine');
    expect(folder.roadbed(['init']).stdout).toMatch(/^A platform is here/);
    expect(readdirSync(folder.path).sort()).toEqual([...files, 'LICENSE', 'node_modules'].sort());
    expect(folder.read('LICENSE')).toBe('mine');
  });

  test('it overwrites nothing, and then adds nothing either', () => {
    folder.write('main.ts', 'mine');
    const { status, stderr } = folder.roadbed(['init']);
    expect(stderr).toContain('RB909  "main.ts" would be overwritten');
    expect(readdirSync(folder.path).sort()).toEqual(['main.ts', 'node_modules']);
    expect({ status, text: folder.read('main.ts') }).toEqual({ status: 1, text: 'mine' });
  });

  test('a file of that name is a problem', () => {
    folder.write('taken', '');
    const { status, stderr } = folder.roadbed(['init', 'taken']);
    expect(stderr).toContain('RB909  not a folder, got "taken"');
    expect(status).toBe(1);
  });

  test('a folder without the right to write is a problem', () => {
    mkdirSync(join(folder.path, 'locked'));
    chmodSync(join(folder.path, 'locked'), 0o500);
    expect(folder.roadbed(['init', 'locked/new'], { bound: true })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('RB802'),
    });
  });
});

test('with the packed package, what it makes installs, synthesises, and passes its types', () => {
  const project = installPacked();
  try {
    const bin = join(project, 'node_modules/roadbed/lib/src/cli/main.js');
    execFileSync(process.execPath, [bin, 'init', 'shop'], { cwd: project });
    const shop = join(project, 'shop');
    renameSync(join(project, 'node_modules'), join(shop, 'node_modules'));
    symlinkSync(join(root, 'node_modules/typescript'), join(shop, 'node_modules/typescript'));
    mkdirSync(join(shop, 'node_modules/.bin'));
    symlinkSync('../roadbed/lib/src/cli/main.js', join(shop, 'node_modules/.bin/roadbed'));
    chmodSync(join(shop, 'node_modules/roadbed/lib/src/cli/main.js'), 0o755);
    const npm = (...args: string[]) => spawnSync('npm', args, { cwd: shop, encoding: 'utf8' });
    // Every package that it asks for is there in a version that it takes, which is what `npm install` would see to.
    expect(JSON.parse(npm('ls', '--json', '--depth=0').stdout)).not.toHaveProperty('problems');
    const synth = npm('exec', '--offline', 'roadbed', 'synth');
    expect({ status: synth.status, last: synth.stdout.trim().split('\n').at(-2) }).toEqual({
      status: 0,
      last: expect.stringMatching(/^dist {2}\d+ files written/),
    });
    const validate = npm('exec', '--offline', 'roadbed', 'validate');
    expect({ status: validate.status, stdout: validate.stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('types checked'),
    });
    const alone = spawnSync(process.execPath, ['--require', 'roadbed/register', 'main.ts'], { cwd: shop });
    expect(alone.status).toBe(0);
    expect(readFileSync(join(shop, 'dist/dev/shop/dev/web.yaml'), 'utf8')).toContain('ghcr.io/acme/web:1.0.0');
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}, 120_000);
