import type { IConstruct } from 'constructs';
import { LOCK_NAME } from '../model/lock-document.ts';
import { formatProblem } from '../model/problem.ts';
import { packageVersion } from './package.ts';
import { synthesize } from './synthesize.ts';

/** Synthesises within the user's own program, as `cdk8s synth` and `node main.js` do. */
export function synthesizeAlone(platform: IConstruct, outdir: string): void {
  const { problems } = synthesize(platform, {
    outdir,
    schemas: 'schemas',
    lock: { file: LOCK_NAME, roadbed: packageVersion() },
  });
  if (problems.length === 0) return;
  for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);
  process.exitCode = 1;
}
