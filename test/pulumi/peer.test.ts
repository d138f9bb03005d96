import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../scripts/source-files.ts';

/** What a process prints that loads an entry of the package, on a machine without Pulumi's SDK. */
function loaded(entry: string): { readonly status: number | null; readonly text: string } {
  const script = [
    "const Module = require('node:module');",
    'const resolve = Module._resolveFilename;',
    'Module._resolveFilename = function (name, ...rest) {',
    "  if (/^@pulumi\\//.test(name)) throw Object.assign(new Error('no ' + name), { code: 'MODULE_NOT_FOUND' });",
    '  return resolve.call(this, name, ...rest);',
    '};',
    `try { console.log(Object.keys(require(${JSON.stringify(join(root, entry))})).length > 0); }`,
    'catch (error) { console.log(error.message); process.exitCode = 1; }',
  ].join('\n');
  const hook = join(root, 'scripts/typescript-hook.cjs');
  const { status, stdout } = spawnSync(process.execPath, ['-r', hook, '-e', script], { encoding: 'utf8' });
  return { status, text: stdout.trim() };
}

test('who loads roadbed/pulumi without its peer is told what to install', () => {
  expect(loaded('src/pulumi/index.ts')).toEqual({
    status: 1,
    text: "roadbed/pulumi runs in a Pulumi program and needs Pulumi's SDK, which is not installed: npm install @pulumi/pulumi",
  });
}, 30_000);

test('everything but roadbed/pulumi works without Pulumi, and so does the target that writes Pulumi YAML', () => {
  expect(loaded('src/index.ts')).toEqual({ status: 0, text: 'true' });
  expect(loaded('src/platform/targets.ts')).toEqual({ status: 0, text: 'true' });
}, 30_000);
