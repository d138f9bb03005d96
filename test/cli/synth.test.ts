import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { shopProgram, UserFolder } from './support.ts';

const printed = z.strictObject({
  version: z.literal(1),
  problems: z.array(z.looseObject({ code: z.string(), path: z.string(), found: z.string(), hint: z.string() })),
  counts: z.record(z.string(), z.number()).nullable(),
  variants: z.array(z.looseObject({ application: z.string(), variant: z.string(), clusters: z.array(z.string()) })),
  unchecked: z.array(z.unknown()),
  missingKinds: z.array(z.unknown()),
  waves: z.array(z.unknown()),
  rolledOutInSteps: z.array(z.string()),
  runsOn: z.array(z.strictObject({ application: z.string(), clusters: z.array(z.string()) })),
  skippedRules: z.number(),
  output: z
    .strictObject({
      folder: z.string(),
      added: z.array(z.string()),
      changed: z.array(z.string()),
      removed: z.array(z.string()),
      unchanged: z.number(),
      kept: z.number(),
      bytes: z.number(),
    })
    .nullable(),
  lock: z.strictObject({ file: z.string(), change: z.enum(['added', 'changed', 'unchanged']) }).nullable(),
  milliseconds: z.record(z.string(), z.number()),
});

let folder: UserFolder;

beforeEach(() => {
  folder = new UserFolder({ 'main.ts': shopProgram() });
});

afterEach(() => folder.remove());

function synth(...args: string[]) {
  return folder.roadbed(['synth', ...args]);
}

function synthJson(...args: string[]) {
  const { stdout, ...rest } = synth('--json', ...args);
  return { ...rest, json: printed.parse(JSON.parse(stdout)) };
}

