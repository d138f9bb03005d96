import type { BarePlatform } from '../../src/platform/bare-platform.ts';
import { deploy } from '../../src/pulumi/index.ts';
import { aCluster, anApplication, aPlatform, configMap, Piece } from '../support/platforms.ts';
import { type EngineRun, runInline } from '../support/pulumi-engine.ts';

jest.setTimeout(60_000);

function shop(): BarePlatform {
  const platform = aPlatform();
  const clusters = [aCluster(platform, 'eu', 'prod'), aCluster(platform, 'dev', 'dev')];
  const application = anApplication(platform, 'shop', { clusters });
  new Piece(application, 'api', { render: () => [configMap('api')] });
  return platform;
}

/** A stack of one environment of the platform. */
function stackOf(platform: BarePlatform, environment: string, cluster: string): Promise<EngineRun> {
  const config = { [`shop:kubeconfig-${cluster}`]: `of ${cluster}` };
  const program = async () => ({
    resource: deploy(platform, { environment }).resource(`${cluster}/shop/ConfigMap/api`).urn,
  });
  return runInline(program, { stack: environment, config });
}

function expectWhole(run: EngineRun, stack: string, cluster: string): void {
  expect(run).toMatchObject({ status: 0, errors: [] });
  const custom = run.registrations.filter((one) => one.custom);
  expect(custom.map(({ name }) => name).sort()).toEqual([
    cluster,
    `${cluster}/Namespace/shop`,
    `${cluster}/shop/ConfigMap/api`,
  ]);
  expect(new Set(run.registrations.map(({ urn }) => urn.split('::')[0]))).toEqual(new Set([`urn:pulumi:${stack}`]));
  expect(custom.find(({ type }) => type === 'pulumi:providers:kubernetes')?.inputs).toMatchObject({
    kubeconfig: { secret: `of ${cluster}` },
  });
  expect(run.outputs).toEqual({ resource: expect.stringContaining(`urn:pulumi:${stack}::shop::`) });
}

test('two stacks of one platform run in one process, one after the other', async () => {
  const platform = shop();
  expectWhole(await stackOf(platform, 'prod', 'eu'), 'prod', 'eu');
  expectWhole(await stackOf(platform, 'dev', 'dev'), 'dev', 'dev');
});

test('two stacks run side by side in one process, each with its own configuration and its own engine', async () => {
  const platform = shop();
  const [prod, dev] = await Promise.all([stackOf(platform, 'prod', 'eu'), stackOf(platform, 'dev', 'dev')]);
  expectWhole(prod, 'prod', 'eu');
  expectWhole(dev, 'dev', 'dev');
});
