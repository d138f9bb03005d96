import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonSchema, toJsonSchema } from '../src/model/json-schema.ts';
import { describeProps } from './describe-props.ts';
import { goldenPaths } from './golden-paths.ts';
import { filesIn, root, tool } from './source-files.ts';

/** Removes what an earlier build made of sources that are gone: it would be published. */
function removeStale(): void {
  for (const file of [...filesIn('lib', '.js'), ...filesIn('lib', '.d.ts')]) {
    const source = file.replace(/^lib\//, '').replace(/(\.d\.ts|\.js)$/, '.ts');
    if (!existsSync(join(root, source))) rmSync(join(root, file));
  }
}

function compile(): void {
  const { status } = spawnSync(tool('tsc'), ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

/**
 * Names the compiled files in the declarations as they are called. The compiler rewrites `./x.ts` to `./x.js` in what runs and
 * leaves it in declarations, where only new compilers understand it.
 */
function renameImports(): void {
  for (const name of filesIn('lib', '.d.ts')) {
    const before = readFileSync(join(root, name), 'utf8');
    const after = before.replace(/(\b(?:from|import) ?\(?["']\.{1,2}\/[^"'\n]*)\.ts(?=["'])/g, '$1.js');
    if (after !== before) writeFileSync(join(root, name), after);
  }
}

/**
 * Has the public face load a file when something of it is first asked for: a program with a database and a service loads neither
 * clusters nor components. What the compiler makes of a re-export is a variable and getters that read it; the getters stay as they
 * are but for its name, as Node.js knows by their form what an ES module may import.
 */
function loadLate(): void {
  const file = join(root, 'lib/src/index.js');
  const before = readFileSync(file, 'utf8');
  const paths = new Map<string, string>();
  for (const [, name = '', path = ''] of before.matchAll(/^var (\w+) = require\("([^"]+)"\);$/gm))
    paths.set(name, path);
  if (paths.size === 0) return;
  const members: string[] = [];
  const after = before
    .replace(/^var \w+ = require\("[^"]+"\);\n/gm, '')
    .replace(
      /(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return )(\w+)\.(\w+);/g,
      (_, start: string, exported: string, name: string, member: string) => {
        // Once found, it is a value like any other.
        const found = `const value = require("${paths.get(name)}").${member};`;
        const keep = `Object.defineProperty(late, "${exported}", { value }); return value;`;
        members.push(`  get ${exported}() { ${found} ${keep} },\n`);
        return `${start}late.${exported};`;
      },
    );
  writeFileSync(file, after.replace('"use strict";\n', `"use strict";\nconst late = {\n${members.join('')}};\n`));
}

/**
 * Has a file load what it imports when one of its functions first asks for it: a platform of existing clusters loads nothing of what makes others, and one
 * without Score files nothing that reads them. What a class extends is there from the beginning.
 */
function importLate(name: string): void {
  const file = join(root, 'lib/src', name);
  const before = readFileSync(file, 'utf8');
  const extended = new Set([...before.matchAll(/ extends (\w+)\.\w+/g)].map(([, module]) => module));
  const members: string[] = [];
  let after = before;
  for (const [line, module = '', path = ''] of before.matchAll(/^const (\w+) = require\("(\.[^"]+)"\);\n/gm)) {
    if (extended.has(module)) continue;
    members.push(`  get ${module}() { return require("${path}"); },\n`);
    after = after.replace(line, '').replaceAll(new RegExp(`\\b${module}\\.`, 'g'), `late.${module}.`);
  }
  if (members.length === 0) return;
  after = after.replace('"use strict";\n', `"use strict";\nconst late = {\n${members.join('')}};\n`);
  writeFileSync(file, after);
}

/** Writes the documentation of every golden path's props into its declaration file. */
function document(): void {
  const files = new Map<string, Map<string, JsonSchema>>();
  for (const { name, module, schema } of goldenPaths()) {
    const file = join(root, 'lib', `${module}.d.ts`);
    const schemas = files.get(file) ?? new Map<string, JsonSchema>();
    files.set(file, schemas.set(name, toJsonSchema(schema)));
  }
  for (const [file, schemas] of files) {
    const before = readFileSync(file, 'utf8');
    const after = describeProps(before, schemas);
    if (after !== before) writeFileSync(file, after);
  }
}

removeStale();
compile();
renameImports();
loadLate();
for (const name of ['application.js', 'cluster.js']) importLate(name);
document();
