import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { z } from 'zod';
import { withDoubles } from './doubles.ts';
import { pulumiEnvironment } from './environment.ts';
import { type Project, type projectOutcomesSchema, projectSchema } from './project.ts';
import type { Deed } from './session.ts';

type Outcomes = z.infer<typeof projectOutcomesSchema>;

/**
 * Runs commands of the CLI in a project that is written in a file, and writes there what became of them. The CLI has the language host start
 * the program, as it does for a user.
 */
async function main(file: string): Promise<void> {
  const project = projectSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const name of ['state', 'home']) mkdirSync(join(project.folder, name), { recursive: true });
  const deeds: Deed[] = [];
  const outcomes = await withDoubles(deeds, async ({ PULUMI_DEBUG_PROVIDERS }) => {
    const own = pulumiEnvironment(project.cli, project.folder);
    const PATH = [dirname(project.host), own.PATH].join(delimiter);
    const found: Outcomes = [];
    for (const { words, files } of project.commands) {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(project.project, name), text);
      const before = deeds.length;
      const ended = await run(project, words, { ...own, PATH, PULUMI_DEBUG_PROVIDERS });
      found.push({ ...ended, deeds: deeds.length - before });
    }
    return found;
  });
  writeFileSync(file, JSON.stringify(outcomes));
}

/** Runs a command while the doubles answer. */
function run({ cli, project }: Project, words: readonly string[], env: Readonly<Record<string, string>>) {
  return new Promise<{ status: number; output: string }>((resolve, reject) => {
    let output = '';
    const child = spawn(cli, [...words, '--non-interactive'], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => {
        output += text.toString();
      });
    }
    child.on('error', reject);
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
