import { parseAllDocuments } from 'yaml';
import type { Site } from '../../../src/model/site.ts';
import type { PlatformProps } from '../../../src/platform/bare-platform.ts';
import { argocd } from '../../../src/targets/argocd/argocd.ts';
import { yamlChunks } from '../../../src/write/yaml.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aRule,
  at,
  configMap,
  lines,
  Piece,
  rawObject,
  resolved,
} from '../../support/platforms.ts';

type Platform = ReturnType<typeof aPlatform>;

/** The files of a platform, as documents by path. */
function emitted(platform: Platform): ReadonlyMap<string, readonly unknown[]> {
  const { files, problems } = argocd.emit(resolved(platform));
  expect(lines(problems)).toEqual([]);
  return new Map([...files].map(({ path, documents }) => [path, documents]));
}

function document(platform: Platform, path: string, index = 0): unknown {
  const files = emitted(platform);
  const found = files.get(path)?.[index];
  if (found === undefined) throw new Error(`no document ${index} in ${path}, but ${[...files.keys()].join(', ')}`);
  return found;
}

function problems(platform: Platform): readonly string[] {
  return lines(argocd.emit(resolved(platform)).problems);
}

/** An application tagged `app` on two clusters of two environments, whose golden path asks what a test asks. */
function shop(ask: (site: Site) => unknown = () => 'x', props: Partial<PlatformProps> = {}): Platform {
  const platform = aPlatform(props);
  aCluster(platform, 'a', 'dev', { tags: ['all'] });
  aCluster(platform, 'b', 'prod', { tags: ['all', 'edge'] });
  aRule(platform);
  const application = anApplication(platform, 'shop', { tags: ['app', 'web'] });
  new Piece(application, 'x', { render: (site) => [configMap('x', { asked: String(ask(site)) })] });
  return platform;
}

const SHOP = 'hub/applicationsets/shop.yaml';

