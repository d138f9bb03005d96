import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, root } from '../../../scripts/source-files.ts';
import { succeed } from '../harness/command.ts';
import type { Tools } from '../harness/with-engines.ts';
import { PASSWORD } from './aws-double.ts';
import { type Outcome, outcomesSchema, type Session, type Step } from './session.ts';

/**
 * Does the steps with a stack of its own, and gives what became of each. No secret may stand in what Pulumi keeps.
 * @param clusters existing clusters, each of which is reached by a provider that renders to a folder of its name
 */
export function outcomesOf(tools: Tools, steps: readonly Step[], clusters: readonly string[] = []): readonly Outcome[] {
  const folder = mkdtempSync(join(tools.folder, 'stack-'));
  const file = join(folder, 'session.json');
  const session: Session = {
    cli: tools.program('pulumi'),
    folder,
    clusters: Object.fromEntries(clusters.map((name) => [name, name])),
    steps: [...steps],
  };
  writeFileSync(file, JSON.stringify(session));
  succeed(process.execPath, ['-r', join(root, 'scripts/typescript-hook.cjs'), join(__dirname, 'run-session.ts'), file]);
  const kept = ['state', 'project'].flatMap((name) => filesIn(name, '', folder));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter((path) => readFileSync(join(folder, path), 'utf8').includes(PASSWORD))).toEqual([]);
  return outcomesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
