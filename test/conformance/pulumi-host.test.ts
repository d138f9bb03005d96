import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { root } from '../../scripts/source-files.ts';
import { UserFolder } from '../cli/support.ts';
import { succeed } from './harness/command.ts';
import { holds, withEngines } from './harness/with-engines.ts';
import { type Project, projectOutcomesSchema } from './pulumi/project.ts';

/** `examples/pulumi` as it stands, and with another image. */
const [program, later] = ['api:1.4.2', 'api:1.5.0'].map((image) => {
  const text = readFileSync(join(root, 'examples/pulumi/main.ts'), 'utf8').replace('api:1.4.2', image);
  // As a user's build makes it.
  const { code } = transformSync(text, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  return { 'index.js': code };
});

const files = {
  ...program,
  'package.json': JSON.stringify({ name: 'shop', main: 'index.js' }),
  'Pulumi.yaml': JSON.stringify({ name: 'shop', runtime: { name: 'nodejs', options: { typescript: false } } }),
};

/** What a user types, in order. */
const commands: Project['commands'] = [
  { words: ['stack', 'init', 'prod'] },
  { words: ['preview'] },
  { words: ['up', '--yes'] },
  { words: ['up', '--yes'] },
  { words: ['stack', 'output', 'endpoint'] },
  { words: ['preview'], files: { ...later } },
  { words: ['up', '--yes'] },
  { words: ['destroy', '--yes'] },
  { words: ['state', 'unprotect', '--all', '--yes'] },
  { words: ['destroy', '--yes'] },
  { words: ['stack', '--show-urns'] },
];

withEngines(['pulumi', 'pulumi-language-nodejs'], 'the language host of Pulumi', (tools) => {
  holds(
    'pulumi-language-nodejs',
    'starts examples/pulumi as a program of its own, which is previewed, made, left as it is, changed in one thing, and deleted once it is unprotected',
    async () => {
      const folder = new UserFolder(files, ['@pulumi/pulumi']);
      try {
        const file = join(tools.folder, 'project.json');
        const project: Project = {
          cli: tools.program('pulumi'),
          host: tools.program('pulumi-language-nodejs'),
          folder: tools.folder,
          project: folder.path,
          commands,
        };
        writeFileSync(file, JSON.stringify(project));
        const runner = join(__dirname, 'pulumi/run-project.ts');
        succeed(process.execPath, ['-r', join(root, 'scripts/typescript-hook.cjs'), runner, file]);
        const outcomes = projectOutcomesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
        const [, preview, up, again, output, planned, change, refused, , destroyed, left] = outcomes;
        const kept = ({ status }: { readonly status: number }) => status !== 0;
        expect(outcomes.filter(kept)).toEqual([refused]);
        const made = Number(/\+ (\d+) created/.exec(up?.output ?? '')?.[1]);
        expect(made).toBeGreaterThan(50);
        expect(preview?.output).toContain(`+ ${made} to create`);
        expect(again?.output).toContain(`${made} unchanged`);
        expect([preview, again, planned].map((one) => one?.deeds)).toEqual([0, 0, 0]);
        expect(output?.output.trim()).toBe('https://eu.eks.example');
        expect(planned?.output).toContain('~ 1 to update');
        expect(change?.output).toContain(`~ 1 updated\n    ${made - 1} unchanged`);
        expect(change?.deeds).toBe(1);
        expect(refused?.output).toContain('because it is protected');
        expect((refused?.deeds ?? 0) + (destroyed?.deeds ?? 0)).toBe(up?.deeds);
        expect(left?.output).toContain('Current stack resources (0)');
        return made;
      } finally {
        folder.remove();
      }
    },
    300,
  );
});