describe('an ApplicationSet', () => {
  test('stands for each application, whose Applications are called after it and their cluster', () => {
    expect(
      document(
        shop((site) => site.environment),
        SHOP,
      ),
    ).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: {
        name: 'shop',
        namespace: 'argocd',
        labels: {
          'app.kubernetes.io/managed-by': 'roadbed',
          'roadbed.dev/application': 'shop',
          'roadbed.dev/owner': 'team',
          'roadbed.dev/tag.app': 'true',
          'roadbed.dev/tag.web': 'true',
        },
        annotations: { 'roadbed.dev/path': 'shop', 'argocd.argoproj.io/sync-wave': '1' },
      },
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        generators: [generator('dev'), generator('prod')],
        syncPolicy: { preserveResourcesOnDeletion: true },
        template: {
          metadata: {
            name: 'shop-{{ .name }}',
            labels: expect.objectContaining({
              'roadbed.dev/cluster': '{{ .name }}',
              'roadbed.dev/environment': '{{ index .metadata.labels "roadbed.dev/environment" }}',
            }),
            annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.' },
          },
          spec: {
            project: 'team',
            source: { repoURL: 'https://github.com/acme/platform', targetRevision: 'HEAD', path: '{{ .values.path }}' },
            destination: { server: '{{ .server }}', namespace: 'shop' },
            syncPolicy: {
              automated: { prune: true, selfHeal: true },
              retry: { limit: -1, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
            },
          },
        },
      },
    });
  });

  function generator(environment: string) {
    const labels = { 'roadbed.dev/environment': environment, 'roadbed.dev/tag.all': 'true' };
    return {
      clusters: { selector: { matchLabels: labels }, values: { path: `dist/${environment}/shop/${environment}` } },
    };
  }

  test('changes nothing but paths and selectors when a variant splits', () => {
    const one = JSON.parse(JSON.stringify(document(shop(), SHOP)));
    const two = JSON.parse(
      JSON.stringify(
        document(
          shop((site) => [site.environment, site.hasTag('edge')]),
          SHOP,
        ),
      ),
    );
    one.spec.generators = two.spec.generators;
    expect(two).toEqual(one);
  });

  test('keeps its resources when it goes, unless all of its clusters are for development', () => {
    const kept = (environment: string) => {
      const platform = aPlatform();
      anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', environment)] });
      return at(document(platform, SHOP), 'spec.syncPolicy.preserveResourcesOnDeletion');
    };
    expect([kept('dev'), kept('qa'), kept('prod')]).toEqual([false, true, true]);
  });

  test('that rolls out in steps still prunes: Argo CD takes from the automatic sync, which it switches off, whether to', () => {
    const platform = aPlatform();
    anApplication(platform, 'shop', {
      clusters: [aCluster(platform, 'a', 'dev')],
      rollout: [{ environments: ['dev'] }],
    });
    expect(at(document(platform, SHOP), 'spec.template.spec.syncPolicy.automated')).toEqual({
      prune: true,
      selfHeal: true,
    });
  });

  test('chooses a cluster that is named by its name', () => {
    const platform = aPlatform();
    anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev'), aCluster(platform, 'b', 'dev')] });
    expect(at(document(platform, SHOP), 'spec.generators')).toEqual([
      {
        clusters: {
          selector: {
            matchLabels: { 'roadbed.dev/environment': 'dev' },
            matchExpressions: [{ key: 'roadbed.dev/cluster', operator: 'In', values: ['a', 'b'] }],
          },
          values: { path: 'dist/dev/shop/dev' },
        },
      },
    ]);
  });

  test('follows the repository, its folder and its revision', () => {
    const repository = { url: 'git@github.com:acme/p.git', path: './out/', revision: 'main' };
    const set = document(
      shop(() => '', { repository }),
      SHOP,
    );
    expect(at(set, 'spec.generators.0.clusters.values.path')).toBe('out/dev/shop/dev');
    expect(at(set, 'spec.template.spec.source')).toMatchObject({ repoURL: repository.url, targetRevision: 'main' });
  });

  test.each([
    [
      'git',
      { git: { url: 'https://x.example/r', path: 'p' } },
      { path: 'p', repository: 'https://x.example/r', revision: 'HEAD' },
    ],
    [
      'kustomize',
      { kustomize: { url: 'https://x.example/r', path: 'p', revision: 'v1' } },
      { path: 'p', repository: 'https://x.example/r', revision: 'v1' },
    ],
    [
      'helm',
      { helm: { repository: 'oci://x.example/charts', chart: 'c', version: '1.2.3', values: { a: 1 } } },
      { path: 'dist/dev/chart/dev', repository: 'x.example/charts', chart: 'c', version: '1.2.3', release: 'chart' },
    ],
  ])('takes an application’s source: %s', (_, source, values) => {
    const platform = aPlatform();
    anApplication(platform, 'chart', { clusters: [aCluster(platform, 'a', 'dev')], source });
    expect(at(document(platform, 'hub/applicationsets/chart.yaml'), 'spec.generators.0.clusters.values')).toEqual(
      values,
    );
    // What a source reads beside its own folder, such as the base of a Kustomize overlay, nobody knows here.
    expect(at(document(platform, 'hub/applicationsets/chart.yaml'), 'spec.template.metadata')).not.toHaveProperty(
      'annotations',
    );
    const repositories = at(document(platform, 'hub/projects/team.yaml'), 'spec.sourceRepos');
    expect(repositories).toEqual(['https://github.com/acme/platform', values.repository].sort());
  });
});

