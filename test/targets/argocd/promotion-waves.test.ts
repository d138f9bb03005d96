import type { Application } from '../../../src/platform/application.ts';
import type { PlatformProps } from '../../../src/platform/bare-platform.ts';
import { argocd } from '../../../src/targets/argocd/argocd.ts';
import { pulumi } from '../../../src/targets/pulumi/pulumi.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aRule,
  at,
  configMap,
  lines,
  Piece,
  resolved,
} from '../../support/platforms.ts';

const WAVES = [
  { name: 'dev', clusters: { environments: ['dev'] } },
  { name: 'canary', clusters: ['canary'] },
  { name: 'rest', gate: 'manual' },
] as const;

function shop(
  props: Partial<PlatformProps> = { waves: WAVES },
  more: ConstructorParameters<typeof Application>[2] = { owner: 'team' },
) {
  const platform = aPlatform(props);
  aCluster(platform, 'dev', 'dev', { tags: ['all'] });
  aCluster(platform, 'eu', 'prod', { tags: ['all', 'canary'] });
  aCluster(platform, 'us', 'prod', { tags: ['all'] });
  const application = anApplication(platform, 'shop', { ...more, tags: ['app'] });
  if (more.source === undefined) new Piece(application, 'api', { render: (_, { name }) => [configMap(name)] });
  aRule(platform);
  return platform;
}

function emitted(platform = shop()): ReadonlyMap<string, readonly unknown[]> {
  const { files, problems } = argocd.emit(resolved(platform));
  expect(lines(problems)).toEqual([]);
  return new Map([...files].map(({ path, documents }) => [path, documents]));
}

const paths = (files: ReadonlyMap<string, unknown>) =>
  [...files.keys()].filter((path) => /^(hub\/(applicationsets|waves)|waves)\//.test(path)).sort();

test('the first wave is brought by the root Application, as where there are no waves; each other by an Application of its own', () => {
  const files = emitted();
  expect(paths(files)).toEqual([
    'hub/applicationsets/shop.yaml',
    'hub/waves/canary.yaml',
    'hub/waves/rest.yaml',
    'waves/canary/shop.yaml',
    'waves/rest/shop.yaml',
  ]);
  expect(files.get('hub/waves/canary.yaml')?.[0]).toMatchObject({
    kind: 'Application',
    metadata: {
      name: 'roadbed-wave-canary',
      namespace: 'argocd',
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: { source: { targetRevision: 'waves/canary', path: 'dist/waves/canary' } },
  });
});

test('a first wave with a branch of its own is promoted too', () => {
  const files = emitted(shop({ waves: [{ ...WAVES[0], revision: 'releases/dev' }, { name: 'rest' }] }));
  expect(paths(files)).toEqual([
    'hub/waves/dev.yaml',
    'hub/waves/rest.yaml',
    'waves/dev/shop.yaml',
    'waves/rest/shop.yaml',
  ]);
});

test('the ApplicationSet of a wave is for its clusters, and follows its branch', () => {
  const files = emitted();
  const set = files.get('waves/canary/shop.yaml')?.[0];
  expect(at(set, 'metadata.name')).toBe('shop.canary');
  expect(at(set, 'spec.template.spec.source.targetRevision')).toBe('waves/canary');
  const wave = (path: string) => at(files.get(path)?.[0], 'spec.generators.0.clusters.selector');
  const label = (value: string) => ({ matchLabels: expect.objectContaining({ 'roadbed.dev/wave': value }) });
  expect(wave('hub/applicationsets/shop.yaml')).toMatchObject(label('dev'));
  expect(wave('waves/canary/shop.yaml')).toMatchObject(label('canary'));
});

test('what a wave delivers stays where its Application goes, so that a cluster may change its wave', () => {
  const kept = [...emitted()].filter(([path]) => /applicationsets|^waves/.test(path));
  for (const [, sets] of kept)
    for (const set of sets) expect(at(set, 'spec.syncPolicy.preserveResourcesOnDeletion')).toBe(true);
});

test('the values of a chart are of the same revision as its version', () => {
  const source = { helm: { repository: 'https://charts.example', chart: 'redis', version: '1.2.3' } };
  const files = emitted(shop({ waves: WAVES }, { owner: 'team', source }));
  const [chart, values] = Object(at(files.get('waves/rest/shop.yaml')?.[0], 'spec.template.spec.sources'));
  expect([at(chart, 'targetRevision'), at(values, 'targetRevision')]).toEqual(['{{ .values.version }}', 'waves/rest']);
});

test('steps of a rollout are those of the environments of the wave', () => {
  const rollout = [{ environments: ['dev'] }, { environments: ['prod'], maxUpdate: 1 }];
  const files = emitted(shop({ waves: WAVES }, { owner: 'team', rollout }));
  const environments = (path: string) =>
    Object(at(files.get(path)?.[0], 'spec.strategy.rollingSync.steps')).map((step: unknown) =>
      at(step, 'matchExpressions.0.values'),
    );
  expect(environments('hub/applicationsets/shop.yaml')).toEqual([['dev']]);
  // It may have clusters of every environment.
  expect(environments('waves/canary/shop.yaml')).toEqual([['dev'], ['prod']]);
});

test('an application whose name meets that of a wave is a problem', () => {
  const platform = shop();
  anApplication(platform, 'roadbed-wave', { clusters: [aCluster(platform, 'canary', 'prod')] });
  expect(lines(argocd.emit(resolved(platform)).problems)).toEqual([
    'RB105 at roadbed-wave: the Application "roadbed-wave-canary" would be made by "roadbed-wave", and for a wave; rename the application or the wave',
  ]);
});

test('Pulumi says that it keeps no order of clusters, unless Argo CD delivers what runs on them', () => {
  const rollout = [{ environments: ['dev', 'prod'], maxUpdate: '25%' }];
  const problems = (delivery: 'single' | 'mixed') =>
    lines(pulumi.emit(resolved(shop({ waves: WAVES, delivery }, { owner: 'team', rollout }))).problems);
  expect(problems('single')).toEqual([
    expect.stringMatching(/^RB660 at waves: Pulumi delivers in no waves, got "dev", "canary" and "rest"; leave it out/),
    expect.stringMatching(/^RB660 at shop\.rollout: Pulumi delivers in no steps, got "dev" and "prod"; leave it out/),
  ]);
  expect(problems('mixed')).toEqual([]);
});
