import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Application, Cluster, ComponentSet, Network, Platform, standardComponents, WebService } from 'roadbed';
import { resolveForTest } from 'roadbed/testing';
import { parse } from 'yaml';
import { type ApiClient, refusal } from './harness/api-client.ts';
import { upstreamCrds } from './harness/crds.ts';
import { at, type Json, objectOf, textAt } from './harness/json.ts';
import { put, TwoClusters } from './harness/two-clusters.ts';
import { holds, type Tools, withEngines } from './harness/with-engines.ts';

const SITE = 'skupper-site';
const cli = join(__dirname, '../../lib/src/cli/main.js');

/** A hub and an edge; with a host the link stands in git, without one a token is handed over. */
function outputOf(host: string | undefined): ReadonlyMap<string, string> {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
  const hub = Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://kubernetes.default.svc' });
  const eu = Cluster.existing(platform, 'eu', {
    environment: 'prod',
    server: 'https://eu.example:6443',
    tags: ['edge'],
  });
  new Network(platform, 'acme', { hub, edges: [eu], ...(host === undefined ? {} : { host }) });
  const { argoCd, certManager, externalSecrets, skupper } = standardComponents;
  const catalogue = { argoCd, certManager, externalSecrets, skupper };
  new ComponentSet(platform, 'components', catalogue, { edges: ['edge'] });
  new WebService(new Application(platform, 'shop', { owner: 'team-shop', clusters: [eu] }), 'api', {
    image: 'ghcr.io/acme/api:1.4.2',
    port: 8080,
  });
  const resolved = resolveForTest(platform);
  expect(resolved.problems).toEqual([]);
  return resolved.files();
}

function write(folder: string, files: ReadonlyMap<string, string>): string {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const deployment = (name: string, namespace: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: ${name}, image: registry.example/${name}}]}
`;

const hook = `
apiVersion: batch/v1
kind: Job
metadata:
  name: redis-secret-init
  annotations: {helm.sh/hook: pre-install}
spec:
  template:
    spec: {restartPolicy: Never, containers: [{name: init, image: registry.example/init}]}
`;

const settings = `
apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm}
data: {url: https://argocd.example}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cmd-params-cm}
`;

/** The upstream definitions of a group, as files of a chart. */
function definitions(group: string): Readonly<Record<string, string>> {
  const own = upstreamCrds().filter((crd) => textAt(crd, 'spec.group') === group);
  return Object.fromEntries(
    own
      .map((crd) => [`crds/${textAt(crd, 'metadata.name')}.yaml`, JSON.stringify(crd)])
      .map(([file = '', json = '']) => [file, yamlOf(json)]),
  );
}

/** Upstream's files are YAML, whose kinds stand on a line of their own. */
function yamlOf(json: string): string {
  const { apiVersion, kind, metadata, spec } = objectOf(JSON.parse(json));
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${JSON.stringify(metadata)}\nspec: ${JSON.stringify(spec)}\n`;
}

/** What controllers would do, in the short: nothing runs beside the API servers. */
class Controllers {
  readonly #clusters: TwoClusters;
  readonly #timer: NodeJS.Timeout;
  #busy = false;
  fault: unknown;

