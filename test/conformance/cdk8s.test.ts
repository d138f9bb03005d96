import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { filesIn } from '../../scripts/source-files.ts';
import { UserFolder } from '../cli/support.ts';
import { programFolders } from './examples.ts';
import { succeed } from './harness/command.ts';
import { holds, withEngines } from './harness/with-engines.ts';

const examples = resolve(__dirname, '../../examples');

/** The files below a folder that engines read. */
function tree(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    filesIn('.', '.yaml', folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** What tells the CLI how to run a program, where its folder does not say so. */
const settings = readFileSync(join(examples, 'acme/cdk8s.yaml'), 'utf8');

/** The files of a program's folder. */
function sourcesOf(name: string): Readonly<Record<string, string>> {
  const sources = filesIn('.', '', join(examples, name)).filter((path) => /^[\w.-]+\.(ts|yaml|lock|json)$/.test(path));
  return Object.fromEntries(sources.map((path) => [path, readFileSync(join(examples, name, path), 'utf8')]));
}

withEngines(['cdk8s'], 'the cdk8s CLI', (tools) => {
  for (const name of programFolders) {
    holds('cdk8s', `synthesises ${name} to the tree that roadbed synth writes`, async () => {
      const folder = new UserFolder({ 'cdk8s.yaml': settings, ...sourcesOf(name) });
      try {
        expect(folder.roadbed(['synth', '--out', 'roadbed'])).toMatchObject({ status: 0 });
        const args = [tools.program('cdk8s'), 'synth', '--check-upgrade=false', '--output', 'cdk8s'];
        succeed(process.execPath, args, { cwd: folder.path });
        const written = tree(join(folder.path, 'cdk8s'));
        expect(written).toEqual(tree(join(folder.path, 'roadbed')));
        return Object.keys(written).length;
      } finally {
        folder.remove();
      }
    });
  }
});
