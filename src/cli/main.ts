#!/usr/bin/env node
import { extname } from 'node:path';
import { packageVersion } from '../platform/package.ts';

async function main(args: readonly string[]): Promise<void> {
  const { commands }: typeof import('./commands.ts') = require(`./commands${extname(__filename)}`);
  const { enableCompileCache }: typeof import('./compile-cache.ts') = require(`./compile-cache${extname(__filename)}`);
  if (args[0] !== undefined && Object.hasOwn(commands, args[0])) enableCompileCache(args[0]);
  const { runCommand }: typeof import('./run-command.ts') = require(`./run-command${extname(__filename)}`);
  quitWithReader();
  process.exitCode = await runCommand(args);
  // What the program still waits for comes to its end first. Then there is nothing to gain from taking the heap apart piece by
  // piece, which takes as long as a small synthesis.
  process.once('beforeExit', () => process.exit());
}

/** When whoever reads the output has gone (`roadbed synth | head`), there is nobody left to tell anything. */
function quitWithReader(): void {
  process.stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

const [first, second] = process.argv.slice(2);
// The most frequent question of scripts is answered before anything is loaded.
if (second === undefined && (first === '--version' || first === '-V')) process.stdout.write(`${packageVersion()}\n`);
else void main(process.argv.slice(2));
