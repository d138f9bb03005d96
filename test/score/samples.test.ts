import { join } from 'node:path';
import { Application } from '../../src/application.ts';
import { items, member } from '../../src/model/member.ts';
import { Cluster } from '../../src/platform/cluster.ts';
import { Platform } from '../../src/platform.ts';
import type { ScoreOptions } from '../../src/score/score-options.ts';
import { resolved, variantOf } from '../support/platforms.ts';
import { withFiles } from './support.ts';

/** Resolves an application of Score files in development, and gives its objects as `Kind/name`, and one by that. */
function objectsOf(files: Readonly<Record<string, string | Uint8Array>>, options: ScoreOptions = {}) {
  return withFiles(files, (folder) => {
    const platform = new Platform({
      repository: { url: 'https://github.com/acme/platform' },
      sharedHosts: ['shop.acme.example'],
    });
    const dev = Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.example' });
    const scores = Object.keys(files).filter((name) => name.endsWith('.yaml'));
    Application.fromScore(platform, 'shop', {
      owner: 'team',
      clusters: [dev],
      files: scores.map((name) => join(folder, name)),
      ...options,
    });
    const { objects } = variantOf(resolved(platform), 'shop', 'dev');
    return new Map(objects.map(({ manifest }) => [`${manifest.kind}/${manifest.metadata.name}`, manifest]));
  });
}

/** What stands at a path of keys and indexes. */
function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((inner, key) => member(inner, key), value);
}

function podOf(objects: ReturnType<typeof objectsOf>, name: string): unknown {
  return at(objects.get(`Deployment/${name}`), 'spec', 'template', 'spec');
}

/** Three workloads that call each other by name, with a way in to the first: what the shops among the samples do. */
const shop = {
  'front.yaml': `apiVersion: score.dev/v1b1
metadata: { name: front, annotations: { tags: "typescript,website" } }
containers:
  front:
    image: ghcr.io/acme/front:1.0.0
    variables:
      CARTS_ADDR: "\${resources.carts.name}:7070"
      ORDERS_URL: "http://\${resources.orders.name}:3000"
      MESSAGE: ""
      FLAG: "false"
    livenessProbe: { httpGet: { path: /healthz, port: 8080, httpHeaders: [{ name: Cookie, value: id=live }] } }
    readinessProbe: { httpGet: { path: /healthz, port: 8080, httpHeaders: [{ name: Cookie, value: id=ready }] } }
    resources: { limits: { memory: 50Mi, cpu: 50m }, requests: { memory: 30Mi, cpu: 30m } }
service: { ports: { http: { port: 8080, targetPort: 8080 } } }
resources:
  carts: { type: service }
  orders: { type: service }
  dns: { type: dns }
  route: { type: route, params: { host: "\${resources.dns.host}", path: /, port: 8080 } }
`,
  'carts.yaml': `apiVersion: score.dev/v1b1
metadata: { name: carts }
containers:
  carts:
    image: ghcr.io/acme/carts:1.0.0
    variables: { REDIS: "\${resources.state.host}:\${resources.state.port},user=\${resources.state.username},password=\${resources.state.password}" }
service: { ports: { grpc: { port: 7070 } } }
resources: { state: { type: redis } }
`,
  'orders.yaml': `apiVersion: score.dev/v1b1
metadata: { name: orders }
containers:
  orders:
    image: .
    variables:
      URL: postgresql://\${resources.db.username}:\${resources.db.password}@\${resources.db.host}:\${resources.db.port}/\${resources.db.name}
service: { ports: { http: { port: 3000 } } }
resources: { db: { type: postgres, id: shop.orders } }
`,
};

test('a shop of workloads that call each other by name reaches each other, and its front from outside', () => {
  const objects = objectsOf(shop, {
    images: { orders: 'ghcr.io/acme/orders:1.0.0' },
    hosts: { dns: 'shop.acme.example' },
  });
  expect(at(podOf(objects, 'front'), 'containers', 0, 'env')).toEqual([
    { name: 'CARTS_ADDR', value: 'carts.shop.svc:7070' },
    { name: 'ORDERS_URL', value: 'http://orders.shop.svc:3000' },
    { name: 'MESSAGE', value: '' },
    { name: 'FLAG', value: 'false' },
  ]);
  expect(at(podOf(objects, 'orders'), 'containers', 0, 'image')).toBe('ghcr.io/acme/orders:1.0.0');
  expect(at(objects.get('HTTPRoute/front'), 'spec', 'hostnames')).toEqual(['shop.acme.example']);
  expect([...objects.keys()].filter((key) => key.startsWith('Cluster/'))).toEqual(['Cluster/shop-orders']);
  const egress = items(at(objects.get('NetworkPolicy/front'), 'spec', 'egress')).flatMap((rule) =>
    items(member(rule, 'ports')),
  );
  expect(egress).toEqual(
    expect.arrayContaining([
      { protocol: 'TCP', port: 7070 },
      { protocol: 'TCP', port: 3000 },
    ]),
  );
});

