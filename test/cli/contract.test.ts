import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { root } from '../../scripts/source-files.ts';
import { UserFolder } from './support.ts';

const example = join(root, 'examples/two-repos');
let folder: UserFolder;
beforeEach(() => {
  folder = new UserFolder();
  for (const program of ['platform', 'team'])
    cpSync(join(example, program), join(folder.path, program), { recursive: true });
});
afterEach(() => folder.remove());

const inPlatform = (...args: readonly string[]) => folder.roadbed(args, { cwd: 'platform' });
const inTeam = (...args: readonly string[]) => folder.roadbed(args, { cwd: 'team' });
const team = (from: string, to: string) => folder.write('team/main.ts', folder.read('team/main.ts').replace(from, to));
const contract = (from: string | RegExp, to: string) =>
  folder.write('team/contract.json', folder.read('team/contract.json').replace(from, to));

/** Objects below a folder. */
function objectsIn(
  path: string,
): readonly { readonly kind: string; readonly metadata: { readonly namespace?: string } }[] {
  const files = readdirSync(join(folder.path, path), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder.path, path, file), 'utf8')).map((one) => one.toJS()));
}

test('the contract of the example is what its platform writes, and holds no credential', () => {
  expect(inPlatform('contract').stdout).toBe('contract.json  1 application of other programs\n');
  expect(folder.read('platform/contract.json')).toBe(folder.read('team/contract.json'));
  expect(folder.read('platform/contract.json')).not.toMatch(/credential|secretRef|token/i);
});

test('two programs, synthesised apart, fit together: each Application of the platform finds its folder in the output of the team', () => {
  expect(inPlatform('synth')).toMatchObject({ status: 0, stderr: '' });
  expect(inTeam('synth')).toMatchObject({ status: 0, stderr: '' });
  const [set] = parseAllDocuments(folder.read('platform/dist/hub/applicationsets/shop.yaml')).map((one) => one.toJS());
  expect(set.spec.template.spec.source.path).toBe('{{ .values.path }}/{{ .name }}');
  const { clusters } = JSON.parse(folder.read('platform/dist/.roadbed/platform.json'));
  const { placements } = JSON.parse(folder.read('platform/dist/.roadbed/graph/shop.json')).applications[0];
  expect(placements.map(({ cluster }: { cluster: string }) => cluster)).toEqual(['dev', 'eu', 'us']);
  for (const { cluster } of placements) {
    const { environment } = clusters.find(({ name }: { name: string }) => name === cluster);
    const generator = set.spec.generators.find(
      (one: { clusters: { selector: { matchLabels: Record<string, string> } } }) =>
        one.clusters.selector.matchLabels['roadbed.dev/environment'] === environment,
    );
    expect(generator.clusters.values.repository).toBe('https://github.com/acme/shop');
    expect(objectsIn(join('team', generator.clusters.values.path, cluster)).length).toBeGreaterThan(5);
  }
});

test("the output of the team stays within what the AppProject of its owner allows, and none of it is the platform's", () => {
  inPlatform('synth');
  inTeam('synth');
  const [project] = parseAllDocuments(folder.read('platform/dist/hub/projects/team-shop.yaml')).map((one) =>
    one.toJS(),
  );
  expect(project.spec).toMatchObject({
    sourceRepos: expect.arrayContaining(['https://github.com/acme/shop']),
    destinations: [{ server: '*', namespace: 'shop' }],
    clusterResourceWhitelist: [],
  });
  const objects = objectsIn('team/dist');
  expect(objects.every(({ metadata }) => metadata.namespace === 'shop')).toBe(true);
  expect(objects.map(({ kind }) => kind)).not.toEqual(expect.arrayContaining(['Namespace']));
  expect(folder.has('team/dist/hub')).toBe(false);
  expect(objectsIn('platform/dist').filter(({ kind }) => kind === 'Namespace').length).toBeGreaterThan(0);
});

test('diff and --check work in the program of the team as in any other', () => {
  inTeam('synth');
  expect(inTeam('synth', '--check')).toMatchObject({ status: 0, stderr: '' });
  team('api:1.4.2', 'api:1.5.0');
  expect(inTeam('diff').stdout).toContain('image: ghcr.io/acme/api:1.4.2 -> ghcr.io/acme/api:1.5.0');
});

test.each([
  ["'shop', {", "'shp', {", 'RB862  the contract knows "shop"\n       did you mean "shop"?'],
  ["owner: 'team-shop'", "owner: 'team-sho'", 'RB863  owner: the contract says "team-shop", got "team-sho"'],
  ["'team-shop' }", "'team-shop', namespace: 'market' }", 'RB863  namespace: the contract says "shop", got "market"'],
  [
    "'team-shop' }",
    "'team-shop', podSecurity: 'privileged' }",
    'RB863  podSecurity: the contract says "restricted", got "privileged"',
  ],
])('an application that differs from the contract is a problem: %j as %j', (from, to, says) => {
  team(from, to);
  expect(inTeam('synth')).toMatchObject({ status: 1, stderr: expect.stringContaining(says) });
});

test("infrastructure of a control plane is the platform's to make", () => {
  team('import { Application, ', 'import { Application, Redis, ');
  team('platform.synth();', "new Redis(shop, 'cache', {});\nplatform.synth();");
  contract(/"labels": \{\}/g, '"labels": { "topology.kubernetes.io/region": "eu-west-1" }');
  expect(inTeam('synth').stderr).toContain(
    'RB864  "shop/cache" would make "ReplicationGroup" outside the application\'s own clusters',
  );
});

test('a contract that does not fit is a problem that names what changed', () => {
  contract('"cnpg-postgres"', '"house-postgres"');
  const { stderr } = inTeam('synth');
  expect(stderr).toContain('RB865  the platform has "house-postgres for postgres", and this program has not');
  expect(stderr).toContain('RB865  this program has "cnpg-postgres for postgres", and the platform has not');
  contract('"version": 1', '"version": 2');
  expect(inTeam('synth').stderr).toContain('RB861  it has the form 2, and this Roadbed knows 1');
  contract('"version": 2', '"version": "1"');
  expect(inTeam('synth').stderr).toContain('RB860  version: it is damaged');
});
