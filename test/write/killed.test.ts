import { cpSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { exchangeFolders } from '../../src/write/folder-exchange.ts';
import { writeFolder } from '../../src/write/output-folder.ts';
import { recoverFolder } from '../../src/write/recovery.ts';
import { contentOf, Fixture, filesOf } from './folder-fixture.ts';
import { Run, type RunEnd, type RunOptions, transpileLibrary } from './killed-run.ts';

jest.setTimeout(180_000);

const mine = { 'dist/README.md': 'mine', 'dist/dev/notes': 'mine' };
const oldFiles = { 'dev/a.yaml': 'old a', 'dev/gone/b.yaml': 'old b', 'prod/same.yaml': 'same' };
const newFiles = { 'dev/a.yaml': 'new a', 'dev/gone': 'now a file', 'prod/same.yaml': 'same', 'hub/c.yaml': 'new c' };

const shared = new Fixture();
const library = transpileLibrary(join(shared.path, 'library'));
const oldTree = prepare('old', (dist) => writeFolder(dist, filesOf(oldFiles)));
const newTree = prepare('new', (dist) => {
  writeFolder(dist, filesOf(oldFiles));
  writeFolder(dist, filesOf(newFiles));
});
const firstTree = prepare('first', (dist) => writeFolder(dist, filesOf(newFiles)));

/** Whether this machine has a program that lets folders change names in one step. */
const canExchange = exchangeFolders(join(shared.path, 'old'), join(shared.path, 'new'));
if (canExchange) exchangeFolders(join(shared.path, 'old'), join(shared.path, 'new'));

afterAll(() => shared.remove());

type State = 'old' | 'new' | 'none' | 'mixed';
type Content = ReturnType<typeof contentOf>;

/** Makes a tree to compare with, with files of somebody else in it, and gives its content. */
function prepare(name: string, make: (dist: string) => void): Content {
  if (name !== 'first')
    shared.put(Object.fromEntries(Object.entries(mine).map(([path, text]) => [path.replace('dist', name), text])));
  make(join(shared.path, name));
  return contentOf(join(shared.path, name));
}

/** What a plain reader sees, without what a run that writes file by file keeps in the folder for itself. */
function seen(dist: string): Content {
  const content = contentOf(dist);
  return content && Object.fromEntries(Object.entries(content).filter(([path]) => !path.startsWith('.roadbed/work')));
}

/** What a reader finds: where there was no tree before, none is the old one. */
function stateOf(dist: string, begin: 'old' | undefined): State {
  const content = seen(dist);
  if (isDeepStrictEqual(content, begin === undefined ? undefined : oldTree)) return 'old';
  if (isDeepStrictEqual(content, begin === undefined ? firstTree : newTree)) return 'new';
  return content === undefined ? 'none' : 'mixed';
}

/** How often a run is killed in truth, to hold that it leaves what was kept before that change. */
const KILLED_EVERY = 8;

/** Gives what a reader sees after a kill before each change of the disk, or each from the ready tree on, and holds that it is mended. */
async function killEverywhere(
  from: 'start' | 'ready',
  begin: 'old' | undefined,
  options: Partial<RunOptions> = {},
): Promise<State[]> {
  const kept = new Fixture();
  const fixture = beginning(begin);
  const { output, errors } = await runIn(fixture, { ...options, keptIn: kept.path });
  expect(stateOf(fixture.dist, begin)).toBe('new');
  expect(errors).toBe('');
  const { changes, changesUntilReady } = JSON.parse(output.split('\n').at(-1) ?? '');
  const states: State[] = [];
  for (let killAt = from === 'start' ? 1 : changesUntilReady; killAt <= changes; killAt++) {
    fixture.remove();
    renameSync(join(kept.path, String(killAt)), fixture.path);
    const state = stateOf(fixture.dist, begin);
    expectMended(fixture, begin, state);
    states.push(state);
    if (killAt % KILLED_EVERY === 0) expect(await killedAt(killAt, begin, options)).toBe(state);
  }
  fixture.remove();
  kept.remove();
  return states;
}

/** Kills a run before one of its changes of the disk, and gives what a reader sees then. */
async function killedAt(killAt: number, begin: 'old' | undefined, options: Partial<RunOptions>): Promise<State> {
  const fixture = beginning(begin);
  const { signal } = await runIn(fixture, { ...options, killAt });
  expect(signal).toBe('SIGKILL');
  const state = stateOf(fixture.dist, begin);
  expectMended(fixture, begin, state);
  fixture.remove();
  return state;
}

function beginning(begin: 'old' | undefined): Fixture {
  const fixture = new Fixture();
  if (begin !== undefined)
    cpSync(join(shared.path, begin), fixture.dist, { recursive: true, preserveTimestamps: true });
  return fixture;
}

function runIn({ dist }: Fixture, options: Partial<RunOptions>): Promise<RunEnd> {
  return new Run({ library, dist, files: filesOf(newFiles), ...options }).end;
}

/** The next command puts in order what a killed run left, and the next run works. */
function expectMended(fixture: Fixture, begin: 'old' | undefined, state: State): void {
  expect(recoverFolder(fixture.dist)).toEqual([]);
  const mended = stateOf(fixture.dist, begin);
  expect(mended).toBe(state === 'mixed' || (state === 'none' && begin !== undefined) ? 'new' : mended);
  expect(state === 'new' ? ['new'] : ['old', 'new']).toContain(mended);
  expect(readdirSync(fixture.path).filter((name) => name !== 'dist')).toEqual([]);
  expect(writeFolder(fixture.dist, filesOf(newFiles)).problems).toEqual([]);
  expect(stateOf(fixture.dist, begin)).toBe('new');
  expect(readdirSync(fixture.path)).toEqual(['dist']);
}

describe('a run that is killed before any of its changes of the disk', () => {
  test('leaves the old tree or the new one', async () => {
    const states = await killEverywhere('start', 'old');
    expect(states.length).toBeGreaterThan(40);
    expect(new Set(states)).toEqual(new Set(canExchange ? ['old', 'new'] : ['old', 'none', 'new']));
  });

  test('leaves no tree or the new one where there was none', async () => {
    const states = await killEverywhere('start', undefined);
    expect(new Set(states)).toEqual(new Set(['old', 'new']));
  });

  test('leaves, where folders can only be renamed, the old tree or the new one but for one moment, which the next command mends', async () => {
    const states = await killEverywhere('ready', 'old', { withoutPrograms: true });
    expect(states.filter((state) => state === 'none')).toHaveLength(1);
    expect(new Set(states)).toEqual(new Set(['old', 'new', 'none']));
  });

  test('leaves, where the folder cannot be moved, a tree that the next command finishes', async () => {
    const states = await killEverywhere('ready', 'old', { withoutPrograms: true, immovable: true });
    expect(states.length).toBeGreaterThan(20);
    const order = states.filter((state, i) => state !== states[i - 1]);
    expect(order).toEqual(['old', 'mixed', 'new']);
  });
});

test('a run that is killed at any time leaves the old tree or the new one', async () => {
  const many = (version: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`dev/${i % 10}/${i}.yaml`, `${i % 3 === 0 ? version : 0}`.repeat(4_000)]),
    );
  const fixture = new Fixture();
  fixture.put(mine);
  writeFolder(fixture.dist, filesOf(many(1)));
  const trees = [contentOf(fixture.dist)];
  writeFolder(fixture.dist, filesOf(many(2)));
  trees.push(contentOf(fixture.dist));
  const seenTrees = new Set<number>();
  for (let i = 0; i < 24; i++) {
    writeFolder(fixture.dist, filesOf(many(1)));
    const run = new Run({ library, dist: fixture.dist, files: filesOf(many(2)) });
    await run.says('begun');
    await new Promise((done) => setTimeout(done, i * 8));
    run.kill();
    await run.end;
    if (!canExchange) recoverFolder(fixture.dist);
    const tree = trees.findIndex((content) => isDeepStrictEqual(content, seen(fixture.dist)));
    seenTrees.add(tree);
  }
  fixture.remove();
  expect([...seenTrees].sort()).toEqual([0, 1]);
});

test('a run waits for no other: it is refused while one is at work, and goes on when that one is dead', async () => {
  const fixture = new Fixture();
  writeFolder(fixture.dist, filesOf(oldFiles));
  const run = new Run({ library, dist: fixture.dist, files: filesOf(newFiles), hold: true });
  await run.says('held');
  const before = contentOf(fixture.dist);
  expect(writeFolder(fixture.dist, filesOf({})).problems).toMatchObject([{ code: 'RB811', path: fixture.dist }]);
  expect(recoverFolder(fixture.dist)).toEqual([]);
  expect(contentOf(fixture.dist)).toEqual(before);
  run.kill();
  await run.end;
  expect(writeFolder(fixture.dist, filesOf(newFiles)).problems).toEqual([]);
  expect(readdirSync(fixture.path)).toEqual(['dist']);
  fixture.remove();
});
