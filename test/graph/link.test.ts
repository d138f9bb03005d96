import { ApiObject } from 'cdk8s';
import { need } from '../../src/model/need.ts';
import { configMapKey, secretKey, type UrlValue, url } from '../../src/model/value.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  at,
  closed,
  configMap,
  deployment,
  environmentOf,
  objectOf,
  Piece,
  problemsOf,
  resolved,
  variantOf,
} from '../support/platforms.ts';

/** A platform of one cluster with an application `shop`, and another of another namespace, `bank`. */
function world() {
  const platform = aPlatform();
  const cluster = aCluster(platform, 'eu', 'prod');
  const shop = anApplication(platform, 'shop', { clusters: [cluster] });
  const bank = anApplication(platform, 'bank', { clusters: [cluster] });
  return { platform, cluster, shop, bank };
}

const safe = secretKey('db', 'password', { urlSafe: true });
const unsafe = secretKey('db', 'password');

function dbUrl(password = safe): UrlValue {
  return url({ scheme: 'postgres', user: 'app', password, host: 'db.shop.svc', port: 5432, path: 'app' });
}

function database(scope: ReturnType<typeof anApplication>, id = 'db', password = safe): Piece {
  return new Piece(scope, id, {
    outputs: () => ({ host: 'db.shop.svc', port: 5432, password, secretUrl: dbUrl(password), url: 'x' }),
  });
}

function server(scope: ReturnType<typeof anApplication>, id: string, env: Parameters<typeof deployment>[1]): Piece {
  return new Piece(scope, id, { render: () => [deployment(id, env)] });
}

