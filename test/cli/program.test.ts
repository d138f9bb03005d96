import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileOfCommand } from '../../src/cli/app-file.ts';
import { shopProgram, UserFolder } from './support.ts';

/** Programs that cannot be synthesised, with the problem of each as it is printed. */
const programs: Readonly<Record<string, { readonly text: string; readonly says: readonly string[] }>> = {
  'syntax.ts': {
    text: 'const port: number = 1;\nconst image = ;\n',
    says: ['syntax.ts:2:15', 'RB901  expression expected', '2 | const image = ;', 'correct the program at this line'],
  },
  'throws.ts': {
    text: 'interface A {\n  readonly b: string;\n}\n\nfunction boom(a: A): never {\n  throw new Error("no " + a.b);\n}\nboom({ b: "luck" });\n',
    says: ['throws.ts:6:9', 'RB902  throws Error: no luck', '    at boom (throws.ts:6:9)', '    at throws.ts:8:1'],
  },
  'cause.ts': {
    text: 'throw new Error("outer", { cause: new TypeError("inner") });\n',
    says: ['cause.ts:1:7', 'throws Error: outer', 'caused by TypeError: inner'],
  },
  'text.ts': { text: 'throw "a text";\n', says: ['text.ts', "RB902  throws 'a text'"] },
  'later.ts': {
    text: 'setTimeout(() => {\n  throw new Error("later");\n}, 10);\n',
    says: ['later.ts:2:9', 'RB902  throws Error: later'],
  },
  'rejects.ts': {
    text: 'async function main(): Promise<void> {\n  await null;\n  throw new RangeError("async");\n}\nmain();\n',
    says: ['rejects.ts:3:9', 'RB902  throws RangeError: async'],
  },
  'awaits.ts': {
    text: 'await Promise.reject(new Error("top"));\n',
    says: ['awaits.ts:1:22', 'RB902  throws Error: top'],
  },
  'missing.ts': {
    text: '\nimport { x } from "no-such-package";\nconsole.log(x);\n',
    says: ['missing.ts:2:19', "RB902  throws Error: Cannot find module 'no-such-package'"],
  },
  'silent.ts': {
    text: 'export {};\n',
    says: ['silent.ts', 'RB903  ends without a call of synth()', 'platform.synth()'],
  },
  'empty.ts': { text: '', says: ['RB903  ends without a call of synth()'] },
  'exits.ts': { text: 'process.exit(3);\n', says: ['exits.ts', 'RB902  ends with status 3'] },
  'status.ts': { text: `${shopProgram()}process.exitCode = 4;\n`, says: ['status.ts', 'RB902  ends with status 4'] },
  'leaves.ts': { text: 'process.exit(0);\n', says: ['RB903  ends without a call of synth()'] },
  'twice.ts': { text: shopProgram('platform.synth();'), says: ['RB906  calls synth() a second time'] },
  'two.ts': {
    text: shopProgram("new Platform({ repository: { url: 'https://github.com/acme/other' } }).synth();"),
    says: ['RB906  synthesises a second platform'],
  },
  'script.js': {
    text: 'const a = 1;\nconst a = 2;\n',
    says: ['script.js:2', "RB901  Identifier 'a' has already been declared"],
  },
};

/** Those that are about how a process ends. */
const ending = ['later.ts', 'rejects.ts', 'silent.ts', 'exits.ts', 'leaves.ts'];

const folder = new UserFolder(Object.fromEntries(Object.entries(programs).map(([name, { text }]) => [name, text])));

afterAll(() => folder.remove());

test.each(Object.keys(programs))('%s is refused with what is wrong and where', (name) => {
  const args = ['synth', '--app', name, '--out', `out/${name}`];
  const { status, stdout, stderr } = ending.includes(name) ? folder.start(args) : folder.roadbed(args);
  for (const text of programs[name]?.says ?? []) expect(stderr).toContain(text);
  expect(stderr).not.toMatch(/node:internal|node_modules|lib[/\\]src/);
  expect(stderr).not.toContain('\u001b');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
});

test.each([
  ['nowhere.ts', 'there is no such file'],
  ['.', 'a folder'],
  ['notes.md', 'not a program in TypeScript or JavaScript'],
])('the program %s is refused', (app, found) => {
  folder.write('notes.md', '# Notes\n');
  const { status, stderr } = folder.roadbed(['synth', '--app', app]);
  expect(stderr).toContain(`RB904  ${found}, got "${app}"`);
  expect(status).toBe(1);
});

test('a program of more than 16 MiB is refused', () => {
  folder.write('huge.ts', `// ${'x'.repeat(16 * 2 ** 20)}\n`);
  const { status, stderr } = folder.roadbed(['synth', '--app', 'huge.ts']);
  expect(stderr).toContain('RB904  has 16777220 bytes, of which at most 16777216 are read');
  expect(status).toBe(1);
});

