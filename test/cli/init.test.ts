import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
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
