import { extname } from 'node:path';

/** Every command, with what it does in a few words. Each stands in a file of its name. */
export const commands: Readonly<Record<string, string>> = {
  init: 'make a folder with a small platform',
  synth: 'write the output folder',
  diff: 'show what a synthesis would change, and on how many clusters',
  graph: 'draw what depends on what',
  explain: 'tell where something comes from, and why it is where it is',
  validate: 'check the platform, or files of manifests, without writing anything',
  promote: 'let a wave of the platform have what the wave before has',
  seal: 'encrypt the values of a Secret for a cluster, so that they can stand in git',
  join: 'let a cluster join the network of the platform, or begin its hub',
  leave: 'take a cluster from the network of the platform',
  schemas: 'add schemas of custom kinds',
  import: 'turn Score files into a program in TypeScript',
  contract: 'write what programs of teams build on',
  export: 'write the workloads of the platform as Score files',
};

/**
 * Loads the module of a command when it is asked for. `import()` would bring up a second module loader, at a tenth of an empty start
 * of Node.js.
 */
export function loadCommand(name: string): unknown {
  return require(`./${name}${extname(__filename)}`);
}
