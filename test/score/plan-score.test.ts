import { join } from 'node:path';
import * as goldenPaths from '../../src/index.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { PlannedQuantity, PlannedText } from '../../src/score/plan.ts';
import { planScore } from '../../src/score/plan-score.ts';
import { readScores } from '../../src/score/read-score.ts';
import { resourceTable } from '../../src/score/resource-table.ts';
import { apiScore, scoreFiles, webScore, withFiles } from './support.ts';

const options = { images: { api: 'ghcr.io/acme/api:1.4.2' } };

function problems(...texts: readonly string[]): readonly string[] {
  return planScore(scoreFiles(...texts), options).problems.map(formatProblem);
}

test('resources come first, one that is shared once, and workloads after those that they refer to', () => {
  const { constructs, problems: found } = planScore(scoreFiles(apiScore, webScore), options);
  expect(found).toEqual([]);
  expect(constructs.map(({ id, goldenPath }) => `${goldenPath} ${id}`)).toEqual([
    'Redis shared-cache',
    'Postgres web-db',
    'Workload web',
    'Workload api',
  ]);
  expect(constructs[1]?.props).toEqual({ class: 'large', storage: new PlannedQuantity('size', '50Gi'), version: 16 });
});

test('placeholders become references, texts and constants, and escapes stay as they are', () => {
  const web = planScore(scoreFiles(webScore)).constructs.find(({ id }) => id === 'web');
  expect(web?.props).toMatchObject({
    containers: {
      web: {
        env: {
          CACHE: new PlannedText([{ id: 'shared-cache', member: 'url' }]),
          CACHE_USER: 'default',
          NAME: 'web of shop',
          PRICE: '$5, $6 and ${x}',
        },
        files: { '/etc/web/config.yaml': { content: 'host: shop.acme.example', mode: '0600' } },
        limits: { cpuMillicores: 500, memory: new PlannedQuantity('size', '1536Mi') },
      },
    },
    routes: [{ host: 'shop.acme.example', path: '/', port: 80 }],
  });
});

test.each([
  [
    'resources.db.host',
    'resources.db.hots',
    'RB852',
    'nothing stands for "${resources.db.hots}"; did you mean "host"?',
  ],
  [
    'resources.cache.url',
    'resources.cahce.url',
    'RB852',
    'nothing stands for "${resources.cahce.url}"; did you mean "cache"?',
  ],
  ['metadata.name}', 'metadata.nam}', 'RB852', 'the metadata of the file has no such member'],
  ['${metadata.name}', '${name}', 'RB852', 'it must begin with "metadata." or "resources."'],
  ['type: redis', 'type: redsi', 'RB853', 'no golden path makes "redsi"; did you mean "redis"?'],
  ['type: redis', 'type: mainframe', 'RB853', 'use one of bucket, dns, mongodb'],
  ['port: http } }', 'port: grpc } }', 'RB854', 'give host, path, and port'],
  ['image: ghcr.io/acme/web:2.0.0', 'image: .', 'RB854', 'give the image of "web.web"'],
  ['team: shop', 'team: shop, k8s.score.dev/kind: StatefulSet', 'RB854', 'becomes a Deployment, got "StatefulSet"'],
  ['mode: "0600"', 'mode: "0600", noExpand: true, binaryContent: AA==', 'RB851', 'must have one of content'],
])('%j as %j is a problem', (from, to, code, says) => {
  const found = problems(webScore.replace(from, to));
  expect(found).toEqual([expect.stringContaining(says)]);
  expect(found[0]).toContain(`${code} at score-1.yaml.`);
});

test('a name that nobody gives is made, and a route to it too', () => {
  const score = webScore
    .replace('type: dns, params: { host: shop.acme.example }', 'type: dns')
    .replace('content: "host: ${resources.dns.host}"', 'content: x');
  const { constructs, problems: found } = planScore(scoreFiles(score));
  expect(found).toEqual([]);
  const host = new PlannedText([{ id: 'web-dns', member: 'host' }]);
  expect(constructs).toContainEqual({ id: 'web-dns', goldenPath: 'DnsName', props: {}, from: 'score-1.yaml' });
  expect(constructs).toContainEqual({
    id: 'web-route',
    goldenPath: 'Route',
    props: { host, path: '/', service: 'web', port: 80 },
    from: 'score-1.yaml',
  });
  expect(constructs.at(-1)?.props.routes).toBeUndefined();
});

