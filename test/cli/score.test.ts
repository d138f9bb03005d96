import { apiScore, webScore } from '../score/support.ts';
import { databaseProgram } from './database-program.ts';
import { UserFolder } from './support.ts';

let folder: UserFolder;
beforeEach(() => {
  folder = new UserFolder({ 'main.ts': databaseProgram(), 'web.yaml': webScore, 'api.yaml': apiScore });
});
afterEach(() => folder.remove());

const image = ['--image', 'api=ghcr.io/acme/api:1.4.2'];
const importScore = (...args: readonly string[]) =>
  folder.roadbed(['import', 'score', 'web.yaml', 'api.yaml', ...args]);

/** A platform with one cluster for an application tagged `shop`. */
function program(application: string): string {
  return `import { Application, Cluster, DistributionRule, Platform } from 'roadbed';
const platform = new Platform({ repository: { url: 'https://github.com/acme/platform', path: 'dist' } });
Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443', tags: ['edge'] });
${application}
new DistributionRule(platform, 'rule', { applications: ['shop'], clusters: ['edge'] });
platform.synth();
`;
}

test('import score prints a module, or writes it to a file that is not there yet', () => {
  const printed = importScore(...image, '--application', 'shop', '--owner', 'team-shop');
  expect(printed).toMatchObject({ status: 0, stderr: '' });
  expect(printed.stdout).toContain("new Application(platform, 'shop', { owner: 'team-shop' })");
  const args = [...image, '--application', 'shop', '--owner', 'team-shop', '--to', 'shop.ts'];
  expect(importScore(...args).stdout).toBe('shop.ts  written\n');
  expect(folder.read('shop.ts')).toBe(printed.stdout);
  expect(importScore(...args)).toMatchObject({ status: 1, stderr: expect.stringContaining('RB909') });
});

test('what it writes runs, and makes what the same files make by fromScore', () => {
  importScore(...image, '--application', 'shop', '--owner', 'team-shop', '--to', 'shop.ts');
  const tagged = folder.read('shop.ts').replace("{ owner: 'team-shop' }", "{ owner: 'team-shop', tags: ['shop'] }");
  folder.write('shop.ts', tagged);
  folder.write('imported.ts', `import { shopApplication } from './shop.ts';\n${program('shopApplication(platform);')}`);
  const props = "owner: 'team-shop', tags: ['shop'], images: { api: 'ghcr.io/acme/api:1.4.2' }";
  const files = "files: ['web.yaml', 'api.yaml']";
  folder.write('from.ts', program(`Application.fromScore(platform, 'shop', { ${props}, ${files} });`));
  expect(folder.roadbed(['synth', '--app', 'imported.ts'])).toMatchObject({ status: 0, stderr: '' });
  expect(folder.roadbed(['diff', '--app', 'from.ts', '--exit-code'])).toMatchObject({ status: 0, stderr: '' });
});

test("a team's own types come from a module, which the program imports what it makes from", () => {
  folder.write(
    'platform/score.ts',
    `import { Postgres, Redis, scoreType } from 'roadbed';
export class Ledger extends Postgres {}
export class Cache extends Redis {}
class Hidden extends Redis {}
export const types = { ledger: Ledger, cache: scoreType(Cache, { outputs: { address: 'host' } }), hidden: Hidden };
`,
  );
  const score = (type: string, output: string) =>
    `apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { web: { image: a/b:1, variables: { A: "\${resources.it.${output}}" } } }\nresources: { it: { type: ${type} } }\n`;
  folder.write('ledger.yaml', score('ledger', 'host'));
  folder.write('cache.yaml', score('cache', 'port'));
  folder.write('hidden.yaml', score('hidden', 'host'));
  const run = (file: string, ...args: readonly string[]) =>
    folder.roadbed(['import', 'score', `${file}.yaml`, '--types', 'platform/score.ts', ...args]);
  expect(run('ledger', '--to', 'apps.ts')).toMatchObject({ status: 0, stderr: '' });
  expect(folder.read('apps.ts')).toContain(
    "import { Application, type Platform, Workload } from 'roadbed';\nimport { Ledger } from './platform/score.ts';\n",
  );
  expect(folder.read('apps.ts')).toContain("const webIt = new Ledger(web, 'web-it', {});");
  expect(run('cache').stderr).toMatch(
    /RB852 {2}containers\.web\.variables\.A: nothing stands for "\$\{resources\.it\.port\}"/,
  );
  expect(run('hidden').stderr).toContain('RB855  it does not export the golden path Hidden, which "web-it" takes');
  folder.write('none.ts', 'export const kinds = {};');
  expect(folder.roadbed(['import', 'score', 'ledger.yaml', '--types', 'none.ts']).stderr).toContain(
    'RB855  it exports no object "types"',
  );
});

