import { readdirSync, utimesSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { RunLock } from '../../src/write/run-lock.ts';
import { Fixture } from './folder-fixture.ts';

let fixture: Fixture;

beforeEach(() => {
  fixture = new Fixture();
});

afterEach(() => {
  jest.useRealTimers();
  fixture.remove();
});

function take(): RunLock | string {
  return RunLock.take(fixture.path);
}

test('one holds the lock until it is released', () => {
  const lock = take();
  expect(lock).toBeInstanceOf(RunLock);
  expect(readdirSync(fixture.path)).toEqual(['lock']);
  expect(take()).toBe(`process ${process.pid}`);
  if (typeof lock !== 'string') lock.release();
  expect(readdirSync(fixture.path)).toEqual([]);
  expect(take()).toBeInstanceOf(RunLock);
});

test.each([
  ['a live process', `${process.ppid} ${hostname()}\n`, `process ${process.ppid}`],
  ['a process on another machine', '1 elsewhere\n', 'a process on elsewhere'],
  ['a process that is just writing its name', '', 'a process on another machine'],
])('the lock of %s is respected', (_, content, holder) => {
  fixture.put({ lock: content });
  expect(take()).toBe(holder);
  expect(readdirSync(fixture.path)).toEqual(['lock']);
});

test.each([
  ['a dead process', `4194305 ${hostname()}\n`],
  ['a dead process that had the same number', `${process.pid} ${hostname()}\n`],
])('the lock of %s is taken over', (_, content) => {
  fixture.put({ lock: content });
  expect(take()).toBeInstanceOf(RunLock);
  expect(readdirSync(fixture.path)).toEqual(['lock']);
});

test('a lock that nobody has refreshed for a minute is taken over, though its process cannot be looked up', () => {
  for (const content of ['', '1 elsewhere\n']) {
    fixture.put({ lock: content });
    const past = Date.now() / 1_000 - 61;
    utimesSync(join(fixture.path, 'lock'), past, past);
    const lock = take();
    expect(lock).toBeInstanceOf(RunLock);
    if (typeof lock !== 'string') lock.release();
  }
});
