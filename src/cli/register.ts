import { installModuleHooks } from './module-hooks.ts';

// `node --require roadbed/register main.ts` runs a program in TypeScript without a command of Roadbed's: `cdk8s synth` does so.
installModuleHooks();
