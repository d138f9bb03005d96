import { join } from 'node:path';
import { stringify } from 'yaml';
import { Application } from '../../src/application.ts';
import { byEnvironment } from '../../src/model/by-environment.ts';
import { Cluster } from '../../src/platform/cluster.ts';
import { renderedOf } from '../../src/platform/rendered.ts';
import { Platform } from '../../src/platform.ts';
import { exportScores } from '../../src/score/export-score.ts';
import { parseScore } from '../../src/score/read-score.ts';
import { environmentOf, problemsOf, resolved, variantOf } from '../support/platforms.ts';
import { apiScore, webScore, withFiles } from './support.ts';

function platformWith(files: readonly string[], hosts = {}) {
  const platform = new Platform({
    repository: { url: 'https://github.com/acme/platform' },
    sharedHosts: ['shop.acme.example'],
  });
  const clusters = ['dev', 'prod'].map((environment) =>
    Cluster.existing(platform, environment, {
      environment,
      server: `https://${environment}.example`,
      region: 'eu-west-1',
      labels: { 'aws.roadbed.dev/account': '111122223333' },
    }),
  );
  const images = files.length > 1 ? { api: 'ghcr.io/acme/api:1.4.2' } : {};
  Application.fromScore(platform, 'shop', { owner: 'team', clusters, files, images, hosts });
  return platform;
}

test('an application of Score files resolves like any other: another provisioner in each environment', () => {
  withFiles({ 'web.yaml': webScore, 'api.yaml': apiScore }, (folder) => {
    const files = ['web.yaml', 'api.yaml'].map((name) => join(folder, name));
    const graph = resolved(platformWith(files));
    const variables = new Map(
      [environmentOf(variantOf(graph, 'shop', 'dev'), 'web')]
        .flat()
        .map((one) => [Reflect.get(Object(one), 'name'), one]),
    );
    expect(variables.get('DATABASE_URL')).toMatchObject({
      value: expect.stringContaining('@web-db-rw.shop.svc:5432/app'),
    });
    expect(
      graph.matches.filter(({ need }) => need.type === 'postgres').map(({ provisioner }) => provisioner?.name),
    ).toEqual(['cnpg-postgres', 'rds-postgres']);
    expect(environmentOf(variantOf(graph, 'shop', 'dev'), 'api')).toContainEqual({
      name: 'WEB',
      value: 'http://web.shop.svc:80',
    });
  });
});

test('a host may be another in each environment', () => {
  const score = webScore
    .replace('{ host: shop.acme.example }', '{}')
    .replace('content: "host: ${resources.dns.host}"', 'content: x');
  withFiles({ 'web.yaml': score }, (folder) => {
    const hosts = { dns: byEnvironment({ dev: 'dev.example', prod: 'shop.example' }) };
    const graph = resolved(platformWith([join(folder, 'web.yaml')], hosts));
    const hostsOf = (variant: string) =>
      variantOf(graph, 'shop', variant)
        .objects.filter(({ manifest }) => manifest.kind === 'HTTPRoute')
        .map(({ manifest }) => Reflect.get(Object(manifest.spec), 'hostnames'));
    expect([hostsOf('dev'), hostsOf('prod')]).toEqual([[['dev.example']], [['shop.example']]]);
  });
});

test('what is wrong with a file is told with all other problems of the platform', () => {
  withFiles({ 'web.yaml': webScore.replace('type: redis', 'type: redsi') }, (folder) => {
    expect(problemsOf(platformWith([join(folder, 'web.yaml'), 'none.yaml']))).toEqual([
      expect.stringMatching(/^RB853 at .*web\.yaml\.resources\.cache\.type: /),
      'RB850 at none.yaml: the file system says ENOENT; give a file of YAML that parses',
    ]);
  });
});

/** Two workloads, of which one has files with what is secret in them, alone and beside what is not. */
const secretScore = webScore
  .replace(
    '    files:\n',
    () => `    files:
      /etc/web/db.ini: { content: "password=\${resources.db.password}\\nprice=$$5 $\${x}\\n", mode: "0440" }
      /etc/web/key: { content: "\${resources.stripe}" }
      /etc/web/raw: { content: "\${resources.db.host}", noExpand: true }
      /etc/web/logo: { binaryContent: AAEC }
`,
  )
  .replace(
    'resources:\n  db:',
    'resources:\n  stripe: { type: secret, params: { key: shop/stripe, property: api-key } }\n  me: { type: service-account }\n  db:',
  )
  .replace('CACHE_USER:', 'IDENTITY: "is ${resources.me.identity}"\n      CACHE_USER:');

test.each([
  ['variables', webScore],
  ['files with secrets in them, and an identity', secretScore],
])('what is exported and imported again makes the same objects: %s', (_, web) => {
  const objects = (files: readonly string[]) =>
    resolved(platformWith(files)).applications.map(({ variants }) =>
      variants.map((one) => one.objects.map(({ manifest }) => manifest)),
    );
  withFiles({ 'web.yaml': web, 'api.yaml': apiScore }, (folder) => {
    const files = ['web.yaml', 'api.yaml'].map((name) => join(folder, name));
    const rendered = renderedOf(platformWith(files), () => {}).graph;
    const [application] = rendered?.applications ?? [];
    const [cluster] = rendered?.clusters ?? [];
    if (rendered === undefined || application === undefined || cluster === undefined)
      throw new Error(problemsOf(platformWith(files)).join('\n'));
    const scores = exportScores(rendered, application, cluster);
    expect(scores.flatMap(({ notes }) => notes)).toEqual([]);
    for (const { score, name } of scores) expect(parseScore(score, name).problems).toEqual([]);
    const texts = Object.fromEntries(scores.map(({ name, score }) => [`${name}.yaml`, stringify(score)]));
    const before = objects(files);
    withFiles(texts, (again) => {
      expect(objects(scores.map(({ name }) => join(again, `${name}.yaml`)))).toEqual(before);
      expect(JSON.stringify(before)).not.toContain('roadbedref');
    });
  });
});