describe('a value that is known at synthesis', () => {
  test('stands as a literal wherever its marker stood: in templates, URLs, host names, lower case and keys', () => {
    const { platform, shop } = world();
    const db = database(shop);
    const parsed = new URL(`http://${db.host}:80/x?to=${db.host}`);
    new Piece(shop, 'api', {
      render: () => [
        configMap('api', {
          template: `http://${db.host}:8080/`,
          url: parsed.href,
          hostname: parsed.hostname,
          lower: `${db.host}`.toLowerCase(),
          joined: [String(db.host), db.port].join(' '),
          [`host.${db.host}`]: 'key',
          json: JSON.stringify({ host: db.host }),
          twice: `${db.host},${db.host}`,
        }),
      ],
    });
    expect(objectOf(variantOf(resolved(platform), 'shop'), 'ConfigMap', 'api').data).toEqual({
      template: 'http://db.shop.svc:8080/',
      url: 'http://db.shop.svc/x?to=db.shop.svc',
      hostname: 'db.shop.svc',
      lower: 'db.shop.svc',
      joined: 'db.shop.svc 5432',
      'host.db.shop.svc': 'key',
      json: '{"host":"db.shop.svc"}',
      twice: 'db.shop.svc,db.shop.svc',
    });
  });

  test('stays a number where a number may stand, and becomes text where only text may', () => {
    const { platform, shop } = world();
    const db = database(shop);
    new Piece(shop, 'api', {
      render: () => [
        { ...configMap('api', { port: `${db.port}` }), spec: { port: db.port, data: [{ port: db.port }] } },
        deployment('api', [{ name: 'PORT', value: db.port }]),
      ],
    });
    const variant = variantOf(resolved(platform), 'shop');
    expect(objectOf(variant, 'ConfigMap', 'api').data).toEqual({ port: '5432' });
    expect(objectOf(variant, 'ConfigMap', 'api').spec).toEqual({ port: 5432, data: [{ port: 5432 }] });
    expect(environmentOf(variant, 'api')).toEqual([{ name: 'PORT', value: '5432' }]);
  });

  test('reaches objects of cdk8s', () => {
    const { platform, shop } = world();
    const db = database(shop);
    new ApiObject(shop, 'raw', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'raw', labels: { host: `${db.host}` } },
      data: { ref: db.host, text: `${db.host}!`, [`${db.host}`]: 'x' },
    });
    const raw = objectOf(variantOf(resolved(platform), 'shop'), 'ConfigMap', 'raw');
    expect(raw.data).toEqual({ ref: 'db.shop.svc', text: 'db.shop.svc!', 'db.shop.svc': 'x' });
    expect(at(raw, 'metadata.labels.host')).toBe('db.shop.svc');
  });

  test('leaves a key called __proto__ what it is', () => {
    const { platform, shop } = world();
    const db = database(shop);
    new Piece(shop, 'api', {
      render: () => [configMap('api', JSON.parse(`{"__proto__":"${db.host}","${db.host}":"b","z":"c"}`))],
    });
    const { data } = objectOf(variantOf(resolved(platform), 'shop'), 'ConfigMap', 'api');
    expect(Object.entries(Object(data))).toEqual([
      ['__proto__', 'db.shop.svc'],
      ['db.shop.svc', 'b'],
      ['z', 'c'],
    ]);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
  });

  test('that makes two keys one is a problem, for one of the values would be lost', () => {
    const { platform, shop } = world();
    const db = database(shop);
    new Piece(shop, 'api', { render: () => [configMap('api', { 'db.shop.svc': 'a', [`${db.host}`]: 'b' })] });
    expect(problemsOf(platform)).toEqual([
      'RB407 at shop/api.data.shop/db.host: a reference gives a second member its name, got "db.shop.svc"; give each a name of its own',
    ]);
  });

  test('is escaped where the kubelet would expand it, and so is the text around it, as where the value is late', () => {
    const { platform, shop } = world();
    const odd = new Piece(shop, 'odd', { outputs: () => ({ host: 'a$(b)$$c$', url: '$(x)', port: '(y)' }) });
    server(shop, 'api', [
      { name: 'A', value: odd.host },
      { name: 'B', value: `$(POD_IP) ${odd.host}` },
      { name: 'C', value: `$${odd.port}` },
      { name: 'D', value: '$(POD_IP)' },
    ]);
    expect(environmentOf(variantOf(resolved(platform), 'shop'), 'api')).toEqual([
      { name: 'A', value: 'a$$(b)$$$$c$$' },
      { name: 'B', value: '$$(POD_IP) a$$(b)$$$$c$$' },
      { name: 'C', value: '$$(y)' },
      { name: 'D', value: '$(POD_IP)' },
    ]);
  });

  test('leaves what the program wrote around it in an argument, which takes variables by their names', () => {
    const { platform, shop } = world();
    const odd = new Piece(shop, 'odd', { outputs: () => ({ host: 'a$(b)' }) });
    const args = [`--ip=$(POD_IP) --host=${odd.host}`];
    const spec = { containers: [{ name: 'c', args }] };
    new Piece(shop, 'api', { render: () => [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' }, spec }] });
    expect(at(objectOf(variantOf(resolved(platform), 'shop'), 'Pod', 'api'), 'spec.containers.0.args')).toEqual([
      '--ip=$(POD_IP) --host=a$$(b)',
    ]);
  });
});

describe('a late value in an environment variable', () => {
  test('is a reference to the key of the Secret, or of the ConfigMap', () => {
    const { platform, shop } = world();
    const db = new Piece(shop, 'db', { outputs: () => ({ password: unsafe, host: configMapKey('cm', 'host') }) });
    server(shop, 'api', [
      { name: 'PASSWORD', value: db.password },
      { name: 'HOST', value: db.host },
    ]);
    expect(environmentOf(variantOf(resolved(platform), 'shop'), 'api')).toEqual([
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      { name: 'HOST', valueFrom: { configMapKeyRef: { name: 'cm', key: 'host' } } },
    ]);
  });

  test('is composed by the kubelet where each part is safe, its parts standing before it', () => {
    const { platform, shop } = world();
    const db = database(shop);
    server(shop, 'api', [
      { name: 'FIRST', value: '1' },
      { name: 'URL', value: db.secretUrl },
      { name: 'LAST', value: db.host },
      { name: 'AGAIN', value: `${db.secretUrl}?x=${db.password}` },
    ]);
    expect(environmentOf(variantOf(resolved(platform), 'shop'), 'api')).toEqual([
      { name: 'FIRST', value: '1' },
      { name: 'URL__DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      { name: 'URL', value: 'postgres://app:$(URL__DB_PASSWORD)@db.shop.svc:5432/app' },
      { name: 'LAST', value: 'db.shop.svc' },
      { name: 'AGAIN__DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
      {
        name: 'AGAIN',
        value: 'postgres://app:$(AGAIN__DB_PASSWORD)@db.shop.svc:5432/app?x=$(AGAIN__DB_PASSWORD)',
      },
    ]);
  });

  test('keeps parts apart whose names differ in case or punctuation alone, and from variables of the user', () => {
    const { platform, shop } = world();
    const one = new Piece(shop, 'one', { outputs: () => ({ password: secretKey('a-b', 'k', { urlSafe: true }) }) });
    const two = new Piece(shop, 'two', { outputs: () => ({ password: secretKey('a.b', 'K', { urlSafe: true }) }) });
    server(shop, 'api', [
      { name: 'X__A_B_K', value: 'mine' },
      { name: 'X', value: `${one.password}:${two.password}` },
    ]);
    expect(environmentOf(variantOf(resolved(platform), 'shop'), 'api')).toEqual([
      { name: 'X__A_B_K', value: 'mine' },
      { name: 'X__A_B_K_2', valueFrom: { secretKeyRef: { name: 'a-b', key: 'k' } } },
      { name: 'X__A_B_K_3', valueFrom: { secretKeyRef: { name: 'a.b', key: 'K' } } },
      { name: 'X', value: '$(X__A_B_K_2):$(X__A_B_K_3)' },
    ]);
  });

  test('has a literal "$(" and "$$" beside it escaped, also where text and value meet', () => {
    const { platform, shop } = world();
    const db = database(shop);
    server(shop, 'api', [{ name: 'X', value: `$(A)$$(B)cost$5$${db.password}` }]);
    expect(at(environmentOf(variantOf(resolved(platform), 'shop'), 'api'), '1.value')).toBe(
      '$$(A)$$$$(B)cost$5$$$(X__DB_PASSWORD)',
    );
  });

  test('is composed in init containers and in the pods of a CronJob too', () => {
    const { platform, shop } = world();
    const db = database(shop);
    const pod = (env: unknown) => ({ initContainers: [{ name: 'i', env }], containers: [{ name: 'c', env }] });
    const env = [{ name: 'P', value: db.password }];
    new Piece(shop, 'api', {
      render: () => [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata: { name: 'c' },
          spec: { jobTemplate: { spec: { template: { spec: pod(env) } } } },
        },
      ],
    });
    const cron = objectOf(variantOf(resolved(platform), 'shop'), 'CronJob', 'c');
    const bound = [{ name: 'P', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }];
    expect(at(cron, 'spec.jobTemplate.spec.template.spec')).toEqual(pod(bound));
  });
});

describe('a late value that the kubelet cannot compose', () => {
  test('is put into a Secret by External Secrets, encoded for its place', () => {
    const { platform, shop } = world();
    const db = database(shop, 'db', unsafe);
    server(shop, 'api', [{ name: 'DATABASE_URL', value: `${db.secretUrl}?a={{b}}` }]);
    const variant = variantOf(resolved(platform), 'shop');
    expect(environmentOf(variant, 'api')).toEqual([
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'api-database-url', key: 'value' } } },
    ]);
    expect(at(objectOf(variant, 'ExternalSecret', 'api-database-url'), 'spec')).toEqual({
      refreshInterval: '1h',
      secretStoreRef: { kind: 'SecretStore', name: 'api-database-url' },
      target: {
        name: 'api-database-url',
        creationPolicy: 'Owner',
        template: {
          engineVersion: 'v2',
          data: {
            value: 'postgres://app:{{ .part0 | urlquery | replace "+" "%20" }}{{ "@db.shop.svc:5432/app?a={{b}}" }}',
          },
        },
      },
      data: [
        {
          secretKey: 'part0',
          remoteRef: {
            key: 'db',
            property: 'password',
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
            metadataPolicy: 'None',
          },
        },
      ],
    });
  });

  test('keeps a brace before it apart from the template', () => {
    const { platform, shop } = world();
    const db = database(shop, 'db', unsafe);
    server(shop, 'api', [{ name: 'X', value: `{${db.secretUrl}}{${db.password}}` }]);
    const value = at(
      objectOf(variantOf(resolved(platform), 'shop'), 'ExternalSecret', 'api-x'),
      'spec.target.template.data.value',
    );
    expect(value).toBe(
      '{postgres://app:{{ .part0 | urlquery | replace "+" "%20" }}{{ "@db.shop.svc:5432/app}{" }}{{ .part1 }}}',
    );
  });

  test('gets a Secret of its own for each container and variable, whatever their names have in common', () => {
    const { platform, shop } = world();
    const db = database(shop, 'db', unsafe);
    const env = (value: string) => [
      { name: 'DB_URL', value },
      { name: 'DB__URL', value: `${value}&2` },
    ];
    new Piece(shop, 'api', {
      render: () => [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'api' },
          spec: {
            containers: [
              { name: 'a', env: env(`${db.secretUrl}?a`) },
              { name: 'b', env: env(`${db.secretUrl}?b`) },
            ],
          },
        },
      ],
    });
    const variant = variantOf(resolved(platform), 'shop');
    const made = variant.objects.filter(({ manifest }) => manifest.kind === 'ExternalSecret');
    const texts = made.map(({ manifest }) => at(manifest, 'spec.target.template.data.value'));
    expect(new Set(made.map(({ manifest }) => manifest.metadata.name)).size).toBe(4);
    expect(new Set(texts).size).toBe(4);
    const pod = objectOf(variant, 'Pod', 'api');
    for (const [container, letter] of [
      [0, 'a'],
      [1, 'b'],
    ] as const) {
      const name = at(pod, `spec.containers.${container}.env.0.valueFrom.secretKeyRef.name`);
      expect(at(objectOf(variant, 'ExternalSecret', String(name)), 'spec.target.template.data.value')).toMatch(
        new RegExp(`\\?${letter}$`),
      );
    }
  });

  test('and is needed by two variables alike is one Secret', () => {
    const { platform, shop } = world();
    const db = database(shop, 'db', unsafe);
    const env = [{ name: 'U', value: db.secretUrl }];
    new Piece(shop, 'api', {
      render: () => [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'api' },
          spec: { initContainers: [{ name: 'i', env }], containers: [{ name: 'a', env }] },
        },
      ],
    });
    const variant = variantOf(resolved(platform), 'shop');
    expect(variant.objects.filter(({ manifest }) => manifest.kind === 'ExternalSecret')).toHaveLength(1);
  });

  test('in another namespace is copied, by a right to read just the Secrets that are named', () => {
    const { platform, shop, bank } = world();
    const db = database(shop, 'db');
    server(bank, 'api', [{ name: 'P', value: db.password }]);
    const graph = resolved(platform);
    const consumer = variantOf(graph, 'bank');
    expect(environmentOf(consumer, 'api')).toEqual([
      { name: 'P', valueFrom: { secretKeyRef: { name: 'api-p', key: 'value' } } },
    ]);
    expect(at(objectOf(consumer, 'SecretStore', 'api-p'), 'spec.provider.kubernetes.remoteNamespace')).toBe('shop');
    const producer = variantOf(graph, 'shop');
    const role = producer.objects.find(({ manifest }) => manifest.kind === 'Role')?.manifest;
    expect(role).toMatchObject({
      metadata: { namespace: 'shop' },
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['db'], verbs: ['get'] }],
    });
    const binding = producer.objects.find(({ manifest }) => manifest.kind === 'RoleBinding')?.manifest;
    expect(binding).toMatchObject({
      metadata: { name: role?.metadata.name },
      roleRef: { name: role?.metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: 'api-p', namespace: 'bank' }],
    });
  });

  test('and is taken by namesakes in two namespaces gives each a right of its own', () => {
    const { platform, cluster, shop, bank } = world();
    const third = anApplication(platform, 'third', { clusters: [cluster] });
    const db = database(shop, 'db');
    server(bank, 'api', [{ name: 'P', value: db.password }]);
    server(third, 'api', [{ name: 'P', value: db.password }]);
    const { objects } = variantOf(resolved(platform), 'shop');
    const subjects = objects
      .filter(({ manifest }) => manifest.kind === 'RoleBinding')
      .map(({ manifest }) => at(manifest, 'subjects.0.namespace'));
    expect(subjects.sort()).toEqual(['bank', 'third']);
  });

  test('of a construct that makes no objects itself still grants the right to read it', () => {
    const { platform, shop, bank } = world();
    const db = new Piece(shop, 'db', { outputs: () => ({ password: safe }) });
    server(bank, 'api', [{ name: 'P', value: db.password }]);
    expect(
      variantOf(resolved(platform), 'shop')
        .objects.map(({ manifest }) => manifest.kind)
        .sort(),
    ).toEqual(['Role', 'RoleBinding']);
  });

  test('in a ConfigMap of another namespace that the program makes is copied with what is known of it', () => {
    const { platform, shop, bank } = world();
    const facts = new Piece(shop, 'facts', {
      render: () => [configMap('c', { k: 'arn', other: 'x' })],
      outputs: () => ({ host: configMapKey('c', 'k') }),
    });
    server(bank, 'api', [{ name: 'CONFIG', value: facts.host }]);
    const graph = resolved(platform);
    const reference = at(environmentOf(variantOf(graph, 'bank'), 'api'), '0.valueFrom.configMapKeyRef');
    const name = String(at(reference, 'name'));
    expect(at(reference, 'key')).toBe('k');
    expect(objectOf(variantOf(graph, 'bank-link'), 'ConfigMap', name)).toMatchObject({
      metadata: { namespace: 'bank' },
      data: { k: 'arn', other: 'x' },
    });
    expect(graph.references.map(({ way }) => way)).toEqual(['key of a ConfigMap']);
  });

  test('of two namespaces, or of a ConfigMap elsewhere, is a problem that says what to do', () => {
    const { platform, shop, bank } = world();
    const here = database(bank, 'here');
    const there = new Piece(shop, 'there', { outputs: () => ({ password: safe, host: configMapKey('c', 'k') }) });
    server(bank, 'api', [
      { name: 'BOTH', value: `${here.password}${there.password}` },
      { name: 'CONFIG', value: there.host },
    ]);
    expect(problemsOf(platform)).toEqual([
      'RB405 at bank/api.BOTH: "bank/here.password" and "shop/there.password" are in different namespaces, so no one Secret can hold both; take each value in an environment variable of its own',
      'RB405 at bank/api.CONFIG: "shop/there.host" is in a ConfigMap of another namespace, "shop"; put both constructs into one namespace, or let the provisioner give a key of a Secret',
    ]);
  });
});