  constructor(clusters: TwoClusters) {
    this.#clusters = clusters;
    this.#timer = setInterval(() => void this.#turn(), 300);
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.fault !== undefined) throw this.fault;
  }

  async #turn(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (const client of [this.#clusters.hub, this.#clusters.edge]) await this.#each(client);
      await this.#applicationSets();
    } catch (error) {
      this.fault = error;
    }
    this.#busy = false;
  }

  async #each(client: ApiClient): Promise<void> {
    for (const namespace of ['skupper', 'argocd'])
      for (const one of await list(client, 'apps/v1', 'Deployment', namespace))
        await status(client, one, {
          observedGeneration: at(one, 'metadata.generation'),
          replicas: 1,
          readyReplicas: 1,
        });
    for (const kind of ['Site', 'Link', 'Listener'])
      for (const one of await list(client, 'skupper.io/v2alpha1', kind, SITE))
        await status(client, one, { status: 'Ready' });
    for (const one of await list(client, 'skupper.io/v2alpha1', 'AccessGrant', SITE))
      await status(client, one, { status: 'Ready', url: 'https://hub.example:9090/x', code: 'canary-code', ca: 'PEM' });
    for (const one of await list(client, 'skupper.io/v2alpha1', 'AccessToken', SITE)) {
      await status(client, one, { status: 'Ready', redeemed: true });
      const metadata = { name: textAt(one, 'metadata.name'), namespace: SITE };
      const endpoints = [{ name: 'edge', host: 'hub.example', port: '45671' }];
      await put(client, { apiVersion: 'skupper.io/v2alpha1', kind: 'Link', metadata, spec: { endpoints } });
    }
    for (const one of await list(client, 'v1', 'Secret', SITE)) {
      if (at(one, 'type') !== 'kubernetes.io/service-account-token' || at(one, 'data.token') !== undefined) continue;
      const path = `/api/v1/namespaces/${SITE}/serviceaccounts/argocd-manager/token`;
      const answer = await client.send(
        'POST',
        path,
        JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} }),
      );
      const data = {
        token: Buffer.from(textAt(answer.body, 'status.token')).toString('base64'),
        'ca.crt': Buffer.from('PEM').toString('base64'),
      };
      await merge(client, one, { data }, '');
    }
  }

  /** An Application for a cluster that is registered, and none for one that is not. */
  async #applicationSets(): Promise<void> {
    const { hub } = this.#clusters;
    const metadata = { name: 'network-acme-edge-eu', namespace: 'argocd', labels: { 'roadbed.dev/cluster': 'eu' } };
    const spec = {
      project: 'platform',
      destination: { name: 'eu' },
      source: { repoURL: 'https://github.com/acme/platform', path: '.' },
    };
    const application = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata, spec };
    const secrets = await list(hub, 'v1', 'Secret', 'argocd');
    const chosen = secrets.some(
      (one) =>
        at(objectOf(at(one, 'metadata.labels')), 'app') === undefined &&
        objectOf(at(one, 'metadata.labels'))['roadbed.dev/cluster'] === 'eu',
    );
    if (chosen) await put(hub, { ...application, status: undefined });
    const path = await hub.pathOf(application).catch(() => undefined);
    if (path === undefined) return;
    if (!chosen) await hub.send('DELETE', path);
    for (const one of await list(hub, 'argoproj.io/v1alpha1', 'Application', 'argocd'))
      await merge(
        hub,
        one,
        { status: { sync: { status: 'Synced', comparedTo: { destination: {}, source: { repoURL: 'x' } } } } },
        '',
      );
  }
}

async function list(client: ApiClient, apiVersion: string, kind: string, namespace: string): Promise<readonly Json[]> {
  if (!(await client.knows(apiVersion, kind))) return [];
  return (await client.list(apiVersion, kind, namespace)).map((one) => ({ apiVersion, kind, ...objectOf(one) }));
}

function status(client: ApiClient, object: Json, value: object): Promise<void> {
  return merge(client, object, { status: value }, '/status');
}

async function merge(client: ApiClient, object: Json, change: object, part: string): Promise<void> {
  const path = `${await client.pathOf(object)}${part}`;
  const refused = refusal(await client.send('PATCH', path, JSON.stringify(change), 'application/merge-patch+json'));
  if (refused !== undefined && !refused.startsWith('404')) throw new Error(`${textAt(object, 'kind')}: ${refused}`);
}

/** What a run of the command came to. */
interface Run {
  readonly status: number | null;
  readonly output: string;
  readonly steps: Readonly<Record<string, string>>;
}

function roadbed(args: readonly string[], clusters: TwoClusters, out: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args, '--out', out, '--json', '--timeout', '60s'], {
      env: clusters.env,
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      const output = Buffer.concat(chunks).toString();
      const steps = output.startsWith('{') ? JSON.parse(output).steps : [];
      resolve({
        status,
        output,
        steps: Object.fromEntries(steps.map((one: Json) => [one.id, `${one.state}: ${one.note}`])),
      });
    });
  });
}

async function secretOf(client: ApiClient, namespace: string, name: string): Promise<Json> {
  const { status, body } = await client.send('GET', `/api/v1/namespaces/${namespace}/secrets/${name}`);
  return status === 200 ? body : {};
}

