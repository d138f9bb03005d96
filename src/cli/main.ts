#!/usr/bin/env node
import { packageVersion } from './package.ts';

/** Every command, each loaded only when it is asked for. */
const commands = {
  init: {
    summary: 'make a folder with a small platform',
    load: async () => (await import('./init.ts')).initCommand(),
  },
  synth: {
    summary: 'write the output folder',
    load: async () => (await import('./synth.ts')).synthCommand(),
  },
  diff: {
    summary: 'show what a synthesis would change, and on how many clusters',
    load: async () => (await import('./diff.ts')).diffCommand(),
  },
  graph: {
    summary: 'draw what depends on what',
    load: async () => (await import('./graph.ts')).graphCommand(),
  },
  explain: {
    summary: 'tell where something comes from, and why it is where it is',
    load: async () => (await import('./explain.ts')).explainCommand(),
  },
  validate: {
    summary: 'check the platform, or files of manifests, without writing anything',
    load: async () => (await import('./validate.ts')).validateCommand(),
  },
  schemas: {
    summary: 'add schemas of custom kinds',
    load: async () => (await import('./schemas.ts')).schemasCommand(),
  },
} as const;

async function main(args: readonly string[]): Promise<void> {
  const { runCommand } = await import('./run-command.ts');
  process.exitCode = await runCommand(commands, args);
}

const [first, second] = process.argv.slice(2);
// The most frequent question of scripts is answered before anything is loaded.
if (second === undefined && (first === '--version' || first === '-V')) process.stdout.write(`${packageVersion()}\n`);
else void main(process.argv.slice(2));
