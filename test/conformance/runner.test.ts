import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/source-files.ts';
import { type Outcome, run } from './harness/command.ts';

jest.setTimeout(120_000);

const { CI, KUBECONFIG, ...environment } = process.env;

describe('an engine that is not to be had', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'roadbed-runner-'));
    symlinkSync(process.execPath, join(folder, 'node'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs what is held against helm on a machine that has Node and nothing else: no Go, and no engine from an earlier run. */
  function conformance(env: NodeJS.ProcessEnv): Outcome {
    const args = [
      '-r',
      './scripts/typescript-hook.cjs',
      'scripts/conformance.ts',
      '--engines=helm',
      'helm',
      '--verbose',
    ];
    const bare = { ...environment, PATH: folder, XDG_CACHE_HOME: folder, ...env };
    return run(process.execPath, args, { cwd: root, env: bare });
  }

  const reason = 'helm: there is no Go on the path to build it with';

  test('is told as not run, with the reason', () => {
    const { status, output, complaint } = conformance({});
    expect(output).toContain(`not run: ${reason}`);
    expect(complaint).toMatch(/^Tests: +\d+ skipped, \d+ total$/m);
    expect(status).toBe(0);
  });

  test('fails the run in CI', () => {
    const { status, output } = conformance({ CI: 'true' });
    expect(output).toContain(`not run: ${reason}`);
    expect(status).toBe(1);
  });

  test('is a mistake of the command where none is called so', () => {
    const args = ['-r', './scripts/typescript-hook.cjs', 'scripts/conformance.ts', '--engines=helmet'];
    const { status, complaint } = run(process.execPath, args, { cwd: root, env: environment });
    expect({ status, complaint }).toEqual({ status: 1, complaint: expect.stringContaining('no engine is called') });
  });
});