/** Every key that a workload may have, with the older lists. */
const full = `apiVersion: score.dev/v1b1
metadata:
  name: everything1
  team: { name: payments }
  annotations: { acme.example/Some-Key_1.2: some value }
service:
  ports:
    www: { port: 80, targetPort: 8080, protocol: TCP }
    admin: { port: 8080 }
    stats: { port: 8125, protocol: UDP }
containers:
  main-one:
    image: registry.acme.example:5000/a/main:tag
    command: ["/bin/sh", "-c"]
    args: ["echo $(GREETING)"]
    variables: { GREETING: "\${metadata.team.name}: $$5 $\${literal}" }
    files:
    - { target: /etc/main/from-file, mode: "0640", source: file.txt }
    - { target: /etc/main/as-it-is, noExpand: true, content: "\${not.expanded}" }
    - { target: /etc/main/bytes, binaryContent: AAEC }
    volumes:
    - { target: /mnt/data, source: "\${resources.data}", path: /sub/path, readOnly: false }
    - { target: /mnt/old, source: old-claim, readOnly: true }
    before: { migrate2: { ready: complete }, proxy-three: { ready: healthy } }
    resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { cpu: "0.24", memory: 128M } }
    livenessProbe: { exec: { command: [/bin/alive] }, httpGet: { port: 8080, path: /livez } }
    readinessProbe:
      httpGet:
        { host: localhost, port: 8080, scheme: HTTPS, path: /readyz, httpHeaders: [{ name: X-A, value: a }, { name: X-A, value: b }] }
  migrate2: { image: registry.acme.example:5000/a/migrate:tag }
  proxy-three:
    image: .
    readinessProbe: { httpGet: { port: 9000, path: / } }
resources:
  data: { type: volume, class: default, params: { size: 2Gi } }
`;

test('a workload with every key that there is becomes what each key says', () => {
  const files = { 'full.yaml': full, 'file.txt': 'of ${metadata.name}\n' };
  const objects = objectsOf(files, { images: { 'everything1.proxy-three': 'ghcr.io/acme/proxy:1' } });
  expect(at(objects.get('ConfigMap/everything1-files'), 'data')).toEqual({
    'main-one_etc_main_from-file': 'of everything1\n',
    'main-one_etc_main_as-it-is': '${not.expanded}',
  });
  expect(at(objects.get('ConfigMap/everything1-files'), 'binaryData')).toEqual({ 'main-one_etc_main_bytes': 'AAEC' });
  expect(at(objects.get('Service/everything1'), 'spec', 'ports')).toEqual([
    { name: 'www', port: 80, targetPort: 8080, protocol: 'TCP' },
    { name: 'admin', port: 8080, targetPort: 8080, protocol: 'TCP' },
    { name: 'stats', port: 8125, targetPort: 8125, protocol: 'UDP' },
  ]);
  const pod = podOf(objects, 'everything1');
  expect(
    items(member(pod, 'initContainers')).map((one) => [member(one, 'name'), member(one, 'restartPolicy')]),
  ).toEqual([
    ['migrate2', undefined],
    ['proxy-three', 'Always'],
  ]);
  expect(at(pod, 'containers', 0)).toMatchObject({
    command: ['/bin/sh', '-c'],
    args: ['echo $(GREETING)'],
    env: [{ name: 'GREETING', value: 'payments: $5 ${literal}' }],
    ports: [{ containerPort: 8080 }, { containerPort: 8125, protocol: 'UDP' }],
    resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '240m', memory: '125000Ki' } },
    livenessProbe: { exec: { command: ['/bin/alive'] } },
    readinessProbe: {
      httpGet: {
        host: 'localhost',
        scheme: 'HTTPS',
        httpHeaders: [
          { name: 'X-A', value: 'a' },
          { name: 'X-A', value: 'b' },
        ],
      },
    },
  });
  expect(items(at(pod, 'containers', 0, 'volumeMounts'))).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ mountPath: '/mnt/data', subPath: 'sub/path' }),
      expect.objectContaining({ mountPath: '/mnt/old', readOnly: true }),
      expect.objectContaining({ mountPath: '/etc/main/bytes' }),
    ]),
  );
  expect(items(member(pod, 'volumes')).map((one) => at(one, 'persistentVolumeClaim', 'claimName'))).toEqual(
    expect.arrayContaining(['everything1-data', 'old-claim']),
  );
  expect(at(objects.get('Deployment/everything1'), 'metadata', 'annotations')).toMatchObject({
    'acme.example/Some-Key_1.2': 'some value',
  });
});

test.each(['postgres', 'mysql', 'mongodb'])(
  'the user, password, host, port and name of a database of the type %s arrive',
  (type) => {
    const outputs = ['username', 'password', 'host', 'port', 'name'];
    const variables = outputs.map((name) => `${name.toUpperCase()}: "\${resources.db.${name}}"`).join(', ');
    const file = `apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { web: { image: a/b:1, variables: { ${variables} } } }\nresources: { db: { type: ${type} } }\n`;
    const env = items(at(podOf(objectsOf({ 'web.yaml': file }), 'web'), 'containers', 0, 'env'));
    expect(env.map((one) => member(one, 'name'))).toEqual(outputs.map((name) => name.toUpperCase()));
    expect(at(env[1], 'valueFrom', 'secretKeyRef')).toBeDefined();
  },
);