const decoded = (secret: Json, key: string) =>
  Buffer.from(String(objectOf(secret.data)[key] ?? ''), 'base64').toString();

withEngines(['kube-apiserver', 'etcd', 'kubectl', 'helm'], 'joining two API servers', (tools: Tools) => {
  let clusters: TwoClusters;
  let controllers: Controllers;
  let byHost = '';
  let byToken = '';
  const contexts = ['--hub-context', 'hub', '--edge-context', 'edge'];

  beforeAll(async () => {
    clusters = await TwoClusters.start(tools, [
      {
        name: 'skupper',
        files: {
          ...definitions('skupper.io'),
          'templates/controller.yaml': deployment('skupper-controller', '{{ .Release.Namespace }}'),
        },
      },
      {
        name: 'argo-cd',
        files: {
          ...definitions('argoproj.io'),
          'templates/server.yaml': deployment('argocd-server', '{{ .Release.Namespace }}'),
          'templates/hook.yaml': hook,
          'templates/settings.yaml': settings,
        },
      },
    ]);
    controllers = new Controllers(clusters);
    byHost = write(join(tools.folder, 'by-host'), outputOf('van.acme.example'));
    byToken = write(join(tools.folder, 'by-token'), outputOf(undefined));
  }, 240_000);

  afterAll(async () => {
    controllers.stop();
    await clusters.stop();
  }, 60_000);

  /** What Argo CD and cert-manager would have brought to the hub. */
  async function hubNetwork(): Promise<void> {
    const { hub } = clusters;
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: SITE } };
    await put(hub, namespace);
    for (const crd of upstreamCrds().filter((one) => textAt(one, 'spec.group') === 'skupper.io')) await put(hub, crd);
    for (const kind of ['Site', 'Link', 'Listener', 'AccessGrant', 'AccessToken'])
      for (let tries = 0; tries < 100 && !(await hub.knows('skupper.io/v2alpha1', kind)); tries++)
        await new Promise((done) => setTimeout(done, 100));
    const metadata = (name: string) => ({ name, namespace: SITE });
    await put(hub, { apiVersion: 'skupper.io/v2alpha1', kind: 'Site', metadata: metadata('hub'), spec: {} });
    const listener = { routingKey: 'eu-api', host: 'api-eu', port: 443 };
    await put(hub, {
      apiVersion: 'skupper.io/v2alpha1',
      kind: 'Listener',
      metadata: metadata('api-eu'),
      spec: listener,
    });
    const data = Object.fromEntries(
      ['tls.crt', 'tls.key', 'ca.crt'].map((key) => [key, Buffer.from(`canary-${key}`).toString('base64')]),
    );
    await put(hub, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: metadata('link-eu'),
      type: 'kubernetes.io/tls',
      data,
    });
  }

  holds(
    'kube-apiserver',
    'the hub begins: Argo CD, its settings and the Application that brings all else, twice alike',
    async () => {
      for (const _ of [1, 2]) {
        const run = await roadbed(['join', 'hub', '--hub-context', 'hub'], clusters, byHost);
        expect(run).toMatchObject({ status: 0, output: expect.stringContaining('"done": true') });
        expect(Object.keys(run.steps)).toEqual([
          'clusters',
          'rights',
          'chart-argo-cd',
          'kinds',
          'settings',
          'root',
          'argocd',
        ]);
      }
      const path = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/roadbed';
      const { body } = await clusters.hub.send('GET', path);
      expect(textAt(body, 'spec.source.path')).toBe('dist/hub');
      const cm = await clusters.hub.send('GET', '/api/v1/namespaces/argocd/configmaps/argocd-cm');
      expect(cm.body.data).toMatchObject({
        url: 'https://argocd.example',
        'resource.customizations.health.argoproj.io_Application': expect.any(String),
      });
      return 2;
    },
    180,
  );

  holds(
    'kube-apiserver',
    'an edge joins, with rights, credential and tags, and twice alike',
    async () => {
      await hubNetwork();
      for (const _ of [1, 2]) {
        const run = await roadbed(['join', 'eu', ...contexts], clusters, byHost);
        expect(run).toMatchObject({ status: 0, output: expect.stringContaining('"done": true') });
        expect(Object.keys(run.steps)).toEqual([
          ...['clusters', 'rights', 'hub', 'chart-skupper', 'kinds', 'certificate', 'objects', 'site', 'link'],
          ...['listener', 'credential', 'argocd'],
        ]);
      }
      expect(decoded(await secretOf(clusters.edge, SITE, 'skupper-link'), 'tls.key')).toBe('canary-tls.key');
      const registration = await secretOf(clusters.hub, 'argocd', 'cluster-eu');
      expect(at(registration, 'metadata.labels')).toMatchObject({
        'argocd.argoproj.io/secret-type': 'cluster',
        'roadbed.dev/cluster': 'eu',
        'roadbed.dev/environment': 'prod',
        'roadbed.dev/tag.edge': 'true',
      });
      expect(decoded(registration, 'server')).toBe('https://api-eu.skupper-site.svc:443');
      const { bearerToken, tlsClientConfig } = JSON.parse(decoded(registration, 'config'));
      expect(tlsClientConfig).toEqual({
        insecure: false,
        serverName: 'kubernetes.default.svc',
        caData: Buffer.from('PEM').toString('base64'),
      });
      expect(bearerToken).toBe(decoded(await secretOf(clusters.hub, SITE, 'credential-eu'), 'token'));
      await mayDeliver(bearerToken);
      return 8;
    },
    240,
  );

  holds(
    'kube-apiserver',
    'joining again mends what is gone: the site, the account with its token, the controller',
    async () => {
      const before = decoded(await secretOf(clusters.hub, SITE, 'credential-eu'), 'token');
      const gone = [
        `/apis/skupper.io/v2alpha1/namespaces/${SITE}/sites/eu`,
        `/apis/skupper.io/v2alpha1/namespaces/${SITE}/links/hub`,
        `/api/v1/namespaces/${SITE}/secrets/argocd-manager-token`,
        `/api/v1/namespaces/${SITE}/serviceaccounts/argocd-manager`,
        '/apis/apps/v1/namespaces/skupper/deployments/skupper-controller',
      ];
      for (const path of gone) expect((await clusters.edge.send('DELETE', path)).status).toBe(200);
      expect(await roadbed(['join', 'eu', ...contexts], clusters, byHost)).toMatchObject({ status: 0 });
      for (const path of gone) expect((await clusters.edge.send('GET', path)).status).toBe(200);
      expect(decoded(await secretOf(clusters.hub, SITE, 'credential-eu'), 'token')).not.toBe(before);
      return gone.length;
    },
    120,
  );

  holds('kube-apiserver', 'what Argo CD delivers later to the edge changes nothing that joining applied', async () => {
    const files = joined(byHost);
    for (const { text, object } of files) {
      const path = await clusters.edge.pathOf(object);
      const { body } = await clusters.edge.send('GET', path);
      const query = new URLSearchParams({ fieldManager: 'argocd-controller', fieldValidation: 'Strict' });
      const answer = await clusters.edge.send('PATCH', `${path}?${query}`, text, 'application/apply-patch+yaml');
      expect([answer.status, at(answer.body, 'metadata.resourceVersion')]).toEqual([
        200,
        at(body, 'metadata.resourceVersion'),
      ]);
    }
    return files.length;
  });

  holds(
    'kube-apiserver',
    'contexts that are swapped, one, or of another cluster are refused, and nothing is changed',
    async () => {
      const swapped = await roadbed(['join', 'eu', '--hub-context', 'edge', '--edge-context', 'hub'], clusters, byHost);
      expect(swapped).toMatchObject({ status: 1, output: expect.stringMatching(/RB991(.|\n)*seem to be swapped/) });
      const one = await roadbed(['join', 'eu', '--hub-context', 'hub', '--edge-context', 'hub'], clusters, byHost);
      expect(one).toMatchObject({ status: 1, output: expect.stringContaining('both contexts are of one cluster') });
      const credential = await secretOf(clusters.hub, SITE, 'credential-eu');
      const identify = async (id: unknown) =>
        merge(
          clusters.hub,
          { apiVersion: 'v1', kind: 'Secret', ...credential },
          { metadata: { annotations: { 'roadbed.dev/cluster-id': id } } },
          '',
        );
      await identify('another');
      const other = await roadbed(['join', 'eu', ...contexts], clusters, byHost);
      expect(other).toMatchObject({
        status: 1,
        output: expect.stringContaining('another cluster than the one that joined'),
      });
      await identify(objectOf(at(credential, 'metadata.annotations'))['roadbed.dev/cluster-id']);
      return 3;
    },
    120,
  );

  holds(
    'kube-apiserver',
    'an edge leaves: Argo CD lets go of it first, nothing of the network is left, and twice alike',
    async () => {
      for (const _ of [1, 2])
        expect(await roadbed(['leave', 'eu', ...contexts], clusters, byHost)).toMatchObject({ status: 0 });
      expect(await secretOf(clusters.hub, 'argocd', 'cluster-eu')).toEqual({});
      expect(await secretOf(clusters.hub, SITE, 'credential-eu')).toEqual({});
      for (const path of [
        `/apis/skupper.io/v2alpha1/namespaces/${SITE}/sites/eu`,
        '/apis/rbac.authorization.k8s.io/v1/clusterroles/argocd-manager',
      ])
        expect((await clusters.edge.send('GET', path)).status).toBe(404);
      const space = await clusters.edge.send('GET', `/api/v1/namespaces/${SITE}`);
      expect(at(space.body, 'metadata.deletionTimestamp')).toBeDefined();
      await emptied(clusters.edge, space.body);
      return 6;
    },
    120,
  );

  holds(
    'kube-apiserver',
    'without a host a token of the hub is handed over, which is nowhere to be read, and a link that is up is left alone',
    async () => {
      const first = await roadbed(['join', 'eu', ...contexts], clusters, byToken);
      expect(first).toMatchObject({ status: 0, steps: { token: 'done: redeemed' } });
      const second = await roadbed(['join', 'eu', ...contexts], clusters, byToken);
      expect(second).toMatchObject({ status: 0, steps: { token: 'done: linked already' } });
      expect(first.output + second.output).not.toContain('canary');
      expect(await clusters.hub.list('skupper.io/v2alpha1', 'AccessGrant', SITE)).toEqual([]);
      return 3;
    },
    120,
  );

  /** The account may deliver what a platform delivers, and neither act as somebody else nor sign. */
  async function mayDeliver(token: string): Promise<void> {
    const review = async (verb: string, group: string, resource: string) => {
      const user = 'system:serviceaccount:skupper-site:argocd-manager';
      const spec = { user, groups: ['system:serviceaccounts'], resourceAttributes: { verb, group, resource } };
      const body = JSON.stringify({ apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec });
      const answer = await clusters.edge.send('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', body);
      return at(answer.body, 'status.allowed');
    };
    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sub).toContain('argocd-manager');
    expect(await review('create', 'apps', 'deployments')).toBe(true);
    expect(await review('escalate', 'rbac.authorization.k8s.io', 'clusterroles')).toBe(true);
    expect(await review('impersonate', '', 'users')).toBe(false);
    expect(await review('approve', 'certificates.k8s.io', 'signers')).toBe(false);
  }
});

/** No controller runs that would empty a namespace that is being deleted. */
async function emptied(client: ApiClient, namespace: Json): Promise<void> {
  for (const kind of ['Site', 'Link', 'Connector', 'AccessToken'])
    for (const one of await list(client, 'skupper.io/v2alpha1', kind, SITE))
      await client.send('DELETE', await client.pathOf(one));
  const body = JSON.stringify({ ...namespace, spec: { finalizers: [] } });
  expect((await client.send('PUT', `/api/v1/namespaces/${SITE}/finalize`, body)).status).toBe(200);
}

/** The objects that joining applies, as they stand in the output. */
function joined(folder: string): readonly { readonly text: string; readonly object: unknown }[] {
  const text = readFileSync(join(folder, 'bootstrap/eu/objects.yaml'), 'utf8');
  return text.split(/^---$/m).map((one) => ({ text: one, object: parse(one) }));
}
