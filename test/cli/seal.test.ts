import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseSealed } from '../../src/sealing/sealed-file.ts';
import { certificate, rsaKeys } from '../sealing/certificates.ts';
import { unseal } from '../sealing/unseal.ts';
import { type CommandRun, UserFolder } from './support.ts';

/** A secret that must be nowhere: it begins with what is a key of YAML, so that parsers stumble over it. */
const CANARY = 'canary-7f3a9c: 5e1d';
const ENCODED = Buffer.from(CANARY).toString('base64');

const keys = rsaKeys();
const { pem, privateKey } = certificate({ keys, to: new Date('2049-05-01T00:00:00Z') });
const other = certificate();
const seen: string[] = [];
let folder: UserFolder;

beforeEach(() => {
  folder = new UserFolder({ 'prod.pem': pem, 'other.pem': other.pem });
});

afterEach(() => {
  for (const text of seen) expect(text.includes(CANARY) || text.includes(ENCODED)).toBe(false);
  for (const file of filesOf(folder)) {
    const text = readFileSync(file, 'utf8');
    if (!file.endsWith('.plain')) expect(text.includes(CANARY) || text.includes(ENCODED)).toBe(false);
  }
  seen.length = 0;
  folder.remove();
});

/** Every file that a run may have left, in a temporary folder of its own too. */
function filesOf({ path }: UserFolder): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function seal(args: readonly string[], input: string | Uint8Array = CANARY, cert = 'prod.pem'): CommandRun {
  folder.write('tmp/.keep', '');
  const run = folder.roadbed(['seal', '--cert', cert, ...args], { input, env: { TMPDIR: join(folder.path, 'tmp') } });
  seen.push(run.stdout, run.stderr);
  return run;
}

const stripe = ['--name', 'stripe', '--namespace', 'shop'];

function manifest(members: object, metadata: object = {}): string {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'stripe', namespace: 'shop', ...metadata } };
  return JSON.stringify({ ...secret, ...members });
}

/** What a sealed file opens to, by key. */
function opened(text: string, label = 'shop/stripe'): Readonly<Record<string, string>> {
  const sealed = parseSealed(text, 'sealed.yaml');
  if (typeof sealed === 'string') throw new Error(sealed);
  return Object.fromEntries(
    Object.entries(sealed.values).map(([key, value]) => [key, unseal(value, label, privateKey).toString()]),
  );
}

test('a value from standard input is sealed as one key of a SealedSecret', () => {
  const { status, stdout, stderr } = seal(['--key', 'api-key', ...stripe]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(parse(stdout)).toEqual({
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: {
      name: 'stripe',
      namespace: 'shop',
      annotations: { 'sealing.roadbed.dev/certificate': expect.stringMatching(/^[0-9a-f]{16}$/) },
    },
    spec: {
      encryptedData: { 'api-key': expect.any(String) },
      template: { metadata: { name: 'stripe', namespace: 'shop' } },
    },
  });
  expect(opened(stdout)).toEqual({ 'api-key': CANARY });
});

test.each([
  ['namespace-wide', 'shop'],
  ['cluster-wide', ''],
])('a value that is sealed %s says so where the controller looks', (scope, label) => {
  const { stdout } = seal(['--key', 'k', '--scope', scope, ...stripe]);
  const annotation = { [`sealedsecrets.bitnami.com/${scope}`]: 'true' };
  expect(parse(stdout)).toMatchObject({
    metadata: { annotations: annotation },
    spec: { template: { metadata: { annotations: annotation } } },
  });
  expect(opened(stdout, label)).toEqual({ k: CANARY });
});

test('a Secret is sealed value by value, and keeps what is not secret', () => {
  const { stdout } = seal(
    [],
    manifest(
      {
        type: 'kubernetes.io/basic-auth',
        immutable: true,
        data: { password: ENCODED },
        stringData: { username: 'app' },
      },
      {
        labels: { team: 'shop' },
        annotations: {
          note: 'kept',
          'sealedsecrets.bitnami.com/namespace-wide': 'true',
          'kubectl.kubernetes.io/last-applied-configuration': CANARY,
        },
      },
    ),
  );
  expect(opened(stdout, 'shop')).toEqual({ password: CANARY, username: 'app' });
  expect(parse(stdout)).toMatchObject({
    spec: {
      template: {
        type: 'kubernetes.io/basic-auth',
        immutable: true,
        metadata: {
          labels: { team: 'shop' },
          annotations: { note: 'kept', 'sealedsecrets.bitnami.com/namespace-wide': 'true' },
        },
      },
    },
  });
  expect(stdout).not.toContain('last-applied');
});

test('files are values by their names or by keys', () => {
  folder.write('tls.plain', CANARY);
  folder.write('bytes.plain', 'x');
  const { stdout } = seal(['--from-file', 'tls.key=tls.plain', '--from-file', 'bytes.plain', ...stripe]);
  expect(opened(stdout)).toEqual({ 'bytes.plain': 'x', 'tls.key': CANARY });
});

test('--raw prints the sealed value alone, and asks for no more than its scope', () => {
  const { stdout } = seal(['--raw', '--scope', 'cluster-wide']);
  expect(unseal(stdout.trim(), '', privateKey).toString()).toBe(CANARY);
  expect(seal(['--raw', '--namespace', 'shop']).stderr).toContain('RB946');
});

test('--output makes the file and its folder, and writes over no other file', () => {
  const { status, stdout } = seal(['--key', 'api-key', ...stripe, '-o', 'secrets/prod/stripe.yaml']);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^secrets\/prod\/stripe\.yaml {2}1 value sealed: api-key\nfor the certificate [0-9a-f]{16}, valid until 2049-05-01\nopens as the Secret stripe in the namespace shop alone\n$/,
  );
  expect(opened(folder.read('secrets/prod/stripe.yaml'))).toEqual({ 'api-key': CANARY });
  folder.write('main.ts', 'export {};');
  const refused = seal(['--key', 'api-key', ...stripe, '-o', 'main.ts']);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('RB950  is no SealedSecret');
  expect(folder.read('main.ts')).toBe('export {};');
});