describe('is a problem', () => {
  test('an application and cluster whose names make the Application of others', () => {
    const platform = aPlatform();
    const [c, bc] = ['c', 'b-c'].map((name) => aCluster(platform, name, 'dev'));
    if (c === undefined || bc === undefined) throw new Error('no clusters');
    anApplication(platform, 'a-b', { clusters: [c] });
    anApplication(platform, 'a', { clusters: [bc] });
    expect(problems(platform)).toEqual([
      'RB105 at a-b: the Application "a-b-c" would be made by "a" and by "a-b"; rename the application or the cluster',
      'RB105 at a-b: the Application "namespace-a-b-c" would be made by "namespace-a" and by "namespace-a-b"; rename the application or the cluster',
    ]);
  });

  test('also for what is delivered beside applications', () => {
    const platform = aPlatform();
    const [c, other] = ['c', 'shop-c'].map((name) => aCluster(platform, name, 'dev'));
    if (c === undefined || other === undefined) throw new Error('no clusters');
    anApplication(platform, 'shop', { clusters: [c] });
    anApplication(platform, 'namespace', { clusters: [other] });
    expect(problems(platform)).toEqual([
      'RB105 at shop: the Application "namespace-shop-c" would be made by "namespace" and by "namespace-shop"; rename the application or the cluster',
    ]);
  });

  test('but not a name that another application begins with, on other clusters', () => {
    const platform = aPlatform();
    const clusters = ['c', 'b-d'].map((name) => aCluster(platform, name, 'dev'));
    anApplication(platform, 'a-b', { clusters: clusters.slice(0, 1) });
    anApplication(platform, 'a', { clusters: clusters.slice(1) });
    expect(problems(platform)).toEqual([]);
  });

  test('a patch of what makes an Application the one it is, and one that matches nothing', () => {
    const platform = shop();
    platform.patchTarget(
      { kind: 'ApplicationSet', name: 'shop' },
      { merge: { spec: { template: { spec: { project: 'default' } } } } },
    );
    platform.patchTarget(
      { kind: 'ApplicationSet', name: 'namespace-shop' },
      { merge: { spec: { syncPolicy: { preserveResourcesOnDeletion: null } } } },
    );
    platform.patchTarget({ kind: 'Rollout' }, { merge: {} });
    expect(problems(platform)).toEqual([
      expect.stringMatching(/^RB701: the patch changes "spec\.template\.spec\.project" of the ApplicationSet "shop"/),
      expect.stringMatching(
        /^RB701: the patch changes "spec\.syncPolicy\.preserveResourcesOnDeletion" of the ApplicationSet "namespace-shop"/,
      ),
      expect.stringMatching(/^RB107: nothing that Argo CD reads matches the patch "\{"kind":"Rollout"\}"/),
    ]);
  });
});

test('the header of a file says who patched it', () => {
  const platform = shop();
  platform.patch({ kind: 'ConfigMap', name: 'x' }, { merge: { data: { b: '2' } } });
  const file = [...argocd.emit(resolved(platform)).files].find(({ path }) => path.endsWith('/x.yaml'));
  expect(file?.comment).toEqual([
    'Made by Roadbed from shop/x. Change the program, not this file.',
    'Changed by a patch of the platform.',
  ]);
});