describe('a reference that cannot be bound is a problem', () => {
  test('where a secret would land in a ConfigMap, an annotation, an argument or a key', () => {
    const { platform, shop } = world();
    const db = database(shop);
    new Piece(shop, 'api', {
      render: () => [
        {
          ...configMap('api', { url: db.secretUrl, [`${db.password}`]: 'x' }),
          metadata: { name: 'api', annotations: { a: `${db.password}` } },
        },
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'p' },
          spec: { containers: [{ name: 'c', args: [`--password=${db.password}`] }] },
        },
      ],
    });
    const hint =
      'take it in the value of an environment variable, or in a file of the golden path: both become a reference to the Secret';
    expect(problemsOf(platform)).toEqual([
      `RB403 at shop/api.data.shop/db.password: the secret "shop/db.password" would stand in plain text; ${hint}`,
      `RB403 at shop/api.data.url: the secret "shop/db.secretUrl" would stand in plain text; ${hint}`,
      `RB403 at shop/api.metadata.annotations.a: the secret "shop/db.password" would stand in plain text; ${hint}`,
      `RB403 at shop/api.spec.containers[0].args[0]: the secret "shop/db.password" would stand in plain text; ${hint}`,
    ]);
  });

  test('where a late value that is no secret would be a replica count', () => {
    const { platform, shop } = world();
    const db = new Piece(shop, 'db', { outputs: () => ({ port: secretKey('db', 'port') }) });
    new Piece(shop, 'api', { render: () => [{ ...configMap('x'), spec: { replicas: db.port } }] });
    expect(problemsOf(platform)).toEqual([
      'RB405 at shop/api.spec.replicas: "shop/db.port" is known only when the engine has run; take it in the value of an environment variable or in a file of the golden path, or take an output that is known; between managed resources use a reference of Crossplane',
    ]);
  });

  test('where it was cut, in upper case or sliced', () => {
    const { platform, shop } = world();
    const db = database(shop);
    new Piece(shop, 'api', {
      render: () => [
        configMap('api', {
          upper: `${db.host}`.toUpperCase(),
          cut: `${db.host}`.slice(0, 20),
          tail: `${db.host}`.slice(-12),
        }),
      ],
    });
    expect(problemsOf(platform).map((line) => line.slice(0, 60))).toEqual([
      expect.stringContaining('RB402 at shop/api.data.cut: a part of a reference, got "road'),
      expect.stringContaining('RB402 at shop/api.data.tail: a part of a reference, got "'),
      expect.stringContaining('RB402 at shop/api.data.upper: a part of a reference, got "RO'),
    ]);
  });

  test('where the construct is of another platform', () => {
    const other = world();
    const { platform, shop } = world();
    const foreign = database(other.shop, 'foreign');
    new Piece(shop, 'api', { render: () => [configMap('api', { url: `${foreign.host}` })] });
    expect(problemsOf(platform)).toEqual([
      expect.stringMatching(
        /^RB401 at shop\/api\.data\.url: .*"shop\/foreign\.host".*; refer to a construct of this platform$/,
      ),
    ]);
  });

  test('where the construct is not on the cluster', () => {
    const { platform, shop } = world();
    const away = aCluster(platform, 'us', 'prod');
    const far = anApplication(platform, 'far', { clusters: [away] });
    const db = database(far);
    new Piece(shop, 'api', { render: () => [configMap('api', { url: `${db.host}` })] });
    expect(problemsOf(platform)).toEqual([
      'RB404 at shop/api.data.url: "far/db.host" is not on "eu", where this is; place both on the same clusters',
    ]);
  });

  test('on the clusters that lack the construct alone, which are named', () => {
    const platform = aPlatform();
    const clusters = ['a', 'b', 'c'].map((name) => aCluster(platform, name, 'prod'));
    const near = anApplication(platform, 'near', { clusters: clusters.slice(0, 1) });
    const shop = anApplication(platform, 'shop', { clusters });
    const db = new Piece(near, 'db', { outputs: () => ({ host: 'db.near.svc' }) });
    new Piece(shop, 'api', { render: () => [configMap('api', { url: `${db.host}` })] });
    expect(problemsOf(platform)).toEqual([
      'RB404 at shop/api.data.url: "near/db.host" is not on "b" and "c", where this is; place both on the same clusters',
    ]);
  });

  test('where its construct gives the output no value', () => {
    const { platform, shop } = world();
    const db = new Piece(shop, 'db', {});
    new Piece(shop, 'api', { render: () => [configMap('api', { url: db.url })] });
    expect(problemsOf(platform)).toEqual([
      'RB406 at shop/api.data.url: "shop/db.url" has no value on "eu"; use an output that the construct gives',
    ]);
  });

  test('where a secret has a known value', () => {
    const { platform, shop } = world();
    const db = new Piece(shop, 'db', { outputs: () => ({ password: 'hunter2' }) });
    server(shop, 'api', [{ name: 'P', value: db.password }]);
    const [line] = problemsOf(platform);
    expect(line).toMatch(
      /^RB403 at shop\/api.* the secret "shop\/db\.password" has a value in plain text; let its provisioner give a key of a Secret$/,
    );
    expect(line).not.toContain('hunter2');
  });

  test('and a marker in the name of a variable whose value is late too does not stay', () => {
    const { platform, shop } = world();
    const db = database(shop);
    server(shop, 'api', [{ name: `P_${db.port}`, value: `x${db.password}` }]);
    expect(JSON.stringify(environmentOf(variantOf(resolved(platform), 'shop'), 'api'))).not.toContain('roadbed');
  });
});

