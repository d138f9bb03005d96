import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

test('the schemas of the core kinds are what the package gives, so that an upgrade of it shows in the diff', () => {
  const root = resolve(__dirname, '../..');
  const args = ['-r', './scripts/typescript-hook.cjs', 'scripts/core-schemas.ts', '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect(stderr.split('\n').filter((line) => line.includes('stale'))).toEqual([]);
  expect(status).toBe(0);
});