describe('a cluster', () => {
  test('that Argo CD runs on has a Secret of its own, which selectors find', () => {
    const platform = aPlatform();
    aCluster(platform, 'hub', 'prod', { server: 'https://kubernetes.default.svc' });
    expect(document(platform, 'hub/clusters/hub.yaml')).toMatchObject({
      kind: 'Secret',
      metadata: {
        name: 'cluster-hub',
        namespace: 'argocd',
        labels: { 'argocd.argoproj.io/secret-type': 'cluster', 'roadbed.dev/cluster': 'hub' },
      },
      stringData: { name: 'hub', server: 'https://kubernetes.default.svc' },
    });
  });

  test('gets its credential from the secret store, and none is in the output', () => {
    const platform = aPlatform({
      secretStore: { name: 'vault', kind: 'SecretStore' },
      argocd: { namespace: 'gitops' },
    });
    aCluster(platform, 'a', 'prod');
    aCluster(platform, 'b', 'prod', { credential: { secret: { key: 'k', property: 'p', store: 'other' } } });
    const a = document(platform, 'hub/clusters/a.yaml');
    expect(a).toMatchObject({ kind: 'ExternalSecret', metadata: { namespace: 'gitops' } });
    expect(at(a, 'spec.secretStoreRef')).toEqual({ kind: 'SecretStore', name: 'vault' });
    // What External Secrets' own schema fills in: in a list Argo CD would see it as drift for ever.
    const defaults = { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' };
    expect(at(a, 'spec.data')).toEqual([{ secretKey: 'config', remoteRef: { key: 'clusters/a', ...defaults } }]);
    expect(at(a, 'spec.target.template.metadata.labels')).toMatchObject({
      'argocd.argoproj.io/secret-type': 'cluster',
      'roadbed.dev/environment': 'prod',
    });
    const b = document(platform, 'hub/clusters/b.yaml');
    expect(at(b, 'spec.secretStoreRef.name')).toBe('other');
    expect(at(b, 'spec.data.0.remoteRef')).toEqual({ key: 'k', property: 'p', ...defaults });
  });

  test('whose credential is missing, or comes before External Secrets itself, holds up no ApplicationSet', () => {
    const platform = shop();
    const annotations = at(document(platform, 'hub/clusters/a.yaml'), 'metadata.annotations');
    expect(annotations).toMatchObject({
      'argocd.argoproj.io/sync-wave': '1',
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false,SkipDryRunOnMissingResource=true',
    });
    expect(at(document(platform, SHOP), 'metadata.annotations')).toMatchObject({ 'argocd.argoproj.io/sync-wave': '1' });
  });

  test('stays known to Argo CD when its ExternalSecret goes with External Secrets', () => {
    expect(at(document(shop(), 'hub/clusters/a.yaml'), 'spec.target')).toMatchObject({
      creationPolicy: 'Orphan',
      deletionPolicy: 'Retain',
    });
  });

  test('of EKS is reached by the identity of Argo CD', () => {
    const platform = aPlatform();
    aCluster(platform, 'a', 'prod', {
      credential: { eks: { clusterName: 'eks-a', certificateAuthority: 'Q0E=', roleArn: 'arn:x' } },
    });
    const config: unknown = JSON.parse(String(at(document(platform, 'hub/clusters/a.yaml'), 'stringData.config')));
    expect(config).toEqual({
      awsAuthConfig: { clusterName: 'eks-a', roleARN: 'arn:x' },
      tlsClientConfig: { insecure: false, caData: 'Q0E=' },
    });
  });

  test('is found by Argo CD whatever labels the user gives it, and is not pruned, nor does it hold up the rest until somebody answers', () => {
    const platform = aPlatform();
    const labels = {
      'argocd.argoproj.io/secret-type': 'repository',
      'app.kubernetes.io/managed-by': 'me',
      region: 'eu',
    };
    aCluster(platform, 'a', 'prod', { hub: true, labels });
    expect(document(platform, 'hub/clusters/a.yaml')).toMatchObject({
      metadata: {
        labels: {
          'argocd.argoproj.io/secret-type': 'cluster',
          'app.kubernetes.io/managed-by': 'roadbed',
          region: 'eu',
        },
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
      },
    });
  });
});

describe('a project', () => {
  test('is a guardrail: kinds of the policy, the owner’s namespaces, every cluster that rules may choose', () => {
    const owners = {
      team: {
        namespacedKinds: ['Deployment.apps', 'Service'],
        clusterKinds: ['ClusterRole.rbac.authorization.k8s.io'],
        sourceRepositories: ['https://x'],
      },
      free: {},
    };
    const platform = aPlatform({ owners });
    const clusters = [aCluster(platform, 'a', 'dev')];
    anApplication(platform, 'one', { clusters });
    anApplication(platform, 'two', { clusters, namespace: 'other' });
    anApplication(platform, 'three', { clusters, owner: 'free' });
    expect(at(document(platform, 'hub/projects/team.yaml'), 'spec')).toEqual({
      description: 'Applications of team',
      sourceRepos: ['https://github.com/acme/platform', 'https://x'],
      destinations: [
        { server: '*', namespace: 'one' },
        { server: '*', namespace: 'other' },
      ],
      clusterResourceWhitelist: [{ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' }],
      namespaceResourceWhitelist: [
        { group: 'apps', kind: 'Deployment' },
        { group: '', kind: 'Service' },
      ],
    });
    expect(at(document(platform, 'hub/projects/free.yaml'), 'spec')).toMatchObject({
      clusterResourceWhitelist: [],
      namespaceResourceBlacklist: [
        { group: '', kind: 'LimitRange' },
        { group: '', kind: 'ResourceQuota' },
      ],
    });
    expect(at(document(platform, 'hub/projects/platform.yaml'), 'spec.clusterResourceWhitelist')).toEqual([
      { group: '*', kind: '*' },
    ]);
  });
});

describe('an object', () => {
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.x.io' },
    spec: { group: 'x.io', names: { kind: 'Thing' } },
  };
  const thing = { apiVersion: 'x.io/v1', kind: 'Thing', metadata: { name: 't' } };

  function options(
    manifest: { apiVersion: string; kind: string },
    environment = 'prod',
    beside: readonly object[] = [],
  ) {
    const platform = aPlatform({ owners: { team: { clusterKinds: ['*'] } } });
    const clusters = [aCluster(platform, 'a', environment)];
    if (beside.length > 0) {
      new Piece(anApplication(platform, 'operator', { clusters }), 'crd', { render: () => beside as never });
    }
    rawObject(anApplication(platform, 'shop', { clusters }), 'x', manifest);
    return at(document(platform, `${environment}/shop/${environment}/x.yaml`), 'metadata.annotations') as Record<
      string,
      string
    >;
  }

  test('that loses data is pruned and deleted only by a person, outside development', () => {
    const set = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 's' } };
    const option = 'argocd.argoproj.io/sync-options';
    expect([options(set, 'dev')[option], options(set, 'qa')[option], options(set, 'prod')[option]]).toEqual([
      undefined,
      'Prune=confirm,Delete=confirm',
      'Prune=confirm,Delete=confirm',
    ]);
    expect(options({ ...configMap('c'), apiVersion: 'v1', kind: 'ConfigMap' })[option]).toBeUndefined();
  });

  test('of a kind that another application brings skips the dry run, and no other does', () => {
    const option = 'argocd.argoproj.io/sync-options';
    expect(options(thing, 'prod', [crd])[option]).toBe('SkipDryRunOnMissingResource=true');
    expect(options(thing)[option]).toBeUndefined();
  });

  test('that is too large for the annotation of client-side apply is applied on the server’s side, and no other is', () => {
    const option = 'argocd.argoproj.io/sync-options';
    const data = (text: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { text } });
    expect(options(data('x'.repeat(100_000)))[option]).toBeUndefined();
    expect(options(data('x'.repeat(201_000)))[option]).toBe('ServerSideApply=true');
    expect(options(data('é'.repeat(150_000)))[option]).toBe('ServerSideApply=true');
    expect(options(crd)[option]).toBe('Prune=confirm,Delete=confirm,ServerSideApply=true');
  });

  test('has its wave, unless it was told one', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    const told = { 'argocd.argoproj.io/sync-wave': '7' };
    const [x, y, z] = ['x', 'y', 'z'].map((name) =>
      rawObject(shop, name, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, ...(name === 'z' ? { annotations: told } : {}) },
      }),
    );
    if (x === undefined || y === undefined || z === undefined) throw new Error('no objects');
    y.addDependency(x);
    z.addDependency(y);
    const wave = (name: string) =>
      Reflect.get(
        Object(at(document(platform, `dev/shop/dev/${name}.yaml`), 'metadata.annotations')),
        'argocd.argoproj.io/sync-wave',
      );
    expect([wave('x'), wave('y'), wave('z')]).toEqual([undefined, '1', '7']);
  });

  test('keeps YAML 1.1 traps as strings, end to end', () => {
    const data = Object.fromEntries(
      [
        'no',
        'on',
        'y',
        'Yes',
        'OFF',
        '1e3',
        '012',
        '0o7',
        '0x1F',
        '1_000',
        '2024-01-01',
        '12:30:45',
        '.inf',
        '~',
        'null',
        '',
        '=',
        '<<',
        '-',
        '1.',
        '+1',
        'true',
      ].map((text, i) => [`k${i}`, text]),
    );
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    rawObject(shop, 'x', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'no' },
      data: { ...data, no: 'no', on: 'on' },
    });
    const text = [...yamlChunks(emitted(platform).get('dev/shop/dev/x.yaml') ?? [], '')].join('');
    for (const version of ['1.1', '1.2'] as const) {
      const parsed: unknown = parseAllDocuments(text, { version })[0]?.toJS();
      expect(at(parsed, 'data')).toEqual({ ...data, no: 'no', on: 'on' });
      expect(at(parsed, 'metadata.name')).toBe('no');
    }
  });
});

