import { cpSync } from 'node:fs';
import { join } from 'node:path';
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

test('the contract of the example is what its platform writes, and holds no credential', () => {
  expect(inPlatform('contract').stdout).toBe('contract.json  1 application of other programs\n');
  expect(folder.read('platform/contract.json')).toBe(folder.read('team/contract.json'));
  // No member is a credential; what a value is taken of is named, and that is the name of a Secret.
  expect(folder.read('platform/contract.json')).not.toMatch(/"[^"]*(credential|secretRef|token)[^"]*":/i);
  expect(folder.read('platform/contract.json')).not.toMatch(/secretRef|token/i);
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

test("infrastructure of a control plane is the platform's to make, but for the kinds that it leaves to the owner", () => {
  team('import { Application, ', 'import { Application, Redis, ');
  team('platform.synth();', "new Redis(shop, 'cache', {});\nplatform.synth();");
  expect(inTeam('synth').stderr).toContain(
    'RB864  "shop/cache" would make "ReplicationGroup.elasticache.aws.m.upbound.io" at a control plane,\n' +
      '       which the contract does not leave to "team-shop"',
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