test('beside a late value a known one makes nothing wait, and opens its policy all the same', () => {
  const { platform, shop } = world();
  const db = database(shop);
  const made: Piece[] = [];
  for (const id of ['one', 'two']) {
    const other = () => made.find((piece) => piece.node.id !== id);
    made.push(
      new Piece(shop, id, {
        outputs: () => ({ host: `${id}.svc` }),
        endpoint: () => ({ pods: { app: id }, ports: [80] }),
        render: () => [deployment(id, [{ name: 'X', value: `${db.password}@${other()?.host}` }]), closed(id)],
      }),
    );
  }
  const graph = resolved(platform);
  expect(graph.references.map(({ consumer, producer, late }) => [consumer, producer, late])).toEqual([
    ['shop/one', 'shop/db', true],
    ['shop/one', 'shop/two', false],
    ['shop/two', 'shop/db', true],
    ['shop/two', 'shop/one', false],
  ]);
  expect(at(objectOf(variantOf(graph, 'shop'), 'NetworkPolicy', 'two'), 'spec.ingress')).toHaveLength(1);
});

test('what External Secrets composes waits for its parts, and the pods for it', () => {
  const { platform, shop } = world();
  const db = new Piece(shop, 'db', { outputs: () => ({ secretUrl: dbUrl(unsafe) }), render: () => [configMap('db')] });
  server(shop, 'api', [{ name: 'U', value: db.secretUrl }]);
  const { objects } = variantOf(resolved(platform), 'shop');
  expect(objects.map(({ manifest, wave }) => `${manifest.kind} ${wave}`).sort()).toEqual([
    'ConfigMap 0',
    'Deployment 2',
    'ExternalSecret 1',
    'Role 0',
    'RoleBinding 0',
    'SecretStore 0',
    'ServiceAccount 0',
  ]);
});

