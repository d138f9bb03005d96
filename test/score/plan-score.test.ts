import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import * as goldenPaths from '../../src/index.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { PlannedQuantity, PlannedText } from '../../src/score/plan.ts';
import { planScore } from '../../src/score/plan-score.ts';
import { readScores } from '../../src/score/read-score.ts';
import { resourceTable } from '../../src/score/resource-table.ts';
import { type ScoreTypes, scoreType } from '../../src/score/score-type.ts';
import { apiScore, scoreFiles, webScore, withFiles } from './support.ts';

const searchProps = z.strictObject({ size: z.int().default(1).describe('Servers.') });

/** A golden path of a team's own. */
class Search extends GoldenPath<typeof searchProps> {
  static override readonly schema = searchProps;
  readonly address = this.output('endpoint', { kind: 'url' });
  readonly apiKey = this.output('key', { secret: true });
}

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
  [
    'team: shop',
    'team: shop, k8s.score.dev/kind: StatefulSet',
    'RB854',
    'it is made with "Deployment", got "StatefulSet"',
  ],
])('%j as %j is a problem', (from, to, code, says) => {
  const found = problems(webScore.replace(from, to));
  expect(found).toEqual([expect.stringContaining(says)]);
  expect(found[0]).toContain(`${code} at score-1.yaml.`);
});

/** A workload with those lines in its container, and those resources. */
function workload(container: string, resources = ''): string {
  const head = 'apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers:\n  web:\n    image: a/b:1\n';
  return `${head}${container === '' ? '' : `    ${container}\n`}${resources === '' ? '' : `resources:\n  ${resources}\n`}`;
}

test.each([
  [
    'args: ["-c", "echo ${resources.db.host} ${HOME}"]',
    '',
    'RB854 at score-1.yaml.containers.web.args[1]: no placeholder is read here, got "${resources.db.host}"; take it by a variable',
  ],
  [
    'variables: { A: "${resources.${metadata.name}.host}" }',
    '',
    'RB852 at score-1.yaml.containers.web.variables.A: nothing stands for "${resources.${metadata.name}"; a placeholder ends at the first "}"',
  ],
  ['variables: { A: "${resources.db.host.name}" }', 'db: { type: postgres }', 'an output has no members'],
  ['variables: { A: "${metadata.annotations}" }', '', 'the metadata of the file has no such member'],
  [
    'variables: { DB_PASSWORD: hunter2 }',
    '',
    'RB707 at score-1.yaml.containers.web.variables.DB_PASSWORD: it is given as a text, which is not shown; take it from a resource of the type "secret"',
  ],
  [
    '',
    'db: { type: postgres, params: { storage: } }',
    'RB854 at score-1.yaml.resources.db.params.storage: nothing stands there, got "null"',
  ],
  [
    '',
    'db: { type: postgres, metadata: { annotations: { team: a } } }',
    'resources.db.metadata.annotations.team: nothing reads it, got "a"; say it in params',
  ],
  [
    '',
    'db: { type: postgres, metadata: { owner: a } }',
    'resources.db.metadata.owner: nothing reads it, got "a"; say it in params',
  ],
  ['', 'web: { type: postgres, id: web }', '"web" is a workload already'],
  [
    '',
    'db: { type: postgres, id: main }\n  cache: { type: redis, id: main }',
    '"main" is the postgres of score-1.yaml already, which is another or is asked for otherwise',
  ],
  [
    '',
    'db: { type: postgres }\n  other: { type: postgres, id: web-db }',
    '"web-db" is the postgres of score-1.yaml already',
  ],
  [
    '',
    'a1: { type: bucket, params: { x: "${resources.a2.name}" } }\n  a2: { type: bucket, params: { x: "${resources.a1.name}" } }',
    'RB854 at score-1.yaml.resources.a1: a1, a2 refer to each other in a circle',
  ],
  [
    '',
    'way: { type: route, id: xx, params: { host: a.example, port: 80 } }',
    'resources.way.id: the type "route" has no id, got "xx"; take it away',
  ],
  [
    '',
    'other: { type: service, params: { wrokload: api } }',
    'the type "service" has no param "wrokload"; did you mean "workload"?',
  ],
  ['', 'api: { type: service }', 'no workload with a service, got "api"; import the file of the other workload too'],
])('a file with %j and the resources %j is refused', (container, resources, says) => {
  expect(problems(workload(container, resources))).toEqual([expect.stringContaining(says)]);
});

test('a resource may take from another, wherever it stands, and what score-compose is told is left to it', () => {
  const note = 'metadata: { annotations: { compose.score.dev/publish-port: "5432" } }';
  const resources = `name: { type: dns, params: { target: "\${resources.db.host}", record: CNAME } }\n  db: { type: postgres, ${note} }`;
  const { constructs, problems: found } = planScore(scoreFiles(workload('', resources)));
  expect(found).toEqual([]);
  expect(constructs.map(({ id, props }) => [id, props])).toMatchObject([
    ['web-db', {}],
    ['web-name', { target: new PlannedText([{ id: 'web-db', member: 'host' }]), record: 'CNAME' }],
    ['web', {}],
  ]);
});