test('a volume is mounted by the claim that its resource stands for', () => {
  const score = webScore
    .replace(
      '    files:',
      '    volumes: { /data: { source: "${resources.data}" }, /old: { source: old-claim } }\n    files:',
    )
    .replace('resources:\n  db:', 'resources:\n  data: { type: volume, params: { size: 10Gi } }\n  db:');
  const web = planScore(scoreFiles(score)).constructs.find(({ id }) => id === 'web');
  expect(web?.props).toMatchObject({
    containers: {
      web: {
        volumes: {
          '/data': { claim: new PlannedText([{ id: 'web-data', member: 'claim' }]) },
          '/old': { claim: 'old-claim' },
        },
      },
    },
  });
});

test('workloads of one name, in a circle, or that ask otherwise for what they share are problems', () => {
  expect(problems(webScore, webScore)).toEqual([expect.stringContaining('another file has the name "web" too')]);
  const back = webScore.replace(
    'resources:\n  db:',
    'resources:\n  api: { type: service-port, params: { workload: api, port: 80 } }\n  db:',
  );
  const api = apiScore.replace('containers:', 'service: { ports: { http: { port: 80 } } }\ncontainers:');
  expect(problems(back.replace('PRICE:', 'API: "${resources.api.hostname}"\n      PRICE:'), api)).toEqual([
    expect.stringContaining('api, web refer to each other in a circle'),
  ]);
  const other = apiScore.replace('type: redis, id', 'type: redis, class: big, id');
  expect(problems(webScore, other)).toEqual([
    expect.stringContaining('"shared-cache" of score-1.yaml is asked for otherwise'),
  ]);
  expect(problems(apiScore)).toEqual([expect.stringContaining('import the file of the other workload too')]);
});

test('the source of a file is read beside the Score file, and never outside its folder', () => {
  const score = (source: string) =>
    `apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { web: { image: x/y:1, files: { /a: { source: ${source} } } } }`;
  const texts = { 'a.txt': 'of ${metadata.name}', 'bin.txt': new Uint8Array([0xff, 0xfe]) };
  const scores = { 'in.yaml': score('a.txt'), 'out.yaml': score('../../etc/hostname'), 'bin.yaml': score('bin.txt') };
  withFiles({ ...texts, ...scores }, (folder) => {
    const plan = (name: string) => planScore(readScores([join(folder, name)]).files);
    expect(plan('in.yaml').constructs[0]?.props).toMatchObject({
      containers: { web: { files: { '/a': { content: 'of web' } } } },
    });
    expect(plan('out.yaml').problems).toMatchObject([
      { code: 'RB850', found: expect.stringContaining('outside the folder') },
    ]);
    expect(plan('bin.yaml').problems).toMatchObject([
      { code: 'RB850', found: expect.stringContaining('cannot be read') },
    ]);
  });
});

test('every golden path of the table is there, with the members that give its outputs', () => {
  const exported = new Map<string, unknown>(Object.entries(goldenPaths));
  for (const { goldenPath, outputs, members = {} } of Object.values(resourceTable)) {
    const type = exported.get(goldenPath);
    if (typeof type !== 'function') throw new Error(`${goldenPath} is not exported`);
    const platform = new goldenPaths.Platform({ repository: { url: 'https://github.com/acme/platform' } });
    const made = Reflect.construct(type, [new goldenPaths.Application(platform, 'a', { owner: 'b' }), 'c', {}]);
    expect(goldenPath).toBe(made.constructor.name);
    for (const output of Object.values(outputs))
      expect(`${Reflect.get(made, members[output] ?? output)}`).toMatch(/^roadbedref/);
  }
});