describe('a reference opens NetworkPolicies', () => {
  function connected(consumerScope: 'shop' | 'bank' = 'shop') {
    const all = world();
    const db = new Piece(all.shop, 'db', {
      outputs: () => ({ host: 'db.shop.svc' }),
      endpoint: () => ({ pods: { app: 'db' }, ports: [5432] }),
      render: () => [deployment('db'), closed('db')],
    });
    const env = [{ name: 'HOST', value: db.host }];
    new Piece(all[consumerScope], 'api', { render: () => [deployment('api', env), closed('api'), closed('other')] });
    new Piece(all.shop, 'idle', { render: () => [deployment('idle'), closed('idle')] });
    return resolved(all.platform);
  }

  test('on both sides, for the pods that hold it and no others', () => {
    const variant = variantOf(connected(), 'shop');
    expect(objectOf(variant, 'NetworkPolicy', 'api').spec).toEqual({
      podSelector: { matchLabels: { app: 'api' } },
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ protocol: 'TCP', port: 5432 }] }],
    });
    expect(objectOf(variant, 'NetworkPolicy', 'db').spec).toEqual({
      podSelector: { matchLabels: { app: 'db' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'api' } } }], ports: [{ protocol: 'TCP', port: 5432 }] }],
    });
    expect(at(objectOf(variant, 'NetworkPolicy', 'idle'), 'spec')).not.toHaveProperty('egress');
    expect(at(objectOf(variant, 'NetworkPolicy', 'other'), 'spec')).not.toHaveProperty('egress');
  });

  test('across namespaces by the name of the namespace', () => {
    const graph = connected('bank');
    const where = (name: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } });
    expect(at(objectOf(variantOf(graph, 'bank'), 'NetworkPolicy', 'api'), 'spec.egress.0.to.0')).toEqual({
      namespaceSelector: where('shop'),
      podSelector: { matchLabels: { app: 'db' } },
    });
    expect(at(objectOf(variantOf(graph, 'shop'), 'NetworkPolicy', 'db'), 'spec.ingress.0.from.0')).toEqual({
      namespaceSelector: where('bank'),
      podSelector: { matchLabels: { app: 'api' } },
    });
  });

  test('for what a ConfigMap of the same construct holds, as its pods read it', () => {
    const { platform, shop } = world();
    const db = new Piece(shop, 'db', {
      outputs: () => ({ host: 'db.shop.svc' }),
      endpoint: () => ({ pods: { app: 'db' }, ports: [5432] }),
      render: () => [closed('db')],
    });
    new Piece(shop, 'api', { render: () => [configMap('api', { host: db.host }), deployment('api'), closed('api')] });
    const variant = variantOf(resolved(platform), 'shop');
    expect(at(objectOf(variant, 'NetworkPolicy', 'api'), 'spec.egress')).toHaveLength(1);
    expect(at(objectOf(variant, 'NetworkPolicy', 'db'), 'spec.ingress')).toHaveLength(1);
  });

  test('to an address outside the cluster by its ports alone', () => {
    const { platform, shop } = world();
    const db = new Piece(shop, 'db', {
      outputs: () => ({ host: 'x.example' }),
      endpoint: () => ({ outside: true, ports: [443] }),
    });
    new Piece(shop, 'api', { render: () => [deployment('api', [{ name: 'H', value: db.host }]), closed('api')] });
    expect(at(objectOf(variantOf(resolved(platform), 'shop'), 'NetworkPolicy', 'api'), 'spec.egress')).toEqual([
      { ports: [{ protocol: 'TCP', port: 443 }] },
    ]);
  });

  test('of one variant only: what variants share is copied before it is changed', () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'a', 'dev'), aCluster(platform, 'b', 'prod')];
    const shop = anApplication(platform, 'shop', { clusters });
    const db = new Piece(shop, 'db', {
      outputs: () => ({ host: 'db' }),
      endpoint: () => ({ pods: { app: 'db' }, ports: [1] }),
      render: () => [closed('db')],
    });
    new Piece(shop, 'policy', {
      render: (site) => [
        ...(site.environment === 'dev' ? [deployment('policy', [{ name: 'H', value: db.host }])] : []),
        closed('policy'),
      ],
    });
    const graph = resolved(platform);
    expect(at(objectOf(variantOf(graph, 'shop', 'dev'), 'NetworkPolicy', 'db'), 'spec.ingress')).toHaveLength(1);
    expect(at(objectOf(variantOf(graph, 'shop', 'prod'), 'NetworkPolicy', 'db'), 'spec')).not.toHaveProperty('ingress');
    expect(at(objectOf(variantOf(graph, 'shop', 'prod'), 'NetworkPolicy', 'policy'), 'spec')).not.toHaveProperty(
      'egress',
    );
  });

  test('once, in one order, however many variables and containers take it', () => {
    const build = (ids: readonly string[]) => {
      const { platform, shop } = world();
      const db = new Piece(shop, 'db', {
        outputs: () => ({ host: 'db', port: 1 }),
        endpoint: () => ({ pods: { app: 'db' }, ports: [1] }),
        render: () => [closed('db')],
      });
      for (const id of ids) {
        const env = [
          { name: 'H', value: db.host },
          { name: 'P', value: db.port },
          { name: 'HP', value: `${db.host}:${db.port}` },
        ];
        new Piece(shop, id, { render: () => [deployment(id, env), closed(id)] });
      }
      return objectOf(variantOf(resolved(platform), 'shop'), 'NetworkPolicy', 'db').spec;
    };
    expect(at(build(['c', 'a', 'b']), 'ingress')).toHaveLength(3);
    expect(JSON.stringify(build(['c', 'a', 'b']))).toBe(JSON.stringify(build(['b', 'c', 'a'])));
  });

  test('to what a provisioner made where the value comes from it, also within the construct itself', () => {
    const provisioner = {
      name: 'p',
      type: 'store',
      provision: ({ name }: { name: string }) => ({
        manifests: [closed(`${name}-db`)],
        outputs: { password: secretKey(name, 'k') },
        endpoint: { pods: { app: `${name}-db` }, ports: [5432] },
      }),
    };
    const platform = aPlatform({ provisioners: [provisioner] });
    const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
    const both = new Piece(shop, 'both', {
      needs: () => [need('store', {})],
      outputs: () => ({ host: 'both.svc' }),
      endpoint: () => ({ pods: { app: 'both' }, ports: [80] }),
      render: (_, self) => [deployment('both', [{ name: 'P', value: self.password }]), closed('both')],
    });
    new Piece(shop, 'api', { render: () => [deployment('api', [{ name: 'H', value: both.host }]), closed('api')] });
    const variant = variantOf(resolved(platform), 'shop');
    const peers = (name: string, side: 'egress' | 'ingress') =>
      [at(objectOf(variant, 'NetworkPolicy', name), `spec.${side}`) ?? []]
        .flat()
        .map((rule) => [
          at(rule, `${side === 'egress' ? 'to' : 'from'}.0.podSelector.matchLabels.app`),
          at(rule, 'ports.0.port'),
        ]);
    expect(peers('both', 'egress')).toEqual([['both-db', 5432]]);
    expect(peers('both-db', 'ingress')).toEqual([['both', 5432]]);
    expect(peers('both', 'ingress')).toEqual([['api', 80]]);
    expect(peers('api', 'egress')).toEqual([['both', 80]]);
  });

  test('and leaves pods that no policy isolates as they are', () => {
    const { platform, shop } = world();
    const db = new Piece(shop, 'db', {
      outputs: () => ({ host: 'db' }),
      endpoint: () => ({ pods: { app: 'db' }, ports: [1] }),
      render: () => [deployment('db')],
    });
    server(shop, 'api', [{ name: 'H', value: db.host }]);
    expect(variantOf(resolved(platform), 'shop').objects.map(({ manifest }) => manifest.kind)).toEqual([
      'Deployment',
      'Deployment',
    ]);
  });
});

test('no pass changes what a golden path rendered', () => {
  const { platform, shop } = world();
  const db = new Piece(shop, 'db', {
    outputs: () => ({ host: 'db', password: safe }),
    endpoint: () => ({ pods: { app: 'db' }, ports: [1] }),
  });
  const objects = [deployment('api', [{ name: 'H', value: `${db.host}${db.password}` }]), closed('api')];
  const before = JSON.stringify(objects);
  new Piece(shop, 'api', { render: () => objects });
  resolved(platform);
  expect(JSON.stringify(objects)).toBe(before);
});
