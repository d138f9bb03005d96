import { execFileSync } from 'node:child_process';
import { databaseProgram } from './database-program.ts';
import { UserFolder } from './support.ts';

let folder: UserFolder;
beforeEach(() => {
  folder = new UserFolder({ 'main.ts': databaseProgram() });
});
afterEach(() => folder.remove());

const synth = (...args: readonly string[]) => folder.roadbed(['synth', ...args]);
const diff = (...args: readonly string[]) => folder.roadbed(['diff', ...args]);
const lock = () => JSON.parse(folder.read('roadbed.lock'));
const renamed = databaseProgram().replace("'orders', {}", "'db', {}");

function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@acme.example'];
  return execFileSync('git', [...who, ...args], { cwd: folder.path, encoding: 'utf8' }).trim();
}

test('synth writes the lock beside the program, the same bytes each time', () => {
  expect(synth().stdout).toMatch(/\nroadbed\.lock {2}new: commit it beside the program\n$/);
  const first = folder.read('roadbed.lock');
  expect(lock().environments.prod.applications.shop.needs['shop/orders']).toMatchObject([
    { type: 'postgres', provisioner: 'rds-postgres', params: { storage: '20Gi', version: 17 } },
  ]);
  expect(synth().stdout).not.toContain('roadbed.lock');
  expect(folder.read('roadbed.lock')).toBe(first);
});

test('--environment writes its part of the lock alone, and --check sees what is stale', () => {
  synth();
  const before = lock().environments;
  folder.write('main.ts', databaseProgram({ image: 'ghcr.io/acme/api:2.0.0' }));
  expect(synth('-e', 'dev').status).toBe(0);
  expect(lock().environments.dev.images).toContain('ghcr.io/acme/api:2.0.0');
  expect(lock().environments.prod).toEqual(before.prod);
  expect(synth('--check').stderr).toContain('changed   roadbed.lock');
  expect(synth('--check', '-e', 'dev').status).toBe(0);
});

test('--check fails where the lock was not committed, and --lock names another', () => {
  synth('--lock', 'other.lock');
  expect(folder.has('roadbed.lock')).toBe(false);
  expect(synth('--check').stderr).toContain('missing   roadbed.lock');
  expect(synth('--check', '--lock', 'other.lock').status).toBe(0);
});

test('a database under another id is refused by synth, diff and validate, with or without a former output, and a move keeps it', () => {
  synth();
  folder.write('main.ts', renamed);
  const refused = synth();
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('RB633  "Cluster.postgresql.cnpg.io/shop/orders" on "dev" in "dev"');
  expect(refused.stderr).not.toContain('RB820');
  expect(synth('--out', 'elsewhere').stderr).toContain('RB633');
  expect(folder.roadbed(['validate']).stderr).toContain('RB633');
  const shown = diff();
  expect({ status: shown.status, says: shown.stderr.includes('RB633') }).toEqual({ status: 1, says: true });
  expect(shown.stdout).toContain('- Cluster.postgresql.cnpg.io/shop/orders  HOLDS DATA');
  expect(diff('--accept', 'shop/orders').status).toBe(0);
  folder.write(
    'main.ts',
    renamed.replace("path: 'dist' }", "path: 'dist' }, moved: [{ from: 'shop/orders', to: 'shop/db' }]"),
  );
  expect(diff().stdout).toContain(
    '~ shop/db  moved  postgres by cnpg-postgres  on dev\n        moved from shop/orders\n',
  );
  expect(synth()).toMatchObject({ status: 0, stderr: '' });
});

test('what is accepted by the path of its construct goes, from the output and the lock', () => {
  synth();
  folder.write('main.ts', renamed);
  expect(synth('--accept', 'shop/orders')).toMatchObject({ status: 0, stderr: '' });
  expect(Object.keys(lock().environments.dev.applications.shop.data)).toEqual(['shop', 'shop/db']);
});

test('diff tells a change of settings from a change of the provisioner, against the lock or that of a revision', () => {
  synth();
  git('init', '-q', '-b', 'main');
  git('add', 'dist', 'main.ts', 'roadbed.lock');
  git('commit', '-q', '-m', 'one');
  folder.write('main.ts', databaseProgram().replace("'orders', {}", "'orders', { instances: 3 }"));
  const said =
    'needs in dev\n  ~ shop/orders  config change  postgres by cnpg-postgres  on dev\n        instances: not given -> 3\n';
  expect(diff().stdout).toContain(said);
  synth();
  expect(diff().stdout).toContain('No object differs from dist.');
  expect(diff('--against', 'main').stdout).toContain(said);
  expect(JSON.parse(diff('--against', 'main', '--json').stdout.replace('the program speaks\n', ''))).toMatchObject({
    different: true,
    needs: [{ change: 'config change', environment: 'dev' }, { environment: 'prod' }],
  });
});

test('the revision of the program is that which first decided so, where nothing else has changed in its tree', () => {
  git('init', '-q', '-b', 'main');
  folder.write('.gitignore', 'node_modules\n');
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  const first = git('rev-parse', 'HEAD');
  synth();
  expect(lock().environments.dev.revision).toBe(first);
  git('add', '.');
  git('commit', '-q', '-m', 'two');
  expect(synth('--check').status).toBe(0);
  folder.write('main.ts', databaseProgram({ image: 'ghcr.io/acme/api:2.0.0' }));
  synth('-e', 'dev');
  expect(lock().environments.dev.revision).toBeUndefined();
  expect(lock().environments.prod.revision).toBe(first);
});

test('a lock that cannot be read keeps everything as it is', () => {
  synth();
  const text = folder.read('roadbed.lock');
  folder.write('roadbed.lock', `<<<<<<< HEAD\n${text}`);
  expect(synth()).toMatchObject({ status: 1, stderr: expect.stringContaining('RB631') });
  folder.write('roadbed.lock', text.replace('"roadbed": "', '"roadbed": "9'));
  expect(synth('-e', 'dev')).toMatchObject({ status: 1, stderr: expect.stringContaining('RB632') });
  expect(synth('--lock', 'dist').stderr).toContain('RB630  the file system says EISDIR');
  expect(synth('--lock', 'no/where/roadbed.lock').stderr).toContain('RB635  the file system says ENOENT');
});
