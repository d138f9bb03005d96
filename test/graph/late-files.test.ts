import { Application, Cluster, fromSecret, Platform, Postgres, WebService, Worker, type WorkerProps } from 'roadbed';
import { resolveForTest } from 'roadbed/testing';
import { at, listAt, textOf } from '../examples/deliveries.ts';

type Files = NonNullable<WorkerProps['files']>;

/** A worker whose files are made of a service, a database of its own namespace, and one of another. */
function mailer(filesOf: (from: { api: WebService; orders: Postgres; stock: Postgres }) => Files, apiPort = 8080) {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const server = 'https://dev.acme.example:6443';
  const dev = Cluster.existing(platform, 'dev', { environment: 'dev', server });
  const shop = new Application(platform, 'shop', { owner: 'team-shop', clusters: [dev] });
  const data = new Application(platform, 'data', { owner: 'team-data', clusters: [dev] });
  const api = new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: apiPort });
  const orders = new Postgres(shop, 'orders', {});
  const stock = new Postgres(data, 'stock', {});
  const files = filesOf({ api, orders, stock });
  new Worker(shop, 'mailer', { image: 'ghcr.io/acme/mailer:3.1.0', files });
  return resolveForTest(platform);
}

const podsOf = (resolved: ReturnType<typeof mailer>) =>
  at(resolved.object('dev', 'Deployment', 'mailer').spec, 'template');
const sourcesOf = (resolved: ReturnType<typeof mailer>) =>
  at(
    listAt(podsOf(resolved), 'spec.volumes').find((one) => textOf(one, 'name') === 'files'),
    'projected.sources',
  );
const digestOf = (resolved: ReturnType<typeof mailer>) =>
  textOf(at(podsOf(resolved), 'metadata.annotations'), 'checksum/files');
const kindsOf = (resolved: ReturnType<typeof mailer>, kind: string) =>
  resolved.objects('dev', 'shop').filter((one) => one.kind === kind && one.metadata.name.startsWith('mailer'));

test('a value that is known stands in the ConfigMap', () => {
  const resolved = mailer(({ api }) => ({ '/etc/a': { content: `api: ${api.url}` } }));
  expect(resolved.object('dev', 'ConfigMap', 'mailer-files')).toMatchObject({
    data: { mailer_etc_a: 'api: http://api.shop.svc:8080' },
  });
});

test('a secret that is the whole of a file comes from its own Secret, for the group alone, and no ConfigMap is left', () => {
  const resolved = mailer(({ orders }) => ({ '/etc/a': { content: orders.password } }));
  expect(sourcesOf(resolved)).toEqual([
    { secret: { name: 'orders-app', items: [{ key: 'password', path: 'mailer_etc_a', mode: 0o440 }] } },
  ]);
  expect(kindsOf(resolved, 'ConfigMap')).toEqual([]);
  expect(kindsOf(resolved, 'ExternalSecret')).toEqual([]);
});

test('a text with a secret in it is composed by an ExternalSecret, and never stands in plain text', () => {
  const resolved = mailer(({ orders, api }) => ({
    '/etc/db.ini': { content: `[db]\napi = ${api.host}\npassword = ${orders.password}\n`, mode: '0400' },
    '/etc/plain': { content: 'plain' },
  }));
  const name = 'mailer-files-mailer-etc-db-ini';
  expect(at(resolved.object('dev', 'ExternalSecret', name).spec, 'target.template.data.value')).toBe(
    '[db]\napi = api.shop.svc\npassword = {{ .part0 }}\n',
  );
  const key = 'mailer_etc_plain';
  expect(sourcesOf(resolved)).toEqual([
    { configMap: { name: 'mailer-files', items: [{ key, path: key }] } },
    { secret: { name, items: [{ key: 'value', path: 'mailer_etc_db.ini', mode: 0o400 }] } },
  ]);
  expect(resolved.object('dev', 'ConfigMap', 'mailer-files')).toMatchObject({ data: { [key]: 'plain' } });
});

test('a secret of another namespace is copied, and the right to read it is given there', () => {
  const resolved = mailer(({ stock }) => ({ '/etc/a': { content: `password: ${stock.password}` } }));
  const [copy] = kindsOf(resolved, 'ExternalSecret');
  expect(sourcesOf(resolved)).toMatchObject([{ secret: { name: copy?.metadata.name, items: [{ key: 'value' }] } }]);
  const [role] = resolved.objects('dev', 'data').filter(({ kind }) => kind === 'Role');
  expect(listAt(role, 'rules')).toMatchObject([{ resources: ['secrets'], verbs: ['get'] }]);
});

test('a key of a Secret that is there already stands beside what is late', () => {
  const resolved = mailer(({ orders }) => ({
    '/etc/key': { content: fromSecret('stripe', 'key') },
    '/etc/a': { content: orders.password },
  }));
  expect(sourcesOf(resolved)).toMatchObject([{ secret: { name: 'stripe' } }, { secret: { name: 'orders-app' } }]);
});

test('pods connect to what their files name, and come after it where it is late', () => {
  const resolved = mailer(({ api, orders }) => ({
    '/etc/a': { content: `${api.url}` },
    '/etc/b': { content: `${orders.url}` },
  }));
  const egress = JSON.stringify(at(resolved.object('dev', 'NetworkPolicy', 'mailer').spec, 'egress'));
  expect(egress).toContain('"port":8080');
  expect(egress).toContain('"port":5432');
  const waveOf = (kind: string, name: string) =>
    Number(/sync-wave: "(\d+)"/.exec(textOfObject(resolved, kind, name))?.[1] ?? 0);
  expect(waveOf('Deployment', 'mailer')).toBeGreaterThan(waveOf('Cluster', 'orders'));
});

/** The text of an object in the output. */
function textOfObject(resolved: ReturnType<typeof mailer>, kind: string, name: string): string {
  const documents = [...resolved.files().values()].flatMap((text) => text.split(/^---\n/m));
  return documents.find((one) => one.includes(`\nkind: ${kind}\n`) && one.includes(`\n  name: ${name}\n`)) ?? '';
}

test('pods are made anew where the value of a reference changes, known or composed with what is secret', () => {
  const known = ({ api }: { api: WebService }) => ({ '/etc/a': { content: api.url } });
  expect(digestOf(mailer(known, 8080))).not.toBe(digestOf(mailer(known, 9090)));
  const composed = ({ api, orders }: { api: WebService; orders: Postgres }) => ({
    '/etc/a': { content: `${api.url} ${orders.password}` },
  });
  expect(digestOf(mailer(composed, 8080))).not.toBe(digestOf(mailer(composed, 9090)));
  expect(digestOf(mailer(composed, 8080))).toBe(digestOf(mailer(composed, 8080)));
});

test('secrets of two namespaces in one file are a problem that says what would work', () => {
  const { problems } = mailer(({ stock, orders }) => ({
    '/etc/a': { content: `${stock.password} ${orders.password}` },
  }));
  expect(problems).toMatchObject([
    { code: 'RB405', path: 'shop/mailer', hint: 'take each value in a file of its own' },
  ]);
});
