import * as z from 'zod';
import { explanationText } from '../../src/cli/explain-text.ts';
import { styleOf } from '../../src/cli/terminal.ts';
import {
  Application,
  Bucket,
  Cluster,
  need,
  Platform,
  Postgres,
  provisioner,
  resourceType,
  resourceTypes,
  secretKey,
  WebService,
} from '../../src/index.ts';
import { explain } from '../../src/views/explain.ts';
import type { GraphIndex } from '../../src/views/graph-index.ts';
import { findSubject } from '../../src/views/subject.ts';
import { drawn, edgeWords } from './drawings.ts';
import { indexOf } from './support.ts';

const image = 'ghcr.io/acme/api:1.4.2';

/** A bucket that two clusters share, and a database that two applications share, whose provisioner needs a network that clusters share. */
function sharingIndex(home: 'environment' | 'once' = 'environment'): GraphIndex {
  const network = resourceType('network', { inputs: z.strictObject({}), outputs: { subnet: 'string' } });
  const vpc = provisioner(network, { name: 'vpc', provision: () => ({ manifests: [], outputs: { subnet: 'a' } }) });
  const database = provisioner(resourceTypes.postgres, {
    name: 'acme-postgres',
    when: { tier: 'production', cloud: 'aws' },
    needs: () => [need(network, {}, { id: 'main', shared: 'environment' })],
    provision: (_need, _site, made = []) => ({
      manifests: [],
      outputs: {
        ...{
          host: `${made[0]?.outputs.subnet}.example`,
          port: 5432,
          database: 'x',
          user: 'x',
          password: secretKey('x', 'x'),
        },
        ...{ tlsMode: 'require', ca: '', url: secretKey('x', 'url') },
      },
    }),
  });
  const repository = { url: 'https://github.com/acme/platform' };
  const platform = new Platform({ repository, provisioners: [vpc, database] });
  const of = (name: string, environment: string, props: object = {}) =>
    Cluster.existing(platform, name, {
      environment,
      server: `https://${name}.example:6443`,
      cloud: 'aws',
      region: 'eu-west-1',
      labels: { 'aws.roadbed.dev/account': '111122223333' },
      ...props,
    });
  const clusters = [of('dev', 'dev'), of('eu', 'prod', { home }), of('us', 'prod')];
  const shop = new Application(platform, 'shop', { owner: 'team-shop', clusters });
  const pictures = new Bucket(shop, 'pictures', { shared: 'environment' });
  const orders = new Postgres(shop, 'orders', { id: 'main' });
  new WebService(shop, 'api', { image, port: 80, env: { KEY: pictures.secretAccessKey, HOST: orders.host } });
  const reports = new Application(platform, 'reports', { owner: 'team-shop', clusters: clusters.slice(1) });
  new Postgres(reports, 'db', { id: 'main' });
  return indexOf(platform);
}

const index = sharingIndex();

function told(word: string): readonly string[] {
  const subject = findSubject(word, index);
  if ('code' in subject) throw new Error(word);
  return explanationText(explain(subject, index, {}), styleOf({ write: () => true }), 200).split('\n');
}

/** The paragraph below a title, without the candidates that lost. */
function section(word: string, title: string): readonly string[] {
  const lines = told(word);
  const from = lines.indexOf(title) + 1;
  const to = lines.indexOf('', from);
  return lines.slice(from, to < 0 ? undefined : to).filter((line) => !line.startsWith('    - '));
}

describe('of a resource that clusters share is told', () => {
  test('where it is made and why there, who takes it from there, and on the others where it comes from', () => {
    expect(section('shop/pictures', 'Provisioned')).toEqual([
      '  bucket for shop/pictures on dev',
      '    one for "dev", made here, as no other cluster asked for it',
      '    + in-cluster-bucket: it fits: tier "development" or "staging", the most specific',
      '  bucket for shop/pictures on eu',
      '    one for "prod", made here, as this cluster is its home; taken from here by shop/pictures on us',
      '    + s3-bucket: it fits: tier "production", the most specific',
      '  bucket for shop/pictures on us',
      '    one for "prod", made on "eu", which is its home',
      '    + s3-bucket: it is made on "eu", once for "prod"',
    ]);
  });

  test('on which clusters a value travels in which way', () => {
    expect(section('shop/api', 'Takes').filter((line) => line.includes('pictures'))).toEqual([
      '  secretAccessKey of shop/pictures on dev, eu: key of a Secret',
      '  secretAccessKey of shop/pictures on us: from "eu" through the store "platform", key of a Secret',
    ]);
  });
});

test('of a resource that golden paths share is told who owns it, and who takes it too', () => {
  expect(section('reports/db', 'Provisioned')).toEqual([
    '  postgres for reports/db on eu, us',
    '    one for all who ask here: shop/orders too',
    '    + acme-postgres: it fits: cloud "aws", tier "production", the most specific',
    '  network for reports/db on eu, which acme-postgres needs for it',
    '    one for "prod", made here, as this cluster is its home; taken from here by reports/db on us',
    '    + vpc: it fits: always, the most specific',
    '  network for reports/db on us, which acme-postgres needs for it',
    '    one for "prod", made on "eu", which is its home',
    '    + vpc: it is made on "eu", once for "prod"',
  ]);
  expect(section('shop/orders', 'Provisioned')).toEqual([
    '  postgres for shop/orders on dev',
    '    + cnpg-postgres: it fits: tier "development" or "staging", the most specific',
    '  postgres for shop/orders on eu, us',
    '    one for all who ask here, made for reports/db',
    '    + acme-postgres: it is one with that of reports/db, which owns it',
  ]);
});

test('a drawing leads from who shares a resource to who owns it, and names the cluster that it is made on', () => {
  const edges = edgeWords(drawn(index)).filter((edge) => / (shared|provisioned) /.test(edge));
  expect(edges).toEqual([
    'construct:reports/db provisioned provisioner::acme-postgres (postgres; prod)',
    'construct:reports/db provisioned provisioner::vpc (network; prod, on eu)',
    'construct:shop/orders provisioned provisioner::cnpg-postgres (postgres; dev)',
    'construct:shop/orders shared construct:reports/db (one postgres; prod)',
    'construct:shop/pictures provisioned provisioner::in-cluster-bucket (bucket; dev)',
    'construct:shop/pictures provisioned provisioner::s3-bucket (bucket; prod, on eu)',
  ]);
});

test('a drawing of an application has the owner of what it shares, and who shares what it owns', () => {
  const shared = (application: string) =>
    edgeWords(drawn(index, { application })).filter((edge) => edge.includes(' shared '));
  expect(shared('shop')).toEqual(['construct:shop/orders shared construct:reports/db (one postgres; prod)']);
  expect(shared('reports')).toEqual(shared('shop'));
});
