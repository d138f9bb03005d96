import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalWorkspace, PulumiCommand, type Stack } from '@pulumi/pulumi/automation';
import { deploy } from 'roadbed/pulumi';
import { withHost } from '../../../src/platform/host.ts';
import { succeed } from '../harness/command.ts';
import { type Doubles, withDoubles } from './doubles.ts';
import { pulumiEnvironment } from './environment.ts';
import { type Deed, type Outcome, type Session, type Step, sessionSchema } from './session.ts';

/**
 * Does with the real engine what the session says that is written in a file, and writes there what became of it. A process of its own, as the SDK keeps what
 * it knows of a program in the process. Programs run as inline programs of Pulumi's Automation API, so that many of them start quickly; `run-project.ts` has
 * the language host start one.
 */
async function main(file: string): Promise<void> {
  const session = sessionSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const deeds: Deed[] = [];
  const outcomes = await withDoubles(deeds, (doubles) => new Runner(session, doubles, deeds).run());
  writeFileSync(file, JSON.stringify(outcomes));
}

class Runner {
  readonly #session: Session;
  readonly #doubles: Doubles;
  readonly #deeds: Deed[];
  readonly #environment: Record<string, string>;

  constructor(session: Session, doubles: Doubles, deeds: Deed[]) {
    this.#session = session;
    this.#doubles = doubles;
    this.#deeds = deeds;
    this.#environment = {
      ...pulumiEnvironment(session.cli, session.folder),
      PULUMI_DEBUG_PROVIDERS: doubles.PULUMI_DEBUG_PROVIDERS,
    };
  }

  async run(): Promise<readonly Outcome[]> {
    Object.assign(process.env, this.#environment);
    const { folder, steps } = this.#session;
    for (const name of ['state', 'home', 'project']) mkdirSync(join(folder, name), { recursive: true });
    const options = { pulumiCommand: await PulumiCommand.get(), workDir: join(folder, 'project') };
    const outcomes: Outcome[] = [];
    for (const step of steps) {
      const program = () => (step.command === 'cli' ? Promise.resolve({}) : this.#program(step.program));
      const inline = { projectName: 'shop', stackName: 'prod', program };
      outcomes.push(await this.#outcome(await LocalWorkspace.createOrSelectStack(inline, options), step));
    }
    return outcomes;
  }

  async #outcome(stack: Stack, step: Step): Promise<Outcome> {
    const before = this.#deeds.length;
    const { changes = {}, error } = await this.#done(stack, step).then(
      (counts) => ({ changes: counts, error: undefined }),
      (thrown: unknown) => ({ changes: undefined, error: String(thrown) }),
    );
    const outputs = Object.entries(await stack.outputs());
    return {
      ...(error === undefined ? {} : { error }),
      changes,
      deeds: this.#deeds.slice(before),
      resources: this.#doubles.all.flatMap(({ resources }) => resources),
      outputs: Object.fromEntries(outputs.map(([name, { value }]) => [name, value])),
    };
  }

  /** Does it, and gives how many resources it was done to. */
  async #done(stack: Stack, step: Step): Promise<Record<string, number>> {
    if (step.command === 'cli') {
      succeed(this.#session.cli, [...step.words, '--stack', stack.name], { cwd: stack.workspace.workDir });
      return {};
    }
    if (step.command === 'preview') return { ...(await stack.preview()).changeSummary };
    const { summary } = await (step.command === 'up' ? stack.up() : stack.destroy());
    return { ...summary.resourceChanges };
  }

  /** Runs the user's program anew and gives what it exports. One that ends in `synth` is deployed. */
  #program(file: string): Promise<Record<string, unknown>> {
    const accesses = Object.entries(this.#session.clusters).map(([name, renderYamlToDirectory]) => [
      name,
      { renderYamlToDirectory },
    ]);
    const clusters = Object.fromEntries(accesses);
    delete require.cache[require.resolve(file)];
    return withHost({ synth: (platform) => void deploy(platform, { clusters }) }, () => ({ ...require(file) }));
  }
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