test('problems are told by file and place, and --json has them all', () => {
  folder.write('web.yaml', webScore.replace('type: redis', 'type: redsi'));
  const run = importScore();
  expect(run).toMatchObject({ status: 1, stdout: '' });
  expect(run.stderr).toContain(
    'web.yaml\nRB853  resources.cache.type: no golden path makes "redsi"\n       did you mean "redis"?',
  );
  expect(JSON.parse(importScore('--json').stdout)).toMatchObject({
    problems: [
      { code: 'RB854', path: 'api.yaml' },
      { code: 'RB853', path: 'web.yaml' },
    ],
    program: null,
  });
  expect(importScore('--owner', 'Team').stderr).toContain('RB102  not a DNS label, got "Team"');
});

test('export score prints workloads of any golden path, with what it leaves out', () => {
  const { status, stdout } = folder.roadbed(['export', 'score', 'shop', '-e', 'prod']);
  expect(status).toBe(0);
  expect(stdout.replace('the program speaks\n', '')).toMatchInlineSnapshot(`
"# Written by roadbed export score from shop/api.
apiVersion: score.dev/v1b1
metadata:
  name: api
service:
  ports:
    http:
      port: 8080
containers:
  api:
    image: ghcr.io/acme/api:1.4.2
    variables:
      DATABASE_URL: "postgresql://\${resources.orders.username}:\${resources.orders.password}@\${resources.orders.host}:\${resources.orders.port}/\${resources.orders.database}"
    resources:
      limits:
        memory: 256Mi
      requests:
        memory: 256Mi
        cpu: 100m
    livenessProbe:
      httpGet:
        path: /healthz
        port: 8080
    readinessProbe:
      httpGet:
        path: /healthz
        port: 8080
resources:
  orders:
    type: postgres
    id: orders
    params:
      memory: 1Gi
      storage: 20Gi
      version: 17
"
`);
  expect(folder.roadbed(['export', 'score', 'shpo']).stderr).toContain('did you mean "shop"?');
  expect(folder.roadbed(['export', 'score', 'shop', '-e', 'qa']).stderr).toContain(
    'RB907  it is on no cluster in "qa"',
  );
});

test('two workloads of one name are not written over each other', () => {
  folder.write(
    'two.ts',
    `import { Application, Cluster, Platform, Worker } from 'roadbed';
const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
const dev = Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443' });
for (const id of ['shop', 'bank']) new Worker(new Application(platform, id, { owner: 'team', clusters: [dev] }), 'mailer', { image: 'a/b:1' });
platform.synth();
`,
  );
  const run = folder.roadbed(['export', 'score', '--app', 'two.ts', '--to', 'scores']);
  expect(run).toMatchObject({ status: 1, stdout: '' });
  expect(run.stderr).toContain('RB856  mailer.score.yaml would be the file of');
  expect(folder.has('scores')).toBe(false);
  expect(folder.roadbed(['export', 'score', 'bank', '--app', 'two.ts', '--to', 'scores']).status).toBe(0);
});

test('it writes a file for each workload, which is imported again', () => {
  expect(folder.roadbed(['export', 'score', '--to', 'scores']).stdout).toContain('scores  1 file written');
  const again = folder.roadbed(['import', 'score', 'scores/api.score.yaml']);
  expect(again).toMatchObject({ status: 0, stderr: '' });
  expect(again.stdout).toContain("new Postgres(api, 'orders', ");
});