test('--merge-into seals the keys that are given and leaves the others, letter by letter, with comments', () => {
  seal(['--key', 'api-key', ...stripe, '--merge-into', 'stripe.yaml'], 'first');
  folder.write('stripe.yaml', `# of the payments team\n${folder.read('stripe.yaml')}`);
  const before = folder.read('stripe.yaml');
  const { stdout } = seal(['--key', 'webhook', '--merge-into', 'stripe.yaml']);
  expect(stdout).toContain('1 value sealed: webhook; 1 other left as it was');
  const after = folder.read('stripe.yaml');
  expect(opened(after)).toEqual({ 'api-key': 'first', webhook: CANARY });
  const lines = after.split('\n');
  expect(before.split('\n').filter((line) => !lines.includes(line))).toEqual([]);
});

test('--merge-into takes labels and type of a Secret into a file of kubeseal', () => {
  const raw = seal(['--raw', ...stripe]).stdout.trim();
  const file = {
    apiVersion: 'bitnami.com/v1alpha1',
    kind: 'SealedSecret',
    metadata: { creationTimestamp: null, name: 'stripe', namespace: 'shop' },
    spec: { encryptedData: { 'api-key': raw }, template: { metadata: { creationTimestamp: null, labels: null } } },
  };
  folder.write('stripe.json', JSON.stringify(file));
  expect(
    seal(['--merge-into', 'stripe.json'], manifest({ stringData: { b: 'x' }, type: 'Opaque' }, { labels: { a: 'b' } }))
      .status,
  ).toBe(0);
  expect(JSON.parse(folder.read('stripe.json'))).toMatchObject({
    spec: { encryptedData: { 'api-key': raw }, template: { type: 'Opaque', metadata: { labels: { a: 'b' } } } },
  });
});

