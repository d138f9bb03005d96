import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { toJsonSchema } from '../src/model/json-schema.ts';
import { goldenPathPage } from './golden-path-page.ts';
import { goldenPaths } from './golden-paths.ts';
import { problemsPage } from './problems-page.ts';
import { filesIn, root, tool } from './source-files.ts';

const folder = 'api-docs';

/** Every page of api-docs, by its path in the folder. */
function pages(): ReadonlyMap<string, string> {
  const all = new Map([['problems.md', problemsPage()]]);
  const paths = goldenPaths();
  for (const path of paths) {
    all.set(`golden-paths/${path.name}.md`, goldenPathPage(path, toJsonSchema(path.schema)));
  }
  for (const [name, text] of libraryPages()) all.set(`library/${name}`, text);
  return all.set('README.md', indexPage(paths.map(({ name }) => name)));
}

function indexPage(paths: readonly string[]): string {
  const links = paths.map((name) => `- [${name}](golden-paths/${name}.md)`);
  return [
    '# Roadbed: reference',
    '',
    'Generated from the code by `npm run docs`.',
    '',
    '- [The library](library/README.md): everything that `roadbed` exports',
    '- [Problems](problems.md): every code, and what to do',
    '',
    '## Golden paths',
    '',
    ...links,
    '',
  ].join('\n');
}

/** The pages that typedoc makes of the public face. */
function libraryPages(): ReadonlyMap<string, string> {
  const out = mkdtempSync(join(tmpdir(), 'roadbed-typedoc-'));
  try {
    const args = ['--markdown', out, '--logLevel', 'Warn'];
    const { status } = spawnSync(tool('typedoc'), args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) {
      process.stderr.write(
        'typedoc refuses the public face: export what it names from src/index.ts, or mark it @internal\n',
      );
      process.exit(1);
    }
    return new Map(filesIn('', '.md', out).map((name) => [name, readFileSync(join(out, name), 'utf8')]));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The committed pages, by their path in the folder. */
function committed(): ReadonlyMap<string, string> {
  const base = join(root, folder);
  return new Map(filesIn('', '.md', base).map((name) => [name, readFileSync(join(base, name), 'utf8')]));
}

function write(fresh: ReadonlyMap<string, string>): void {
  rmSync(join(root, folder), { recursive: true, force: true });
  for (const [name, text] of fresh) {
    const file = join(root, folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Says which pages are not what the code gives; the exit status is 1 if there is any. */
function check(fresh: ReadonlyMap<string, string>): void {
  const old = committed();
  const names = [...new Set([...fresh.keys(), ...old.keys()])].sort();
  const stale = names.filter((name) => fresh.get(name) !== old.get(name));
  for (const name of stale) process.stderr.write(`${folder}/${name} is not what the code gives; run npm run docs\n`);
  if (stale.length > 0) process.exitCode = 1;
}

if (process.argv.includes('--check')) check(pages());
else write(pages());