describe('the files', () => {
  test('stand in a folder for each environment, application and variant, one for each construct', () => {
    const files = [...emitted(shop((site) => site.environment)).keys()];
    expect(files.filter((path) => !path.startsWith('hub/'))).toEqual([
      'bootstrap/argocd-cm.yaml',
      'dev/shop/dev/x.yaml',
      'prod/shop/prod/x.yaml',
      'dev/namespace-shop/dev/namespace.yaml',
      'prod/namespace-shop/prod/namespace.yaml',
    ]);
    expect(files.filter((path) => path.startsWith('hub/'))).toEqual([
      'hub/root.yaml',
      'hub/projects/platform.yaml',
      'hub/projects/team.yaml',
      'hub/clusters/a.yaml',
      'hub/clusters/b.yaml',
      'hub/applicationsets/shop.yaml',
    ]);
  });

  test('of constructs whose ids differ in case alone, or are no file names, are one or are clean', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    for (const id of ['Raw', 'raw', '..', 'ünï code', 'x'.repeat(300)]) {
      rawObject(shop, id, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `n${id.length}${id.charCodeAt(0)}` },
      });
    }
    const files = [...emitted(platform).keys()].filter((path) => path.startsWith('dev/shop/'));
    for (const path of files) {
      expect(path).toMatch(/^dev\/shop\/dev\/[a-z0-9-]{1,100}\.yaml$/);
    }
    expect(files).toHaveLength(4);
  });

  test('tell Argo CD the health of the kinds that are used', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    rawObject(shop, 'x', { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'c' } });
    rawObject(shop, 'y', { apiVersion: 'rds.aws.m.upbound.io/v1beta1', kind: 'Instance', metadata: { name: 'c' } });
    expect(Object.keys(Object(at(document(platform, 'bootstrap/argocd-cm.yaml'), 'data')))).toEqual([
      'resource.customizations.health.argoproj.io_Application',
      'resource.customizations.health.postgresql.cnpg.io_Cluster',
      'resource.customizations.health.rds.aws.m.upbound.io_Instance',
    ]);
  });

  test('say the reason of a condition whose message is empty, which in Lua is not false', () => {
    const platform = aPlatform();
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    rawObject(shop, 'y', { apiVersion: 'rds.aws.m.upbound.io/v1beta1', kind: 'Instance', metadata: { name: 'c' } });
    const data: unknown = at(document(platform, 'bootstrap/argocd-cm.yaml'), 'data');
    const script = String(Object(data)['resource.customizations.health.rds.aws.m.upbound.io_Instance']);
    expect(script).toContain('if condition.message ~= nil and condition.message ~= "" then');
    expect(script).not.toContain('condition.message or');
  });

  test('leave the settings of Argo CD to a person, with the command that merges them', () => {
    const file = [...argocd.emit(resolved(shop())).files].find(({ path }) => path === 'bootstrap/argocd-cm.yaml');
    expect(file?.comment.at(-1)).toBe(
      'kubectl -n argocd patch configmap argocd-cm --type merge --patch-file bootstrap/argocd-cm.yaml',
    );
  });

  test('apply the settings where the platform says so, and warn of what becomes of keys of others', () => {
    const platform = aPlatform({ argocd: { settings: 'apply' } });
    anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    const files = [...argocd.emit(resolved(platform)).files];
    expect(files.map(({ path }) => path).filter((path) => path.startsWith('bootstrap/'))).toEqual([]);
    expect(files.find(({ path }) => path === 'hub/settings.yaml')?.comment.join(' ')).toContain(
      'their other keys would go',
    );
  });

  test('bear the name of the platform where two share an Argo CD', () => {
    const platform = aPlatform({ name: 'second' });
    anApplication(platform, 'shop', { clusters: [aCluster(platform, 'a', 'dev')] });
    expect(document(platform, 'hub/root.yaml')).toMatchObject({ metadata: { name: 'second' } });
    expect(document(platform, 'hub/projects/platform-second.yaml')).toMatchObject({
      metadata: { name: 'platform-second' },
    });
    const sets = emitted(platform).get('hub/applicationsets/shop.yaml') ?? [];
    expect(sets.map((set) => at(set, 'spec.template.spec.project'))).toEqual(['team', 'platform-second']);
  });

  test('have a root Application that brings the rest', () => {
    expect(document(shop(), 'hub/root.yaml')).toMatchObject({
      kind: 'Application',
      metadata: { name: 'roadbed' },
      spec: {
        source: { path: 'dist/hub', directory: { recurse: true } },
        destination: { server: 'https://kubernetes.default.svc' },
      },
    });
  });

  test('have no wave after that of the root Application, for which it would wait and never get there', () => {
    const hub = [...emitted(shop())].filter(([path]) => path.startsWith('hub/')).flatMap(([, documents]) => documents);
    const waves = hub.map((one) =>
      Number(Object(at(one, 'metadata.annotations'))['argocd.argoproj.io/sync-wave'] ?? 0),
    );
    const root = hub.findIndex((one) => at(one, 'kind') === 'Application');
    expect(new Set(waves)).toEqual(new Set([0, 1]));
    expect(waves[root]).toBe(1);
  });
});
