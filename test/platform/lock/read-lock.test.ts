import { readLock } from '../../../src/platform/lock/read-lock.ts';
import { isNewer } from '../../../src/platform/lock/versions.ts';
import { lines } from '../../support/platforms.ts';
import { lockOf } from './support.ts';

function problemsOf(text: string, environment?: string) {
  return lines(readLock(text, { path: 'roadbed.lock', roadbed: '1.2.3', environment }).problems);
}

const lock = lockOf();
const text = JSON.stringify(lock, undefined, 2);

test('a lock is read as it was written, and none is no problem', () => {
  expect(readLock(text, { path: 'roadbed.lock', roadbed: '1.2.3' })).toEqual({ lock: JSON.parse(text), problems: [] });
  expect(readLock(undefined, { path: 'roadbed.lock', roadbed: '1.2.3' })).toEqual({ lock: undefined, problems: [] });
});

test.each([
  ['', 'RB630 at roadbed.lock: it is not JSON; restore roadbed.lock from git, and run roadbed synth again'],
  ['{"version": 1}', 'RB630 at roadbed.lock.environments: it is damaged: '],
  [
    text.replace('"orders"', '7'),
    'RB630 at roadbed.lock.environments.dev.applications.shop.needs["shop/orders"][0].name: ',
  ],
  ['{"version": "1", "environments": {}}', 'RB630 at roadbed.lock.version: '],
])('a damaged lock is a problem', (damaged, found) => {
  expect(problemsOf(damaged)).toEqual([expect.stringContaining(found)]);
});

test('a lock with a merge conflict is told from any other damage, with its line', () => {
  const conflict = text.replace('  "environments"', '<<<<<<< HEAD\n  "environments"\n=======\n>>>>>>> other\n');
  expect(problemsOf(conflict)).toEqual([
    'RB631 at roadbed.lock: line 3 is "<<<<<<< HEAD"; take the side of the branch that is merged into, and run roadbed synth again',
  ]);
});

test('a lock of a newer Roadbed is a problem for the environments that are to be written', () => {
  const { dev, prod } = lock.environments;
  const newer = JSON.stringify({ version: 1, environments: { dev: { ...dev, roadbed: '1.3.0' }, prod } });
  expect(problemsOf(newer)).toEqual([
    'RB632 at roadbed.lock.dev: roadbed 1.3.0 wrote it, and this is 1.2.3; install that version of roadbed, or a newer one',
  ]);
  expect(problemsOf(newer, 'prod')).toEqual([]);
  expect(problemsOf('{"version": 2}', 'prod')).toEqual([
    expect.stringContaining('it has the form 2, and this Roadbed knows 1'),
  ]);
});

test('versions are compared as Semantic Versioning does', () => {
  const order = ['0.9.0', '0.10.0-rc.1', '0.10.0-rc.2', '0.10.0-rc.10', '0.10.0-rc.x', '0.10.0', '0.10.1', '1.0.0'];
  for (const [i, a] of order.entries()) {
    for (const [j, b] of order.entries()) expect([a, b, isNewer(a, b)]).toEqual([a, b, i > j]);
  }
});