describe('a program', () => {
  const files = {
    'module/package.json': '{ "type": "module" }',
    'module/main.ts': `import { x } from './helper.js';\nconsole.log(x, import.meta.url.slice(0, 5));\n${shopProgram()}`,
    'module/helper.ts': 'export const x: string = "helped";\n',
    'module/awaits.ts': shopProgram('await new Promise((resolve) => setTimeout(resolve, 10));'),
    'module/plain.js': shopProgram('await null;'),
    'a folder (old)/main.ts': shopProgram(),
    'common/main.cts': shopProgram("if (require.main !== module) throw new Error('not main');"),
    'common/later.mts': shopProgram().replace('platform.synth();', 'setTimeout(() => platform.synth(), 20);'),
    'common/exits.ts': `${shopProgram()}process.exit(0);\n`,
  };
  const place = new UserFolder(files);

  afterAll(() => place.remove());

  test.each([
    'module/main.ts',
    'module/awaits.ts',
    'module/plain.js',
    'a folder (old)/main.ts',
    'common/main.cts',
    'common/later.mts',
    'common/exits.ts',
  ])('may be %s, and its constructs know their lines', (app) => {
    const { status, stderr } = place.roadbed(['synth', '--app', app, '--out', `out/${app}`]);
    expect({ status, stderr: stderr.replace(/^\(.*\n/gm, '') }).toEqual({ status: 0, stderr: '' });
    const text = place.read(app);
    const line = text.slice(0, text.indexOf('new WebService')).split('\n').length;
    expect(JSON.parse(place.read(`out/${app}/.roadbed/sources.json`))).toMatchObject({ 'shop/api': `${app}:${line}` });
  });

  test('is transpiled once, and again when it has changed', () => {
    const other = new UserFolder({ 'main.ts': shopProgram() });
    const cache = 'node_modules/.cache/roadbed';
    const kept = () => readdirSync(join(other.path, cache)).filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
    expect(other.roadbed(['synth']).status).toBe(0);
    const [first = ''] = kept();
    other.write(
      `${cache}/${first}`,
      other.read(`${cache}/${first}`).replace('"code":"', '"code":"console.log(\'kept\');'),
    );
    expect(other.roadbed(['synth']).stdout).toContain('kept\n');
    other.write(
      'main.ts',
      shopProgram("new WebService(shop, 'web', { image: 'ghcr.io/acme/web:2.0.0', port: 3000 });"),
    );
    expect(other.roadbed(['synth']).stdout).not.toContain('kept');
    expect(kept()).toHaveLength(2);
    other.write(`${cache}/${first}`, 'broken');
    other.write('main.ts', shopProgram());
    expect(other.roadbed(['synth']).status).toBe(0);
    other.remove();
  });

  test('outside of any project gets the Roadbed that runs it, and cdk8s with it', () => {
    const program = shopProgram().replace('import', "import { App } from 'cdk8s';\nimport");
    place.write('alone/main.ts', program.replace('platform.synth()', 'if (platform instanceof App) platform.synth()'));
    renameSync(join(place.path, 'node_modules'), join(place.path, 'hidden'));
    const { status, stderr } = place.roadbed(['synth', '--app', 'alone/main.ts']);
    renameSync(join(place.path, 'hidden'), join(place.path, 'node_modules'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

test.each([
  ['node main.js', 'main.js'],
  ['npx ts-node "my app.ts"', 'my app.ts'],
  ['NODE_OPTIONS=x node -r ./hook.cjs app/main.ts', 'app/main.ts'],
  ['tsc -p tsconfig.json && node --require roadbed/register main.mts', 'main.mts'],
  ['npm run synth', undefined],
])('the program of the command "%s" is %s', (command, file) => {
  expect(fileOfCommand(command)).toBe(file);
});

describe('without --app, the program', () => {
  let place: UserFolder;

  beforeEach(() => {
    place = new UserFolder();
  });

  afterEach(() => place.remove());

  test('is the one that cdk8s.yaml runs, from its source where that is beside', () => {
    place.write('cdk8s.yaml', 'language: typescript\napp: node platform/main.js\n');
    place.write('platform/main.js', "throw new Error('an old one');\n");
    place.write('platform/main.ts', shopProgram());
    expect(place.roadbed(['synth'])).toMatchObject({ status: 0, stderr: '' });
  });

  test('is main.ts, and a problem where that is not there', () => {
    const { status, stderr } = place.roadbed(['synth']);
    expect(stderr).toContain('RB904  there is no such file, got "main.ts"');
    expect(status).toBe(1);
    place.write('src/main.ts', shopProgram());
    expect(place.roadbed(['synth']).stderr).toContain('name src/main.ts by --app');
  });

  test('is a problem where cdk8s.yaml names none', () => {
    place.write('cdk8s.yaml', 'app: npm run platform\n');
    const { status, stderr } = place.roadbed(['synth']);
    expect(stderr).toContain('cdk8s.yaml\nRB905  app: names no program, got "npm run platform"');
    expect(status).toBe(1);
  });
});
