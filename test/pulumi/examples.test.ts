import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy } from 'roadbed/pulumi';
import { platformOf, resolveForTest } from 'roadbed/testing';
import { root } from '../../scripts/source-files.ts';
import { resourceName } from '../../src/targets/pulumi/names.ts';
import { UserFolder } from '../cli/support.ts';
import { type EngineRun, runInline } from '../support/pulumi-engine.ts';

jest.setTimeout(60_000);

type Platform = Awaited<ReturnType<typeof platformOf>>;

const folders: UserFolder[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

/** An example in which something is said otherwise. */
function changed(
  name: string,
  ...changes: readonly (readonly [from: string | RegExp, to: string])[]
): Promise<Platform> {
  const own = readFileSync(join(root, 'examples', name, 'main.ts'), 'utf8');
  const text = changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${name} has no ${from}`);
    return after;
  }, own);
  const folder = new UserFolder({ 'main.ts': text });
  folders.push(folder);
  return platformOf(() => import(join(folder.path, 'main.ts')));
}

const mixed = ['new Platform({', "new Platform({ delivery: 'mixed',"] as const;

/** Every cluster with a kubeconfig. */
function accesses(platform: Platform) {
  return Object.fromEntries(resolveForTest(platform).clusters.map((name) => [name, { kubeconfig: `of ${name}` }]));
}

/** Deploys a platform as `pulumi up` does. */
async function deployed(platform: Platform): Promise<EngineRun> {
  const run = await runInline(async () => void deploy(platform, { clusters: accesses(platform) }));
  expect(run).toMatchObject({ status: 0, errors: [] });
  return run;
}

/** What Argo CD delivers to clusters, by the names that Pulumi has for it. */
function byArgocd(platform: Platform): object {
  const resolved = resolveForTest(platform);
  const objects = resolved.clusters.flatMap((cluster) =>
    resolved.objects(cluster).map((object) => [resourceName(cluster, object), object] as const),
  );
  return Object.fromEntries(objects);
}

/** What Pulumi registers for clusters; a source is one resource of its own. */
function byPulumi({ registrations }: EngineRun): object {
  const objects = registrations.filter(({ type }) => /^kubernetes:(?!helm|kustomize)/.test(type));
  return Object.fromEntries(objects.map(({ name, inputs }) => [name, inputs]));
}

/** Types of what a source becomes, by its name. */
function sources({ registrations }: EngineRun): Readonly<Record<string, string>> {
  const found = registrations.filter(({ type }) => /^kubernetes:(helm|kustomize)/.test(type));
  return Object.fromEntries(found.map(({ name, type }) => [name, type]));
}

describe('kaops by Pulumi', () => {
  test('is refused for its folder in git, which Pulumi cannot render', async () => {
    const platform = await platformOf(() => import('../../examples/kaops/main.ts'));
    expect(() => deploy(platform, { clusters: accesses(platform) })).toThrow(
      /nothing was registered\nRB655 at kubevirt\.source: it comes from a folder in git; name it as kustomize [^\n]*$/,
    );
  });

  test('is what Argo CD delivers, object by object, with that folder as Kustomize reads it', async () => {
    const platform = await changed('kaops', ['source: { git: {', 'source: { kustomize: {']);
    const run = await deployed(platform);
    expect(byPulumi(run)).toEqual(byArgocd(platform));
    expect(sources(run)).toMatchObject({
      'hub/argocd/Release/argo-cd': 'kubernetes:helm.sh/v3:Release',
      'virginia/kubevirt/Directory/kubevirt': 'kubernetes:kustomize/v2:Directory',
    });
  });

  test('with mixed delivery has nothing to make, as Crossplane makes its clusters, and leaves the folder to Argo CD', async () => {
    const run = await deployed(await changed('kaops', mixed));
    expect(run.registrations.map(({ type }) => type)).toEqual(['roadbed:index:Platform']);
  });
});

describe('a platform and a team with a program each, by Pulumi', () => {
  test("the platform is refused for what the team's own program delivers", async () => {
    const platform = await platformOf(() => import('../../examples/two-repos/platform/main.ts'));
    expect(() => deploy(platform, { clusters: accesses(platform) })).toThrow(/RB655 at shop\.source: it comes/);
  });

  test("the platform leaves the team's folder to Argo CD with mixed delivery", async () => {
    const run = await deployed(await changed('two-repos/platform', mixed));
    expect(run.registrations.map(({ type }) => type)).toEqual(['roadbed:index:Platform']);
  });

  test("the team's program is what Argo CD delivers of it, object by object, on the hub too", async () => {
    const platform = await platformOf(() => import('../../examples/two-repos/team/main.ts'));
    const objects = byPulumi(await deployed(platform));
    expect(objects).toEqual(byArgocd(platform));
    expect(Object.keys(objects)).toEqual(expect.arrayContaining([expect.stringMatching(/^hub\/shop-eu\/Instance_/)]));
  });
});
