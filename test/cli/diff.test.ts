import { execFileSync } from 'node:child_process';
import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { storedRevision } from '../../src/cli/stored-revision.ts';
import { databaseProgram } from './database-program.ts';
import { type CommandRun, UserFolder } from './support.ts';

const template = new UserFolder({ 'main.ts': databaseProgram() });
let folder: UserFolder;
beforeAll(() => expect(template.roadbed(['synth']).status).toBe(0));
beforeEach(() => {
  folder = new UserFolder({ 'main.ts': databaseProgram() });
  cpSync(join(template.path, 'dist'), join(folder.path, 'dist'), { recursive: true });
});
afterEach(() => folder.remove());
afterAll(() => template.remove());

function git(...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@acme.example', ...args], {
    cwd: folder.path,
    stdio: 'pipe',
  });
}

/** Makes a repository of the folder, with the output as it stands. */
function commit(): void {
  git('init', '-q', '-b', 'main');
  git('add', 'dist', 'main.ts');
  git('commit', '-q', '-m', 'one');
}

function diffJson(...args: readonly string[]): {
  readonly different: boolean;
  readonly against: string;
  readonly problems: readonly { readonly code: string }[];
} {
  return JSON.parse(folder.roadbed(['diff', '--json', ...args]).stdout);
}

/** What a command says, without what the program does. */
function said({ stdout }: CommandRun): string {
  return stdout.replace('the program speaks\n', '');
}

test('right after synth nothing differs', () => {
  const run = folder.roadbed(['diff', '--exit-code']);
  expect([run.status, said(run), run.stderr]).toEqual([0, 'No object differs from dist.\n', '']);
});

test('a change is shown by environment, application, object and field, with what it means for each cluster', () => {
  folder.write('main.ts', databaseProgram({ image: 'ghcr.io/acme/api:1.5.0' }));
  const run = folder.roadbed(['diff']);
  expect(run.status).toBe(0);
  expect(said(run)).toContain('dev\n  shop  on dev\n    ~ Deployment.apps/shop/api\n');
  expect(said(run)).toContain(
    '        spec.template.spec.containers[api].image: ghcr.io/acme/api:1.4.2 -> ghcr.io/acme/api:1.5.0\n',
  );
  expect(said(run)).toMatch(
    /\nClusters\n {2}\w+ +\d changed {2}\w+\n {2}\w+ +\d changed {2}\w+\n\n\d+ changed on 2 of 2 clusters, against dist\n$/,
  );
});

test('with --exit-code a difference ends with status 1, as of git diff; problems do anyway', () => {
  folder.write('main.ts', databaseProgram({ image: 'ghcr.io/acme/api:1.5.0' }));
  expect(folder.roadbed(['diff', '--exit-code']).status).toBe(1);
  expect(diffJson()).toMatchObject({ different: true, problems: [] });
  folder.write('main.ts', databaseProgram({ image: 'ghcr.io/acme/api' }));
  const run = folder.roadbed(['diff', '--json']);
  expect(run.status).toBe(1);
  expect(JSON.parse(run.stdout)).toMatchObject({ different: false, problems: [{ code: 'RB706' }] });
});

test('what holds data and would vanish is said loudly', () => {
  folder.write('main.ts', databaseProgram({ database: false }));
  const run = folder.roadbed(['diff']);
  expect(run.status).toBe(0);
  expect(said(run)).toContain('- Cluster.postgresql.cnpg.io/shop/orders  HOLDS DATA, which would be lost');
  expect(said(run)).toContain(
    '2 objects that hold data would vanish; synth refuses that unless each is accepted by --accept',
  );
  expect(said(run)).toContain('  - shop-control-eu  prod/shop-control/prod');
});

test('nothing is written', () => {
  const before = folder.read('dist/.roadbed/files.json');
  folder.write('main.ts', databaseProgram({ image: 'ghcr.io/acme/api:1.5.0' }));
  folder.roadbed(['diff']);
  expect(folder.read('dist/.roadbed/files.json')).toBe(before);
});

test('one environment alone is compared, and one that is not there is a problem', () => {
  folder.write('main.ts', databaseProgram({ image: 'ghcr.io/acme/api:1.5.0' }));
  expect(said(folder.roadbed(['diff', '-e', 'dev']))).toMatch(/\n\d changed on 1 of 1 cluster, against dist\n$/);
  expect(folder.roadbed(['diff', '-e', 'nowhere']).stderr).toContain('RB907');
});

describe('against a revision', () => {
  test('the output is read from git, wherever the folder stands in the repository', () => {
    commit();
    folder.write('main.ts', databaseProgram({ image: 'ghcr.io/acme/api:1.5.0' }));
    expect(folder.roadbed(['synth']).status).toBe(0);
    expect(diffJson()).toMatchObject({ different: false, against: 'dist' });
    expect(diffJson('--against', 'main')).toMatchObject({ different: true, against: 'main:dist' });
    expect(
      folder.roadbed(['diff', '--against', 'HEAD', '--app', '../main.ts', '--out', '.'], { cwd: 'dist' }).stdout,
    ).toContain('changed on 2 of 2 clusters, against HEAD:dist\n');
  });

  test('the folder need not be there any more', () => {
    commit();
    renameSync(join(folder.path, 'dist'), join(folder.path, 'elsewhere'));
    expect(diffJson('--against', 'HEAD')).toMatchObject({ different: false });
    expect(diffJson()).toMatchObject({ problems: [{ code: 'RB933' }] });
  });

  test('a revision that is not there is a problem, and what looks like an option is a revision', () => {
    commit();
    expect(diffJson('--against=--output=stolen')).toMatchObject({ problems: [{ code: 'RB932' }], different: false });
    for (const revision of ['nowhere', '--output=stolen', '-h', 'HEAD:dist', '$(touch stolen)', '']) {
      expect(storedRevision(join(folder.path, 'dist'), revision)).toMatchObject({ code: 'RB932' });
    }
    expect(folder.has('stolen') || folder.has('dist/stolen')).toBe(false);
  });

  test('outside a repository, and where git is not installed, it is said so', () => {
    expect(folder.roadbed(['diff', '--against', 'main']).stderr).toContain('not a git repository');
    expect(folder.roadbed(['diff', '--against', 'main'], { env: { PATH: '/nowhere' } }).stderr).toContain(
      'git is not installed',
    );
  });

  test('a revision without the output is a problem', () => {
    git('init', '-q');
    git('add', 'main.ts');
    git('commit', '-q', '-m', 'one');
    expect(diffJson('--against', 'HEAD')).toMatchObject({ problems: [{ code: 'RB933' }] });
  });
});

test('another folder with an output is compared with, before a revision of its name', () => {
  cpSync(join(folder.path, 'dist'), join(folder.path, 'main'), { recursive: true });
  commit();
  folder.write('main.ts', databaseProgram({ image: 'ghcr.io/acme/api:1.5.0' }));
  expect(folder.roadbed(['synth']).status).toBe(0);
  expect(diffJson('--against', 'main')).toMatchObject({ different: true, against: 'main' });
});

test('a file of the former output that is no YAML any more is a problem that names it', () => {
  folder.write('dist/prod/shop/prod/api.yaml', 'a: [b\n---\nc: "d\n');
  expect(diffJson().problems[0]).toMatchObject({ code: 'RB934', path: 'dist/prod/shop/prod/api.yaml' });
});
