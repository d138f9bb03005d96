import { spawn } from 'node:child_process';
import { root, tool } from './source-files.ts';

/** One check: a command of node_modules/.bin, or `node`, and its arguments. */
interface Step {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
}

const script = (file: string, ...args: string[]): Step['command'] => [
  'node',
  '-r',
  './scripts/typescript-hook.cjs',
  `scripts/${file}`,
  ...args,
];

/** Cheap ones first. The steps of a stage run side by side; a stage that fails ends the run, after all of its steps have spoken. */
const stages: readonly (readonly Step[])[] = [
  [
    { name: 'format and lint', command: ['biome', 'ci', '--colors=off', '--error-on-warnings', '.'] },
    {
      name: 'import rules',
      command: ['depcruise', '--config', '--', 'src', 'constructs', 'stacks', 'examples', 'bench', 'scripts', 'test'],
    },
    { name: 'unused code', command: ['knip', '--no-progress'] },
    { name: 'build', command: script('build.ts') },
  ],
  [
    { name: 'types', command: ['tsc', '-p', '.'] },
    { name: 'docs drift', command: script('api-docs.ts', '--check') },
    { name: 'package', command: ['publint', '--strict'] },
    // Side by side with the rest: many tests wait for programs that they start.
    { name: 'tests', command: ['jest', '--silent', ...process.argv.slice(2)] },
  ],
];

interface Outcome {
  readonly step: Step;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

function run(step: Step): Promise<Outcome> {
  const [program, ...args] = step.command;
  const start = performance.now();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const done = (passed: boolean) => {
      const seconds = (performance.now() - start) / 1000;
      resolve({ step, passed, seconds, output: Buffer.concat(chunks).toString() });
    };
    const file = program === 'node' ? process.execPath : tool(program);
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      done(false);
    });
    child.on('close', (status) => done(status === 0));
  });
}

function report({ step, passed, seconds, output }: Outcome): void {
  process.stdout.write(
    `${passed ? 'ok    ' : 'FAILED'}  ${step.name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s\n`,
  );
  if (!passed) process.stdout.write(`${output.trimEnd()}\n\n`);
}

/** Runs steps, two at a time, and says whether all passed. */
async function runStage(steps: readonly Step[]): Promise<boolean> {
  const waiting = [...steps];
  let passed = true;
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await run(step);
      report(outcome);
      passed &&= outcome.passed;
    }
  };
  await Promise.all([lane(), lane()]);
  return passed;
}

async function main(): Promise<void> {
  const start = performance.now();
  for (const steps of stages) {
    if (!(await runStage(steps))) {
      process.exitCode = 1;
      break;
    }
  }
  process.stdout.write(`${((performance.now() - start) / 1000).toFixed(0)} s in all\n`);
}

void main();
