import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../scripts/source-files.ts';
import { UserFolder } from '../cli/support.ts';
import { type Outcome, run } from './harness/command.ts';
import { textAt } from './harness/json.ts';
import { holds, withEngines } from './harness/with-engines.ts';
import { PASSWORD } from './pulumi/aws-double.ts';
import { pulumiEnvironment } from './pulumi/environment.ts';
import { outcomesOf } from './pulumi/outcomes.ts';
import type { Step } from './pulumi/session.ts';
import { Upstream } from './upstream.ts';

/** An EKS cluster, a database and a shop. */
const example = readFileSync(join(root, 'examples/pulumi/main.ts'), 'utf8');

/** A program with a database at AWS for an existing cluster, which stood at `shop/orders`. */
function existing(id: string): string {
  return `import { Application, Cluster, Platform, Postgres, pulumiAws, WebService } from 'roadbed';
import { deploy } from 'roadbed/pulumi';
const moved = ${id === 'orders' ? '[]' : `[{ from: 'shop/orders', to: 'shop/${id}' }]`};
const repository = { url: 'https://github.com/acme/platform' };
const platform = new Platform({ repository, recipes: [pulumiAws], moved });
const server = 'https://eu.acme.example:6443';
const eu = Cluster.existing(platform, 'eu', { environment: 'prod', server, cloud: 'aws', region: 'eu-west-1' });
const shop = new Application(platform, 'shop', { owner: 'team-shop', clusters: [eu] });
const database = new Postgres(shop, '${id}', {});
const env = { DATABASE_URL: database.url };
new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, env });
deploy(platform);
`;
}

/** A program whose infrastructure Pulumi makes, and whose applications Argo CD delivers. */
const mixed = `import { Application, Cluster, Platform, Postgres, pulumiAws, WebService } from 'roadbed';
const repository = { url: 'https://github.com/acme/platform' };
const platform = new Platform({ repository, recipes: [pulumiAws], delivery: 'mixed' });
Cluster.existing(platform, 'hub', { environment: 'operations', server: 'https://kubernetes.default.svc', hub: true });
const argocdRoleArn = 'arn:aws:iam::123456789012:role/argocd';
const eu = Cluster.eksByPulumi(platform, 'eu', { environment: 'prod', region: 'eu-west-1', argocdRoleArn });
const shop = new Application(platform, 'shop', { owner: 'team-shop', clusters: [eu] });
const orders = new Postgres(shop, 'orders', {});
const env = { DATABASE_URL: orders.url };
new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080, env });
platform.synth();
`;

/** The same, handed over through the store of the cloud. */
const stored = mixed
  .replace("delivery: 'mixed'", "delivery: 'mixed', handover: 'external-secret'")
  .replace('hub: true', "hub: true, cloud: 'aws', region: 'eu-west-1'");

/** What holds with programs in a folder of a user's. */
function holdsIn(
  what: string,
  files: Readonly<Record<string, string>>,
  check: (folder: UserFolder) => Promise<number>,
): void {
  const inFolder = async () => {
    const folder = new UserFolder(files, ['@pulumi/pulumi']);
    try {
      return await check(folder);
    } finally {
      folder.remove();
    }
  };
  holds('pulumi', what, inFolder, 300);
}

