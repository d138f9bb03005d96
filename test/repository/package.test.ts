import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { goldenPaths } from '../../scripts/golden-paths.ts';
import { memberFacts, type PropFacts, propFacts } from '../../scripts/prop-facts.ts';
import { root } from '../../scripts/source-files.ts';
import { toJsonSchema } from '../../src/model/json-schema.ts';
import * as observability from '../../src/observability/index.ts';
import { type Editor, openEditor } from './language-service.ts';
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

test("what users' own tests need is an entry of its own", () => {
  expect(node('-p', "typeof require('roadbed/testing').checkGoldenPath")).toBe('function\n');
});

test('dashboards and alerts are an entry of its own, and nobody else loads what they are made with', () => {
  expect(node('-p', "typeof require('roadbed/observability').Dashboards")).toBe('function\n');
  const loaded =
    "require('roadbed'); Object.keys(require.cache).filter((file) => file.includes('grafana-foundation')).length";
  expect(node('-p', loaded)).toBe('0\n');
});

test('who has no Pulumi is told what to install, by a program that asks for it and by no other', () => {
  const ask = "try { require('roadbed/pulumi') } catch (error) { error.message }";
  expect(node('-p', ask)).toMatch(/needs Pulumi's SDK.*npm install @pulumi\/pulumi\n$/);
  expect(
    node(
      '-p',
      "require('roadbed'); Object.keys(require.cache).filter((file) => /node_modules.@pulumi|src.pulumi/.test(file)).length",
    ),
  ).toBe('0\n');
});

test.each([
  ['node16', ts.ModuleKind.Node20, ts.ModuleResolutionKind.Node16],
  ['bundler', ts.ModuleKind.CommonJS, ts.ModuleResolutionKind.Bundler],
  ['node10', ts.ModuleKind.CommonJS, ts.ModuleResolutionKind.Node10],
])('the compiler finds the declarations of each entry by moduleResolution %s', (_, module, moduleResolution) => {
  const from = join(project, 'program.ts');
  const found = ['roadbed', 'roadbed/observability', 'roadbed/pulumi', 'roadbed/testing'].map(
    (name) => ts.resolveModuleName(name, from, { module, moduleResolution }, ts.sys).resolvedModule?.resolvedFileName,
  );
  const lib = join(project, 'node_modules/roadbed/lib/src');
  const files = ['index.d.ts', 'observability/index.d.ts', 'pulumi/index.d.ts', 'testing/index.d.ts'];
  expect(found).toEqual(files.map((file) => join(lib, file)));
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

test('the declarations name the files that are there', () => {
  const lib = join(project, 'node_modules/roadbed/lib');
  const declarations = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));
  const wrong = declarations.filter((name) => /["']\.[^"']*\.ts["']/.test(readFileSync(join(lib, name), 'utf8')));
  expect(wrong).toEqual([]);
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
  const paths = goldenPaths().map(({ name, schema }) => ({ name, props: propFacts(toJsonSchema(schema)) }));
  const { program, places } = callSites(paths);
  let editor: Editor;

  beforeAll(() => {
    editor = openEditor(project, program);
  }, 60_000);

  test('needs a program that compiles', () => {
    expect(editor.problems).toEqual([]);
  });

  test.each(paths)('shows its documentation: $name', ({ name }) => {
    const shown = places.filter(({ of }) => of === name);
    expect(shown.length).toBeGreaterThan(0);
    for (const { prop, position } of shown) {
      expect([prop.path, prop.description]).not.toEqual([prop.path, '']);
      expect([prop.path, editor.hover(position)]).toEqual([prop.path, expect.stringContaining(prop.description)]);
    }
  });
});

interface Place {
  readonly of: string;
  readonly prop: PropFacts;
  readonly position: number;
}

/** A program that gives every prop of every golden path, their members too, and where each one stands in it. */
function callSites(paths: readonly { readonly name: string; readonly props: readonly PropFacts[] }[]) {
  const isApart = (name: string) => Object.hasOwn(observability, name);
  const names = paths.map(({ name }) => name);
  let program = `import type { Construct } from 'constructs';\nimport { ${names.filter((name) => !isApart(name)).join(', ')} } from 'roadbed';\n`;
  program += `import { ${names.filter(isApart).join(', ')} } from 'roadbed/observability';\n`;
  program += 'declare const scope: Construct;\ndeclare const value: never;\n';
  const places: Place[] = [];
  const give = (of: string, props: readonly PropFacts[]): void => {
    program += '{';
    for (const prop of props) {
      const key = prop.path.slice(prop.path.lastIndexOf('.') + 1);
      places.push({ of, prop, position: program.length + 1 });
      program += ` ${key}: `;
      const members = memberFacts(prop);
      const inList = members.some(({ path }) => path.startsWith(`${prop.path}[]`));
      const inMap = members.some(({ path }) => path.startsWith(`${prop.path}.*`));
      program += inList ? '[' : inMap ? '{ key: ' : '';
      if (members.length > 0) give(of, members);
      else program += 'value';
      program += inList ? '],' : inMap ? '},' : ',';
    }
    program += '}';
  };
  for (const { name, props } of paths) {
    program += `new ${name}(scope, 'x', `;
    give(name, props);
    program += ');\n';
  }
  return { program, places };
}

// The last one, as it moves the packages to the project that it makes.
test('what init makes with it installs, synthesises, and passes its types', () => {
  const bin = join(project, 'node_modules/roadbed/lib/src/cli/main.js');
  execFileSync(process.execPath, [bin, 'init', 'shop'], { cwd: project });
  const shop = join(project, 'shop');
  renameSync(join(project, 'node_modules'), join(shop, 'node_modules'));
  symlinkSync(join(root, 'node_modules/typescript'), join(shop, 'node_modules/typescript'));
  mkdirSync(join(shop, 'node_modules/.bin'));
  symlinkSync('../roadbed/lib/src/cli/main.js', join(shop, 'node_modules/.bin/roadbed'));
  chmodSync(join(shop, 'node_modules/roadbed/lib/src/cli/main.js'), 0o755);
  const npm = (...args: string[]) => spawnSync('npm', args, { cwd: shop, encoding: 'utf8' });
  // Every package that it asks for is there in a version that it takes, which is what `npm install` would see to.
  expect(JSON.parse(npm('ls', '--json', '--depth=0').stdout)).not.toHaveProperty('problems');
  const synth = npm('exec', '--offline', 'roadbed', 'synth');
  expect({ status: synth.status, last: synth.stdout.trim().split('\n').at(-2) }).toEqual({
    status: 0,
    last: expect.stringMatching(/^dist {2}\d+ files written/),
  });
  const validate = npm('exec', '--offline', 'roadbed', 'validate');
  expect({ status: validate.status, stdout: validate.stdout }).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('types checked'),
  });
  const alone = spawnSync(process.execPath, ['--require', 'roadbed/register', 'main.ts'], { cwd: shop });
  expect(alone.status).toBe(0);
  expect(readFileSync(join(shop, 'dist/dev/shop/dev/web.yaml'), 'utf8')).toContain('ghcr.io/acme/web:1.0.0');
}, 120_000);
