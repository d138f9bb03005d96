import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { root } from '../../scripts/source-files.ts';
import { UserFolder } from '../cli/support.ts';
import { succeed } from './harness/command.ts';
import { holds, withEngines } from './harness/with-engines.ts';
import { type Project, projectOutcomesSchema } from './pulumi/project.ts';

/** `examples/pulumi` as a user's build makes it. */
const program = transformSync(readFileSync(join(root, 'examples/pulumi/main.ts'), 'utf8'), {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
}).code;

const files = {
  'index.js': program,
  'package.json': JSON.stringify({ name: 'shop', main: 'index.js' }),
  'Pulumi.yaml': JSON.stringify({ name: 'shop', runtime: { name: 'nodejs', options: { typescript: false } } }),
};

withEngines(['pulumi', 'pulumi-language-nodejs'], 'the language host of Pulumi', (tools) => {
  holds(
    'pulumi-language-nodejs',
    'starts examples/pulumi as a program of its own, which is previewed, made, left as it is, and tells its outputs',
    async () => {
      const folder = new UserFolder(files, ['@pulumi/pulumi']);
      try {
        const file = join(tools.folder, 'project.json');
        const project: Project = {
          cli: tools.program('pulumi'),
          host: tools.program('pulumi-language-nodejs'),
          folder: tools.folder,
          project: folder.path,
          commands: [
            ['stack', 'init', 'prod'],
            ['preview'],
            ['up', '--yes'],
            ['up', '--yes'],
            ['stack', 'output', 'endpoint'],
          ],
        };
        writeFileSync(file, JSON.stringify(project));
        const runner = join(__dirname, 'pulumi/run-project.ts');
        succeed(process.execPath, ['-r', join(root, 'scripts/typescript-hook.cjs'), runner, file]);
        const outcomes = projectOutcomesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
        expect(outcomes.map(({ status, output }) => (status === 0 ? 'ok' : output))).toEqual(Array(5).fill('ok'));
        const [, preview, up, again, output] = outcomes;
        const made = Number(/\+ (\d+) created/.exec(up?.output ?? '')?.[1]);
        expect(made).toBeGreaterThan(50);
        expect(preview?.output).toContain(`+ ${made} to create`);
        expect(again?.output).toContain(`${made} unchanged`);
        expect([preview, again].map((one) => one?.deeds)).toEqual([0, 0]);
        expect(output?.output.trim()).toBe('https://eu.eks.example');
        return made;
      } finally {
        folder.remove();
      }
    },
    300,
  );
});