withEngines(['pulumi'], 'the engine of Pulumi', (tools) => {
  /** Runs the CLI in a folder that is a project, with a backend of its own. */
  function inProject(cwd: string): (words: readonly string[]) => Outcome {
    mkdirSync(join(cwd, 'state'));
    const env = pulumiEnvironment(tools.program('pulumi'), cwd);
    return (words) => run(tools.program('pulumi'), [...words, '--non-interactive'], { cwd, env });
  }

  holdsIn(
    'previews examples/pulumi, makes it, leaves it, changes one thing, and deletes it once it is unprotected',
    { 'main.ts': example, 'later.ts': example.replace('api:1.4.2', 'api:1.5.0') },
    async (folder) => {
      const program = join(folder.path, 'main.ts');
      const later = join(folder.path, 'later.ts');
      const [preview, up, again, change, refused, , destroyed] = outcomesOf(tools, [
        { command: 'preview', program },
        { command: 'up', program },
        { command: 'up', program },
        { command: 'up', program: later },
        { command: 'destroy', program: later },
        { command: 'cli', words: ['state', 'unprotect', '--all', '--yes'] },
        { command: 'destroy', program: later },
      ]);
      const count = up?.changes.create ?? 0;
      expect(preview).toEqual({ changes: { create: count }, deeds: [], resources: [], outputs: {} });
      expect(up).toMatchObject({ changes: { create: count }, outputs: { endpoint: 'https://eu.eks.example' } });
      expect(again).toMatchObject({ changes: { same: count }, deeds: [] });
      expect(change).toMatchObject({
        changes: { same: count - 1, update: 1 },
        deeds: [{ deed: 'update', type: 'kubernetes:apps/v1:Deployment', name: 'eu/shop/Deployment/api' }],
      });
      expect(refused?.error).toContain('cannot be deleted\n    because it is protected');
      expect(refused?.resources.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['eu/shop/orders', 'eu/cluster-eu/eu']),
      );
      expect(destroyed).toMatchObject({ changes: { delete: expect.any(Number) }, resources: [] });
      expect(refused?.deeds.length).toBeGreaterThan(0);
      const deleted = [...(refused?.deeds ?? []), ...(destroyed?.deeds ?? [])];
      const cluster = deleted.findIndex(({ type }) => type === 'aws:eks/cluster:Cluster');
      expect(deleted.slice(cluster).filter(({ type }) => type.startsWith('kubernetes:'))).toEqual([]);
      return count;
    },
  );

  holdsIn(
    'asks for the values of an existing cluster by the commands that set them, and takes over what moved',
    { 'main.ts': existing('orders'), 'moved.ts': existing('db') },
    async (folder) => {
      const program = join(folder.path, 'main.ts');
      const values = {
        '--secret shop:kubeconfig-eu <text>': PASSWORD,
        "--path 'shop:privateSubnetIds-eu[0]' <text>": 'subnet-1',
        'shop:nodeSecurityGroupId-eu <text>': 'sg-1',
        'shop:vpcId-eu <text>': 'vpc-1',
      };
      const settings = Object.entries(values).map(([hint, value]): Step => {
        const words = hint.replace('<text>', value).replaceAll("'", '').split(' ');
        return { command: 'cli', words: ['config', 'set', ...words] };
      });
      const [refused, , , , , up, moved] = outcomesOf(tools, [
        { command: 'up', program },
        ...settings,
        { command: 'up', program },
        { command: 'up', program: join(folder.path, 'moved.ts') },
      ]);
      for (const hint of Object.keys(values)) expect(refused?.error).toContain(`\n    pulumi config set ${hint}\n`);
      expect(refused).toMatchObject({ deeds: [], resources: [] });
      expect(up?.error).toBeUndefined();
      const subnets = up?.resources.find(({ type }) => type === 'aws:rds/subnetGroup:SubnetGroup');
      expect(subnets?.inputs).toMatchObject({ subnetIds: ['subnet-1'] });
      expect(moved?.error).toBeUndefined();
      expect(moved?.deeds.filter(({ deed }) => deed !== 'update')).toEqual([]);
      expect(moved?.changes).toMatchObject({ same: expect.any(Number) });
      return up?.changes.create ?? 0;
    },
  );

  holdsIn(
    'makes of a platform with mixed delivery the infrastructure alone, and hands over what Argo CD needs',
    { 'main.ts': mixed },
    async (folder) => {
      const program = join(folder.path, 'main.ts');
      const [up, again, refused, , destroyed] = outcomesOf(
        tools,
        [
          { command: 'up', program },
          { command: 'up', program },
          { command: 'destroy', program },
          { command: 'cli', words: ['state', 'unprotect', '--all', '--yes'] },
          { command: 'destroy', program },
        ],
        ['hub'],
      );
      expect(up?.error).toBeUndefined();
      const objects = up?.resources.filter(({ type }) => type.startsWith('kubernetes:')) ?? [];
      expect(objects.map(({ name }) => name).sort()).toEqual([
        'eu/Namespace/shop',
        'eu/argocd/cluster-eu',
        'eu/shop/orders-connection',
      ]);
      expect(objects.find(({ name }) => name === 'eu/argocd/cluster-eu')).toMatchObject({
        inputs: { stringData: { name: 'eu', server: 'https://eu.eks.example' } },
        settings: { renderYamlToDirectory: 'hub' },
      });
      expect(again).toMatchObject({ deeds: [], changes: { same: up?.changes.create } });
      expect(refused?.error).toContain('because it is protected');
      expect(destroyed?.resources).toEqual([]);
      return up?.changes.create ?? 0;
    },
  );

  holdsIn(
    'hands over through the store of the cloud what an ExternalSecret then takes, and writes nothing to a cluster',
    { 'main.ts': stored },
    async (folder) => {
      const program = join(folder.path, 'main.ts');
      const [preview, up, again] = outcomesOf(tools, [
        { command: 'preview', program },
        { command: 'up', program },
        { command: 'up', program },
      ]);
      expect([preview, up, again].map((one) => one?.error)).toEqual([undefined, undefined, undefined]);
      const resources = up?.resources ?? [];
      expect(resources.filter(({ type }) => type.startsWith('kubernetes:'))).toEqual([]);
      const versions = resources.filter(({ type }) => type === 'aws:secretsmanager/secretVersion:SecretVersion');
      const written = new Map(versions.map(({ name, inputs }) => [name, JSON.parse(textAt(inputs, 'secretString'))]));
      expect(Object.fromEntries(written)).toEqual({
        'eu/shop/orders-connection': { host: 'orders.rds.example', password: PASSWORD },
        'eu/argocd/cluster-eu': expect.objectContaining({ name: 'eu', server: 'https://eu.eks.example' }),
      });
      expect(again).toMatchObject({ deeds: [], changes: { same: up?.changes.create } });
      expect(folder.roadbed(['synth'])).toMatchObject({ status: 0 });
      const takers = ['prod/shop-link/prod/orders.yaml', 'hub/clusters/eu.yaml'].map((file) =>
        folder.read(`dist/${file}`),
      );
      const upstream = new Upstream();
      expect(takers.map((text) => upstream.faults(parse(text)))).toEqual([[], []]);
      const keys = resources.filter(({ type }) => type === 'aws:secretsmanager/secret:Secret');
      for (const [i, name] of ['orders-connection', 'cluster-eu'].entries()) {
        const key = textAt(keys.find((one) => one.name.endsWith(`/${name}/secret`))?.inputs, 'name');
        expect(takers[i]).toContain(`key: ${key}\n`);
      }
      return up?.changes.create ?? 0;
    },
  );

  holdsIn(
    'takes the project that synth --target pulumi writes, and asks for its configuration, then for the language host of YAML',
    { 'main.ts': existing('orders').replace('deploy(platform)', 'platform.synth()') },
    async (folder) => {
      expect(folder.roadbed(['synth', '--target', 'pulumi', '--out', 'dist-pulumi'])).toMatchObject({ status: 0 });
      const cli = inProject(join(folder.path, 'dist-pulumi/prod'));
      expect(cli(['stack', 'init', 'prod']).status).toBe(0);
      expect(cli(['preview']).complaint).toMatch(/missing configuration values? '(kubeconfig|nodeSecurityGroupId)-eu'/);
      for (const words of [
        ['--secret', 'kubeconfig-eu', 'a kubeconfig'],
        ['nodeSecurityGroupId-eu', 'sg-1'],
        ['--path', 'privateSubnetIds-eu[0]', 'subnet-1'],
        ['vpcId-eu', 'vpc-1'],
      ]) {
        expect(cli(['config', 'set', ...words]).status).toBe(0);
      }
      expect(cli(['preview']).complaint).toContain("no language plugin 'pulumi-language-yaml' found");
      return 1;
    },
  );
});