test('a secret is taken from the store of the platform, and an identity is that of the workload', () => {
  const resources = 'stripe: { type: secret, params: { key: shop/stripe } }\n  me: { type: service-account }';
  const container =
    'variables: { KEY: "${resources.stripe}", SAME: "${resources.stripe.value}", ME: "${resources.me.identity}" }';
  const { constructs, problems: found } = planScore(scoreFiles(workload(container, resources)));
  expect(found).toEqual([]);
  expect(constructs).toMatchObject([
    { id: 'web-stripe', goldenPath: 'StoredSecret', props: { key: 'shop/stripe' } },
    { id: 'web-me', goldenPath: 'CloudIdentity', props: { serviceAccount: 'web' } },
    { id: 'web' },
  ]);
  expect(constructs[2]?.props).toMatchObject({
    containers: { web: { env: { SAME: new PlannedText([{ id: 'web-stripe', member: 'value' }]) } } },
  });
});

test('a service is the workload that the resource is called by, or the one that it names', () => {
  const own =
    'apiVersion: score.dev/v1b1\nmetadata: { name: api }\nservice: { ports: { http: { port: 80 } } }\ncontainers: { api: { image: a/b:1 } }';
  const resources = 'api: { type: service }\n  other: { type: service, params: { workload: api } }';
  const container = 'variables: { A: "http://${resources.api.name}:80", B: "${resources.other.hostname}" }';
  const { constructs, problems: found } = planScore(scoreFiles(workload(container, resources), own));
  expect(found).toEqual([]);
  expect(constructs.map(({ id }) => id)).toEqual(['api', 'web']);
  expect(constructs[1]?.props).toMatchObject({
    containers: { web: { env: { A: new PlannedText(['http://', { id: 'api', member: 'host' }, ':80']) } } },
  });
});

test("a team's own type is made by its golden path, under the names of its members or those that it gives", () => {
  const file = (output: string) =>
    scoreFiles(
      workload(`variables: { A: "\${resources.find${output}}" }`, 'find: { type: search, params: { size: 2 } }'),
    );
  const taken = (types: ScoreTypes, output: string) => {
    const { constructs, problems: found } = planScore(file(output), { types });
    return found.length > 0 ? found.map(formatProblem) : constructs;
  };
  const made = { id: 'web-find', goldenPath: 'Search', type: Search, props: { size: 2 }, from: 'score-1.yaml' };
  expect(taken({ search: Search }, '.apiKey')).toMatchObject([made, { id: 'web' }]);
  const named = { search: scoreType(Search, { outputs: { url: 'address' }, itself: 'address' }) };
  expect(taken(named, '')).toMatchObject([
    made,
    { props: { containers: { web: { env: { A: new PlannedText([{ id: 'web-find', member: 'address' }]) } } } } },
  ]);
  expect(taken(named, '.apiKey')).toEqual([expect.stringContaining('RB852')]);
  expect(taken({ search: Search }, '.apikey')).toEqual([expect.stringContaining('did you mean "apiKey"?')]);
  // @ts-expect-error: no output of it is called so.
  const wrong = scoreType(Search, { outputs: { url: 'adress' } });
  expect(taken({ search: wrong }, '.url')).toEqual([
    'RB855 at score-1.yaml.types.search: Search has no output "adress": did you mean "address"?; give a golden path, and members of it that are outputs',
  ]);
});

test("a team's own type stands in the place of one that Roadbed knows", () => {
  const { constructs } = planScore(scoreFiles(workload('', 'db: { type: postgres }')), { types: { postgres: Search } });
  expect(constructs[0]).toMatchObject({ id: 'web-db', type: Search });
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
    expect.stringContaining(
      '"shared-cache" is the redis of score-1.yaml already, which is another or is asked for otherwise',
    ),
  ]);
  expect(problems(apiScore)).toEqual([expect.stringContaining('import the file of the other workload too')]);
});

test('the source of a file is read beside the Score file, and never outside its folder', () => {
  const score = (source: string) =>
    `apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { web: { image: x/y:1, files: { /a: { source: ${source} } } } }`;
  const texts = {
    'a.txt': 'of ${metadata.name}',
    'large.txt': 'a'.repeat(2 ** 20 + 1),
    'bin.txt': new Uint8Array([0xff, 0xfe]),
  };
  const scores = {
    'in.yaml': score('a.txt'),
    'out.yaml': score('../../etc/hostname'),
    'link.yaml': score('link.txt'),
    'folder.yaml': score('folder'),
    'none.yaml': score('none.txt'),
    'large.yaml': score('large.txt'),
    'bin.yaml': score('bin.txt'),
    'raw.yaml': score('bin.txt, noExpand: true'),
  };
  withFiles({ ...texts, ...scores }, (folder) => {
    symlinkSync('/etc/hostname', join(folder, 'link.txt'));
    symlinkSync('.', join(folder, 'folder'));
    const plan = (name: string) => planScore(readScores([join(folder, name)]).files);
    expect(plan('in.yaml').constructs[0]?.props).toMatchObject({
      containers: { web: { files: { '/a': { content: 'of web' } } } },
    });
    expect(plan('out.yaml').problems).toMatchObject([
      { code: 'RB850', found: expect.stringContaining('outside the folder') },
    ]);
    const refusals = ['link', 'folder', 'none', 'large'].map((name) =>
      plan(`${name}.yaml`).problems.map(({ found }) => found),
    );
    expect(refusals).toEqual([
      ['outside the folder of the Score file, got "link.txt"'],
      ['outside the folder of the Score file, got "folder"'],
      ['the file system says ENOENT, got "none.txt"'],
      ['it has more than 1 MiB, got "large.txt"'],
    ]);
    expect(plan('raw.yaml').constructs[0]?.props).toMatchObject({
      containers: { web: { files: { '/a': { binaryContent: '//4=' } } } },
    });
    expect(plan('bin.yaml').problems).toMatchObject([
      { code: 'RB850', found: expect.stringContaining('no text in UTF-8') },
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
