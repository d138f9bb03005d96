import { spawnSync } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { ClusterSecretStore } from '../../constructs/cluster-secret-store.ts';
import { Secret } from '../../constructs/secret.ts';
import { SecretStore } from '../../constructs/secret-store.ts';
import { fromSecret } from '../../src/model/secret-ref.ts';
import { StoreChecker } from '../../src/schema/checker.ts';
import { SchemaStore } from '../../src/schema/store.ts';
import { readCertificate } from '../../src/sealing/certificate.ts';
import { sealingLabel } from '../../src/sealing/scope.ts';
import { seal } from '../../src/sealing/seal.ts';
import { sealedManifest } from '../../src/sealing/sealed-document.ts';
import { render, shop } from '../constructs/support.ts';
import { SealedFolder } from '../sealing/sealed-folder.ts';

const crds = path.resolve(__dirname, '../../../shared/crds');
const files = [
  'sealed-secrets/bitnami.com_sealedsecrets.yaml',
  'external-secrets/external-secrets.io_externalsecrets.yaml',
  'external-secrets/external-secrets.io_secretstores.yaml',
  'external-secrets/external-secrets.io_clustersecretstores.yaml',
];
const store = new SchemaStore();
for (const file of files) store.addCrd(parse(readFileSync(path.join(crds, file), 'utf8')), file);

const folder = mkdtempSync(path.join(tmpdir(), 'roadbed-openssl-'));
const sealedFolder = new SealedFolder();
const at = (name: string) => path.join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  sealedFolder.remove();
});

function openssl(...args: readonly string[]): Buffer {
  const { status, stdout, stderr } = spawnSync('openssl', args);
  if (status !== 0) throw new Error(stderr.toString());
  return stdout;
}

const value = 'a value of the shop: ünïcode, and a line feed\n';
const place = { namespace: 'shop', name: 'stripe' };
const template = { labels: { team: 'shop' }, annotations: { note: 'x' }, type: 'Opaque', data: {} };

/** A certificate as openssl makes it, of 4096 bits as the controller's. */
function certificate() {
  const subject = ['-subj', '/CN=sealed-secret/O=sealed-secret'];
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:4096',
    '-nodes',
    '-keyout',
    at('key.pem'),
    '-out',
    at('cert.pem'),
    '-days',
    '30',
    ...subject,
  );
  const found = readCertificate(readFileSync(at('cert.pem'), 'utf8'), 'cert.pem', new Date());
  if ('code' in found) throw new Error(found.found);
  return found;
}

const ours = certificate();

describe.each(['strict', 'namespace-wide', 'cluster-wide'] as const)('what is sealed %s', (scope) => {
  const secret = { ...place, values: new Map([['k', Buffer.from(value)]]), template };
  const sealed = seal({ secret, certificate: ours, scope }, '');
  if ('problems' in sealed) throw new Error('it is refused');

  test('is opened by openssl', () => {
    const bytes = Buffer.from(sealed.values.k ?? '', 'base64');
    const length = bytes.readUInt16BE(0);
    expect(length).toBe(512);
    writeFileSync(at('wrapped'), bytes.subarray(2, 2 + length));
    const label = Buffer.from(sealingLabel({ ...place, scope })).toString('hex');
    const options = [
      'rsa_padding_mode:oaep',
      'rsa_oaep_md:sha256',
      'rsa_mgf1_md:sha256',
      ...(label === '' ? [] : [`rsa_oaep_label:${label}`]),
    ];
    const session = openssl(
      'pkeyutl',
      '-decrypt',
      '-inkey',
      at('key.pem'),
      '-in',
      at('wrapped'),
      ...options.flatMap((option) => ['-pkeyopt', option]),
    );
    expect(session).toHaveLength(32);
    // The command line of openssl has no GCM; its counter mode with the counter that GCM begins at gives the text without the tag.
    writeFileSync(at('body'), bytes.subarray(2 + length, -16));
    const counter = '00000000000000000000000000000002';
    const text = openssl('enc', '-d', '-aes-256-ctr', '-K', session.toString('hex'), '-iv', counter, '-in', at('body'));
    expect(text.toString()).toBe(value);
    const decipher = createDecipheriv('aes-256-gcm', session, Buffer.alloc(12)).setAuthTag(bytes.subarray(-16));
    decipher.update(bytes.subarray(2 + length, -16));
    expect(() => decipher.final()).not.toThrow();
  });

  test('is a SealedSecret by the schema of Sealed Secrets', () => {
    expect(refused(sealedManifest(sealed))).toEqual([]);
  });
});

test('the id of a key is what openssl and sha256sum say of it', () => {
  writeFileSync(at('public.pem'), openssl('x509', '-in', at('cert.pem'), '-noout', '-pubkey'));
  const der = openssl('pkey', '-pubin', '-in', at('public.pem'), '-outform', 'der');
  writeFileSync(at('public.der'), der);
  const digest = openssl('dgst', '-sha256', '-r', at('public.der')).toString();
  expect(digest.slice(0, 16)).toBe(ours.id);
});

function refused(manifest: unknown): readonly string[] {
  const plain: unknown = JSON.parse(JSON.stringify(manifest));
  const { known, violations } = new StoreChecker(store).check(plain);
  return [...(known ? [] : ['no schema']), ...violations.map((one) => `${one.path}: ${one.found}`)];
}

const credential = fromSecret('credential', 'key');
const stores = [
  { aws: { region: 'eu-west-1', serviceAccount: 'a', role: 'arn:aws:iam::123456789012:role/a' } },
  { aws: { region: 'eu-west-1', accessKeyId: credential, secretAccessKey: credential } },
  { gcp: { project: 'acme', serviceAccount: 'a', clusterName: 'b', clusterLocation: 'c' } },
  { gcp: { project: 'acme', credentials: credential } },
  { azure: { vaultUrl: 'https://acme.vault.azure.net', serviceAccount: 'a' } },
  { azure: { vaultUrl: 'https://acme.vault.azure.net', managedIdentity: 'a' } },
  {
    azure: { vaultUrl: 'https://acme.vault.azure.net', tenantId: 't', clientId: credential, clientSecret: credential },
  },
  { vault: { server: 'https://vault', role: 'a', serviceAccount: 'b', caConfigMap: 'c', namespace: 'd' } },
  { vault: { server: 'https://vault', appRoleId: 'a', appRoleSecret: credential } },
  { vault: { server: 'https://vault', token: credential } },
];

test.each(stores)('a store passes the schema of External Secrets: %j', (props) => {
  const made = [
    new SecretStore(shop(), 'store', props),
    new ClusterSecretStore(shop(), 'store', { ...props, namespaces: ['shop'] }),
  ];
  expect(made.flatMap((one) => render(one)).flatMap(refused)).toEqual([]);
});

test('secrets with all props pass the schemas of their engines', () => {
  const common = { type: 'Opaque', labels: { a: 'b' }, annotations: { c: 'd' }, template: { url: 'https://{{ .k }}' } };
  const file = sealedFolder.seal('stripe.yaml', { values: { k: value }, scope: 'namespace-wide' });
  const made = [
    Secret.sealed(shop(), 'stripe', { files: [file], ...common }),
    Secret.external(shop(), 'stripe', {
      data: { k: { key: 'a', property: 'b', version: 'c' } },
      extract: ['d'],
      ...common,
    }),
  ];
  expect(made.flatMap((one) => render(one)).flatMap(refused)).toEqual([]);
});
