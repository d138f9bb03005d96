import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { goldenPaths } from '../../scripts/golden-paths.ts';
import { type PropFacts, propFacts } from '../../scripts/prop-facts.ts';
import { toJsonSchema } from '../../src/model/json-schema.ts';
import { openEditor } from './language-service.ts';
import { installPacked } from './packed-package.ts';

let project: string;

beforeAll(() => {
  project = installPacked();
}, 60_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

function node(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
}

test('a CommonJS program requires the packed package', () => {
  expect(node('-p', "typeof require('roadbed').formatProblem")).toBe('function\n');
});

test('an ES module imports the packed package by name', () => {
  const program = "import { formatProblem } from 'roadbed'; console.log(typeof formatProblem)";
  expect(node('--input-type=module', '-e', program)).toBe('function\n');
});

test('the package takes constructs and cdk8s of the program that uses it', () => {
  const paths = ['constructs', 'cdk8s'].map((name) => `require.resolve('${name}')`).join(' + " " + ');
  expect(node('-p', paths)).not.toContain(join('node_modules', 'roadbed'));
  expect(existsSync(join(project, 'node_modules/roadbed/node_modules'))).toBe(false);
});

test('the command is there, and node runs it', () => {
  const bin = join(project, 'node_modules/roadbed/lib/src/cli/main.js');
  expect(readFileSync(bin, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(node(bin, '--version')).toMatch(/^\d+\.\d+\.\d+/);
});

test('nothing is packed but what is built and what speaks of it', () => {
  const folder = join(project, 'node_modules/roadbed');
  expect(readdirSync(folder).sort()).toEqual(
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'core-schemas', 'lib', 'package.json'].filter((name) =>
      existsSync(join(folder, name)),
    ),
  );
  const built = readdirSync(join(folder, 'lib'), { recursive: true, encoding: 'utf8' });
  const files = built.filter((name) => statSync(join(folder, 'lib', name)).isFile());
  expect(files.filter((name) => !/\.(js|d\.ts)$/.test(name))).toEqual([]);
});

describe('hovering over a prop at the call site', () => {
  test.each(goldenPaths())('shows its documentation: $name', ({ name, schema }) => {
    const props = propFacts(toJsonSchema(schema));
    const { program, positions } = callSite(name, props);
    const editor = openEditor(project, program);
    expect(editor.problems).toEqual([]);
    for (const prop of props) expect([prop.path, editor.hover(positions.get(prop.path) ?? 0)]).toEqual(shown(prop));
  });
});

/** A program that gives every prop, and where each one stands in it. */
function callSite(name: string, props: readonly PropFacts[]) {
  let program = `import type { Construct } from 'constructs';\nimport { ${name} } from 'roadbed';\n`;
  program += `declare const scope: Construct;\ndeclare const value: never;\nnew ${name}(scope, 'x', {\n`;
  const positions = new Map<string, number>();
  for (const { path } of props) {
    positions.set(path, program.length + 2);
    program += `  ${path}: value,\n`;
  }
  return { program: `${program}});\n`, positions };
}

function shown({ path, description }: PropFacts): unknown {
  if (description === '') throw new Error(`${path} has no description`);
  return [path, expect.stringContaining(description)];
}