test('a synthesis ends with a table of variants, what is not sure, and a line for all', () => {
  const { status, stdout, stderr } = folder.roadbed(['synth'], { env: { COLUMNS: '80' } });
  expect(stdout.replace(/\d+\.\d\d s/, '0.15 s')).toMatchInlineSnapshot(`
"application  variant  clusters  objects  waves
shop         dev      dev             4      1
             prod     eu              6      1

A cluster that joins later is served at once where its labels say this, and else
by the next synthesis:
  environment  "dev" or "prod"

1 application on 2 clusters, no problems  0.15 s
2 variants, 10 objects, 1 namespace, 1 wave
dist  14 files written (14 new)
roadbed.lock  new: commit it beside the program
"
`);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('what a rollout in steps costs is said', () => {
  const steps = "rollout: [{ environments: ['dev'] }, { environments: ['prod'] }]";
  folder.write('main.ts', shopProgram().replace("tags: ['shop'] });", `tags: ['shop'], ${steps} });`));
  expect(synth().stdout).toContain('Rolled out in steps, so drift is not reverted: 1 application\n  shop\n');
});

test('in which waves changes reach clusters is said', () => {
  const waves = "waves: [{ name: 'dev', clusters: { environments: ['dev'] } }, { name: 'rest', gate: 'manual' }]";
  folder.write('main.ts', shopProgram().replace("path: 'dist' } });", `path: 'dist' }, ${waves} });`));
  const { json } = synthJson();
  expect(json.waves).toEqual([
    { name: 'dev', clusters: ['dev'], revision: 'HEAD' },
    { name: 'rest', clusters: ['eu'], revision: 'waves/rest', gate: 'manual' },
  ]);
  expect(synth().stdout).toContain(
    'Changes reach clusters in waves\n  dev   dev  follows HEAD\n  rest  eu  follows waves/rest, when somebody says so\n',
  );
});

test('what runs on where it is delivered no more is said', () => {
  synth();
  folder.write('main.ts', shopProgram().replace("clusters: ['edge']", "clusters: { environments: ['dev'] }"));
  const { json } = synthJson('--accept', 'shop-eu', 'namespace-shop-eu', 'Namespace/shop');
  expect(json).toMatchObject({ problems: [], runsOn: [{ application: 'shop', clusters: ['eu'] }] });
});

test('a second synthesis says that nothing has changed', () => {
  synth();
  expect(synth().stdout).toMatch(/\ndist {2}\d+ files unchanged\n$/);
});

test('--json prints one object and nothing else, whatever the program prints', () => {
  folder.write('main.ts', shopProgram("console.log('hello'); process.stdout.write('there\\n');"));
  const { status, stderr, json } = synthJson();
  expect({ status, stderr }).toEqual({ status: 0, stderr: 'hello\nthere\n' });
  expect(json.counts).toMatchObject({ applications: 1, clusters: 2, clustersKnown: 2, variants: 2 });
  expect(json.output?.added).toContain('dev/shop/dev/api.yaml');
  expect(json.milliseconds).toMatchObject({ check: expect.any(Number), total: expect.any(Number) });
});

test('--json prints problems with the line of their construct', () => {
  folder.write('main.ts', shopProgram("new WebService(shop, 'web', { image: 'ghcr.io/acme/web:1', port: 70000 });"));
  const { status, stderr, json } = synthJson();
  expect({ status, stderr, output: json.output }).toEqual({ status: 1, stderr: '', output: null });
  expect(json.problems).toMatchObject([{ code: 'RB101', path: 'shop/web', prop: 'port', source: 'main.ts:9' }]);
});

test('all problems are printed, those of one construct together, with place, hint and line', () => {
  const wrong = `new WebService(shop, 'web', { image: '', port: 70000 });
new WebService(shop, 'Upper', { image: 'ghcr.io/acme/web:1', port: 80 });`;
  folder.write('main.ts', shopProgram(wrong));
  const { status, stdout, stderr } = folder.roadbed(['synth'], { env: { COLUMNS: '80' } });
  expect(stderr).toMatchInlineSnapshot(`
"shop/Upper  main.ts:10
RB102  not a DNS label, got "Upper"
       use at most 50 lower-case letters, digits and hyphens, beginning with a
       letter

shop/web  main.ts:9
RB101  image: must be a container image, such as ghcr.io/acme/api:1.4.2, got ""
       it is: container image, with a tag or a digest: in production an image
       without either is refused
RB101  port: must be at most 65535, got "70000"
       it is: port that the container listens on, 1 to 65535

3 problems; nothing was written
"
`);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(folder.has('dist')).toBe(false);
});

test('--check passes on what synth wrote, also where lines of the program have moved', () => {
  synth();
  folder.write('main.ts', `\n\n${shopProgram()}`);
  const { status, stdout } = synth('--check');
  expect(stdout).toMatch(/\ndist {2}up to date\n$/);
  expect(status).toBe(0);
});

test('--check fails on an output that is not up to date, names the files, and writes nothing', () => {
  synth();
  const before = folder.read('dist/dev/shop/dev/api.yaml');
  folder.write('main.ts', shopProgram("new WebService(shop, 'web', { image: 'ghcr.io/acme/web:1.0.0', port: 80 });"));
  const { status, stderr } = synth('--check');
  expect(stderr).toMatch(/^dist\nRB908 {2}\d+ files would change\n/);
  expect(stderr).toContain('missing   dev/shop/dev/web.yaml');
  expect(stderr).toContain('changed   .roadbed/graph/shop.json');
  expect(stderr).toContain('run roadbed synth, and commit what it writes');
  expect(status).toBe(1);
  expect(folder.has('dist/dev/shop/dev/web.yaml')).toBe(false);
  expect(folder.read('dist/dev/shop/dev/api.yaml')).toBe(before);
});

test('--environment writes one folder alone, and is refused where no cluster is in it', () => {
  const { json } = synthJson('--environment', 'dev');
  expect(
    json.output?.added.filter((path) => !path.startsWith('.roadbed/')).every((path) => path.startsWith('dev/')),
  ).toBe(true);
  expect(json.variants.map(({ variant }) => variant)).toEqual(['dev']);
  const { status, stderr } = synth('--environment', 'qa');
  expect(stderr).toContain('RB907  no cluster is in the environment "qa"');
  expect(stderr).toContain('name one of dev, prod');
  expect(status).toBe(1);
});

test('a file that somebody edited is kept, unless --force is given', () => {
  synth();
  const edited = `${folder.read('dist/hub/root.yaml')}# by hand\n`;
  folder.write('dist/hub/root.yaml', edited);
  expect(synth().stderr).toContain('RB808');
  expect(folder.read('dist/hub/root.yaml')).toBe(edited);
  expect(synth('--force').status).toBe(0);
  expect(folder.read('dist/hub/root.yaml')).not.toBe(edited);
});

test('the removal of Applications must be accepted by name', () => {
  folder.write(
    'main.ts',
    shopProgram(
      "new WebService(new Application(platform, 'old', { owner: 'team-shop', tags: ['shop'] }), 'web', { image: 'ghcr.io/acme/web:1.0.0', port: 80 });",
    ),
  );
  expect(synth().stderr).toBe('');
  folder.write('main.ts', shopProgram());
  const refused = synth();
  expect(refused.stderr).toContain('RB821');
  const names = [...refused.stderr.matchAll(/"([a-z-]+-(?:dev|eu))"/g)].map(([, name = '']) => name);
  const data = [...refused.stderr.matchAll(/--accept ([a-z]\S*)/g)].map(([, name = '']) => name);
  expect(synth('--accept', ...names, ...data)).toMatchObject({ status: 0, stderr: '' });
});

test('a program that fails after its platform was written says so', () => {
  folder.write('main.ts', `${shopProgram()}throw new Error('too late');\n`);
  const { status, stderr } = synth();
  expect(stderr).toMatch(/RB902 {2}throws Error: too late.*\n1 problem; the output was written all the same\n$/s);
  expect(status).toBe(1);
});

test('what a golden path throws while it renders is told at its own line', () => {
  const path = `import { GoldenPath, type Site } from 'roadbed';
import * as z from 'zod';
export class Broken extends GoldenPath<typeof Broken.schema> {
  static override readonly schema = z.strictObject({});
  protected override render(site: Site): never[] {
    throw new Error(\`no luck in \${site.environment}\`);
  }
}
`;
  folder.write('broken.ts', path);
  folder.write(
    'main.ts',
    shopProgram("new Broken(shop, 'broken', {});").replace('import', "import { Broken } from './broken';\nimport"),
  );
  const { status, stderr } = synth();
  expect(stderr).toContain('broken.ts:6:11\nRB902  throws Error: no luck in ');
  expect(stderr).not.toContain('fault of Roadbed');
  expect(status).toBe(1);
});

test('half of a surrogate pair is a problem of the object that holds it', () => {
  folder.write(
    'main.ts',
    shopProgram("shop.patch({ kind: 'Service' }, { merge: { metadata: { annotations: { note: 'a\\uD800b' } } } });"),
  );
  const { status, stderr } = synth();
  expect(stderr).toContain('RB822');
  expect(stderr).toContain('note: holds text with half of a surrogate pair');
  expect(stderr).toContain('\n1 problem;');
  expect(status).toBe(1);
});

test.each([
  ['NaN', 'RB822  holds the number NaN at spec.replicas'],
  ['() => 1', 'RB822  holds a function at spec.replicas'],
])('%s in a patch is a problem of the construct', (value, says) => {
  const more = `shop.patch({ kind: 'Deployment' }, { merge: { spec: { replicas: ${value} as never } } });`;
  folder.write('main.ts', shopProgram(more));
  const { status, stderr } = synth();
  expect(stderr).toContain(`shop/api  main.ts:7\n${says}`);
  expect(status).toBe(1);
});

test('a cdk8s construct that cannot say what it is is a problem', () => {
  const more = "new ApiObject(shop, 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: { when: new Date(0) } });";
  folder.write('main.ts', shopProgram(more).replace('import', "import { ApiObject } from 'cdk8s';\nimport"));
  const { status, stderr } = synth();
  expect(stderr).toContain(
    "shop/map  main.ts:7\nRB103  cannot be rendered: Failed serializing construct at path 'shop/map'",
  );
  expect(status).toBe(1);
});

describe('the output folder', () => {
  test('is the one of --out, else that of cdk8s, else that of the platform', () => {
    folder.write('main.ts', shopProgram().replace("path: 'dist' }", "path: 'dist' }, outdir: 'built'"));
    expect(synthJson().json.output?.folder).toBe('built');
    const run = folder.roadbed(['synth', '--json'], { env: { CDK8S_OUTDIR: 'other' } });
    expect(printed.parse(JSON.parse(run.stdout)).output?.folder).toBe('other');
    expect(synthJson('--out', 'here').json.output?.folder).toBe('here');
  });

  test('may not be a file', () => {
    folder.write('taken', '');
    expect(synth('--out', 'taken')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('RB801  not a folder'),
    });
  });

  test.each(['/', '.', '..'])('may not be %s', (out) => {
    const { status, stderr } = synth('--out', out);
    expect(stderr).toContain('RB803');
    expect(status).toBe(1);
  });

  test('may not be one without the right to write', () => {
    mkdirSync(join(folder.path, 'locked'));
    chmodSync(join(folder.path, 'locked'), 0o500);
    const run = folder.roadbed(['synth', '--out', 'locked/dist'], { bound: true });
    expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining('RB802') });
  });

  test('may not stand where nobody can write', () => {
    expect(synth('--out', '/proc/dist')).toMatchObject({ status: 1, stderr: expect.stringMatching(/RB80[0-9]/) });
  });
});