test('a name or namespace other than that of the file is refused: the value would never open', () => {
  seal(['--key', 'api-key', ...stripe, '-o', 'stripe.yaml']);
  const before = folder.read('stripe.yaml');
  const { status, stderr } = seal([
    '--key',
    'b',
    '--name',
    'paypal',
    '--namespace',
    'pay',
    '--scope',
    'cluster-wide',
    '--merge-into',
    'stripe.yaml',
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain('RB948  name: the file has "stripe", and "paypal" is asked for');
  expect(stderr).toContain('RB948  namespace: the file has "shop", and "pay" is asked for');
  expect(stderr).toContain('RB948  scope: the file has "strict", and "cluster-wide" is asked for');
  expect(folder.read('stripe.yaml')).toBe(before);
  expect(seal(['--name', 'paypal'], manifest({ stringData: { a: 'b' } })).stderr).toContain(
    'RB948  name: the Secret has "stripe"',
  );
});

test('the certificate of another cluster is refused, unless the key of the cluster was renewed', () => {
  seal(['--key', 'api-key', ...stripe, '-o', 'stripe.yaml']);
  const { status, stderr } = seal(['--key', 'b', '--merge-into', 'stripe.yaml'], 'x', 'other.pem');
  expect(status).toBe(1);
  expect(stderr).toMatch(/RB943 {2}the file was sealed for "[0-9a-f]{16}", and this certificate is "[0-9a-f]{16}"/);
  expect(seal(['--key', 'b', '--renewed', '--merge-into', 'stripe.yaml'], 'x', 'other.pem').status).toBe(0);
  expect(folder.read('stripe.yaml')).toMatch(/certificate: "?[0-9a-f]{16}\.[0-9a-f]{16}"?$/m);
});

test('an expired certificate seals nothing', () => {
  folder.write('old.pem', certificate({ keys, to: new Date('2021-01-01') }).pem);
  const { status, stdout, stderr } = seal(['--key', 'k', ...stripe, '-o', 'stripe.yaml'], CANARY, 'old.pem');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('RB941  valid only until "2021-01-01"');
  expect(stderr).toContain('1 problem; nothing was sealed');
  expect(folder.has('stripe.yaml')).toBe(false);
});

test.each([
  ['broken YAML', `{ ${CANARY}`, 'is not valid YAML at line'],
  ['an alias', `a: *${CANARY}`, 'is not valid YAML'],
  ['a tag', `!${CANARY}`, 'is no'],
  ['a text', CANARY, 'is no Secret of apiVersion v1'],
  ['several documents', `a: 1\n---\n${CANARY}`, 'holds 2 documents'],
  ['what is not base64', manifest({ data: { password: CANARY } }), 'data.password: is not base64'],
  [
    'a number',
    'apiVersion: v1\nkind: Secret\nstringData:\n  pin: 7391\n',
    'stringData.pin: is not a text; put it in quotes',
  ],
  ['a list', manifest({ data: [CANARY] }), 'data: is not a map of texts'],
  [
    'a copy in an annotation',
    manifest({ stringData: { a: CANARY } }, { annotations: { x: `is ${CANARY}` } }),
    'metadata, "x": holds a value of the Secret in plain text',
  ],
  ['a value that is too large', manifest({ stringData: { a: CANARY.repeat(60_000) } }), 'RB945  has "1140000" bytes'],
  ['a key that no Secret has', manifest({ stringData: { 'a b': CANARY } }), 'not a key of a Secret, got "a b"'],
  ['no value', manifest({}), 'holds no value to seal'],
  ['nothing', '', 'standard input\nRB944  is empty'],
  [
    'no name',
    JSON.stringify({ apiVersion: 'v1', kind: 'Secret', stringData: { a: CANARY } }),
    'RB946  name: the Secret has no name',
  ],
])('%s is refused, and nothing of it is shown', (_, input, says) => {
  const { status, stdout, stderr } = seal([], input);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(says);
  expect(seal(['--json'], input).stdout).toContain('"problems"');
});

test.each([
  [`--from-literal=password=${CANARY}`],
  [`--password=${CANARY}`],
  [CANARY],
  [`--from-file=password=${CANARY}`],
  [`--from-file=${CANARY}`],
])('a value in an argument is not taken, and not shown (%#)', (argument) => {
  const { status, stdout } = seal([argument, ...stripe]);
  expect(status).not.toBe(0);
  expect(stdout).toBe('');
});

test('a line feed at the end is sealed, and told of', () => {
  const { stdout, stderr } = seal(['--key', 'k', ...stripe], 'x\n');
  expect(opened(stdout)).toEqual({ k: 'x\n' });
  expect(stderr).toContain('the value ends with a line feed, which was sealed too');
});

test('--json tells what was sealed, and for whom', () => {
  seal(['--key', 'a', ...stripe, '-o', 'stripe.yaml'], 'x');
  const { status, stdout } = seal(['--key', 'b', '--merge-into', 'stripe.yaml', '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    problems: [],
    notes: [],
    file: 'stripe.yaml',
    scope: 'strict',
    name: 'stripe',
    namespace: 'shop',
    certificate: { id: expect.stringMatching(/^[0-9a-f]{16}$/), validTo: '2049-05-01' },
    sealed: ['b'],
    kept: ['a'],
  });
  expect(JSON.parse(seal(['--raw', '--scope', 'cluster-wide', '--json']).stdout)).toMatchObject({
    value: expect.any(String),
  });
  expect(JSON.parse(seal(['--key', 'k', '--json', ...stripe]).stdout)).toMatchObject({
    sealedSecret: { kind: 'SealedSecret' },
  });
});

test('a value stands neither in the arguments nor in the environment of the process, and no other process is started', () => {
  folder.write(
    'watch.cjs',
    `const { ChildProcess } = require('node:child_process');
ChildProcess.prototype.spawn = () => { throw new Error('a process is started'); };
process.on('exit', () => {
  require('node:fs').writeFileSync('seen.txt', [process.argv.join(' '), JSON.stringify(process.env), process.title].join('\\n'));
});`,
  );
  const run = folder.roadbed(['seal', '--cert', 'prod.pem', '--key', 'k', ...stripe], {
    input: CANARY,
    env: { NODE_OPTIONS: `--require ${join(folder.path, 'watch.cjs')}` },
  });
  expect(run.status).toBe(0);
  expect(folder.read('seen.txt')).toContain('--key k');
  expect(folder.read('seen.txt')).not.toContain('canary');
});

test.each([
  [['--merge-into', 'a.yaml', '-o', 'b.yaml']],
  [['--raw', '--key', 'k']],
  [['-f', 'x', '--key', 'k']],
  [['--scope', 'wide']],
])('%j is wrong use', (args) => {
  expect(seal(args).status).toBe(2);
});

test('a file that cannot be written is a problem, and leaves no draft', () => {
  folder.write('locked', 'a file');
  const { status, stderr } = seal(['--key', 'k', ...stripe, '-o', 'locked/stripe.yaml']);
  expect(status).toBe(1);
  expect(stderr).toMatch(/RB80[12]/);
});
