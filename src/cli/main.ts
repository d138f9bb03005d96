#!/usr/bin/env node
import { extname } from 'node:path';
import { packageVersion } from '../platform/package.ts';

/** Every command, with what it does in a few words. Each stands in a file of its name. */
const summaries = {
  init: 'make a folder with a small platform',
  synth: 'write the output folder',
  diff: 'show what a synthesis would change, and on how many clusters',
  graph: 'draw what depends on what',
  explain: 'tell where something comes from, and why it is where it is',
  validate: 'check the platform, or files of manifests, without writing anything',
  seal: 'encrypt the values of a Secret for a cluster, so that they can stand in git',
  join: 'let a cluster join the network of the platform, or begin its hub',
  leave: 'take a cluster from the network of the platform',
  schemas: 'add schemas of custom kinds',
  import: 'turn Score files into a program in TypeScript',
  contract: 'write what programs of teams build on',
  export: 'write the workloads of the platform as Score files',
} as const;

/** A file beside this one, loaded when it is asked for. `import()` would bring up a second module loader, at a tenth of an empty start of Node.js. */
function load(name: string): unknown {
  return require(`./${name}${extname(__filename)}`);
}

async function main(args: readonly string[]): Promise<void> {
  const { enableCompileCache }: typeof import('./compile-cache.ts') = require(`./compile-cache${extname(__filename)}`);
  if (args[0] !== undefined && Object.hasOwn(summaries, args[0])) enableCompileCache(args[0]);
  const { runCommand }: typeof import('./run-command.ts') = require(`./run-command${extname(__filename)}`);
  process.exitCode = await runCommand(summaries, load, args);
  // What the program still waits for comes to its end first. Then there is nothing to gain from taking the heap apart piece by
  // piece, which takes as long as a small synthesis.
  process.once('beforeExit', () => process.exit());
}

const [first, second] = process.argv.slice(2);
// The most frequent question of scripts is answered before anything is loaded.
if (second === undefined && (first === '--version' || first === '-V')) process.stdout.write(`${packageVersion()}\n`);
else void main(process.argv.slice(2));
