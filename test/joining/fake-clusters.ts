import { parseAllDocuments } from 'yaml';
import type { CommandEnd, RunCommand } from '../../src/joining/command.ts';
import { member } from '../../src/model/member.ts';

type Fields = Record<string, unknown>;

const token = 'canary-token-4f1c';

/** A cluster that a kubeconfig has a context for: what it holds, and what is wrong with it. */
class FakeCluster {
  readonly objects = new Map<string, Fields>();
  /** What kubectl complains of whatever it is asked. */
  complaint: string | undefined;
  /** Words of `kubectl auth can-i` that are answered with no. */
  readonly forbidden = new Set<string>();
  /** Kinds of which the cluster takes no object. */
  readonly refuses = new Set<string>();
  /** Whether Argo CD compares its Applications with git. */
  synced = false;
  /** Kinds whose objects never become ready. */
  readonly stuck = new Set<string>();

  constructor(id: string) {
    this.put({ kind: 'Namespace', metadata: { name: 'kube-system', uid: id } });
  }

  put(object: Fields): void {
    const key = keyOf(object);
    const before = this.objects.get(key) ?? {};
    const [labels, annotations] = ['labels', 'annotations'].map((part) => ({
      ...Object(member(before.metadata, part)),
      ...Object(member(object.metadata, part)),
    }));
    this.objects.set(key, { ...before, ...object, metadata: { ...Object(object.metadata), labels, annotations } });
  }

  get(type: string, name: string, namespace?: string): Fields | undefined {
    return this.objects.get(`${kindOf(type)}/${namespace ?? ''}/${name}`);
  }

  /** What the controllers of the cluster make of what it holds. */
  settle(): void {
    for (const object of [...this.objects.values()]) {
      const kind = String(object.kind);
      if (this.stuck.has(kind)) object.status = { status: 'Pending', message: 'no pod is scheduled' };
      else if (['Site', 'Link', 'Listener'].includes(kind)) object.status = { status: 'Ready', remoteSiteName: 'hub' };
      else if (kind === 'Application' && this.synced) object.status = { sync: { status: 'Synced' } };
      else if (kind === 'Deployment') object.status = { readyReplicas: 1 };
      else if (kind === 'AccessGrant')
        object.status = { url: 'https://hub.example/x', code: 'canary-code-77', ca: 'PEM' };
      else if (kind === 'AccessToken') this.#redeem(object);
      else if (object.type === 'kubernetes.io/service-account-token')
        object.data ??= { token: encoded(token), 'ca.crt': encoded('PEM') };
    }
  }

  #redeem(object: Fields): void {
    if (object.status !== undefined) return;
    object.status = { redeemed: true };
    this.put({ kind: 'Link', metadata: { name: 'hub', namespace: 'skupper-site' }, status: { status: 'Ready' } });
  }
}

/** Two clusters behind a kubectl and a helm that tests look into. */
export class FakeClusters {
  readonly hub = new FakeCluster('id-of-hub');
  readonly edge = new FakeCluster('id-of-eu');
  /** Every argument that a program was given. */
  readonly said: string[] = [];
  /** Programs that are not there. */
  readonly missing = new Set<string>();
  /** What Helm prints. */
  chart =
    'kind: Deployment\nmetadata: {name: skupper-controller}\n---\nkind: CustomResourceDefinition\nmetadata: {name: sites.skupper.io}\nspec: {group: skupper.io, names: {kind: Site}}\n';

  constructor() {
    const namespace = 'skupper-site';
    this.hub.put({
      kind: 'Application',
      metadata: { name: 'roadbed', namespace: 'argocd' },
      status: { sync: { status: 'Synced' } },
    });
    this.hub.put({ kind: 'Site', metadata: { name: 'hub', namespace } });
    this.hub.put({ kind: 'Listener', metadata: { name: 'api-eu', namespace } });
    const data = Object.fromEntries(['tls.crt', 'tls.key', 'ca.crt'].map((key) => [key, encoded(`canary-${key}`)]));
    this.hub.put({ kind: 'Secret', metadata: { name: 'link-eu', namespace }, data });
  }

  readonly run: RunCommand = async (program, args, input = '') => {
    this.said.push(program, ...args);
    if (this.missing.has(program)) return { ...ended(''), status: undefined, isMissing: true };
    if (program === 'helm') return ended(this.chart);
    if (args[0] === 'config') return ended('hub\neu\n');
    const cluster = args[0] === '--context=hub' ? this.hub : this.edge;
    if (cluster.complaint !== undefined) return complained(cluster.complaint);
    cluster.settle();
    const end = answer(cluster, args.slice(2), input);
    this.#applicationSets();
    return end;
  };

  /** Argo CD has an Application for a cluster whose Secret says which one it is, and for no other. */
  #applicationSets(): void {
    const labels = member(member(this.hub.get('secrets', 'cluster-eu', 'argocd'), 'metadata'), 'labels');
    const key = 'application/argocd/network-acme-edge-eu';
    if (member(labels, 'roadbed.dev/cluster') !== 'eu') this.hub.objects.delete(key);
    else if (!this.hub.objects.has(key) && !this.hub.stuck.has('Application'))
      this.hub.objects.set(key, {
        kind: 'Application',
        metadata: { name: 'network-acme-edge-eu', namespace: 'argocd', labels: { 'roadbed.dev/cluster': 'eu' } },
        status: { sync: { status: 'Synced' } },
      });
  }
}

function answer(cluster: FakeCluster, [verb = '', ...args]: readonly string[], input: string): CommandEnd {
  const option = (name: string) => args.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const namespace = option('namespace');
  const [type = '', name = ''] = args.filter((word) => !word.startsWith('--'));
  switch (verb) {
    case 'auth':
      return ended(cluster.forbidden.has(args[1] ?? '') ? 'no\n' : 'yes\n');
    case 'version':
      return ended(JSON.stringify({ serverVersion: { gitVersion: 'v1.36.1' } }));
    case 'api-versions':
      return ended('v1\napps/v1\n');
    case 'get':
      if (type.startsWith('customresourcedefinitions')) return ended(servedKinds(cluster));
      return name === ''
        ? listed(cluster, kindOf(type), namespace, option('selector'))
        : ended(JSON.stringify(cluster.get(type, name, namespace) ?? '').replace(/^""$/, ''));
    case 'apply':
      return applied(cluster, input, namespace);
    case 'label': {
      const labels = Object(member(cluster.get(type, name, namespace)?.metadata, 'labels'));
      for (const word of args) if (word.endsWith('-')) delete labels[word.slice(0, -1)];
      return ended('labeled\n');
    }
    case 'delete':
      return ended(cluster.objects.delete(`${kindOf(type)}/${namespace ?? ''}/${name}`) ? `${type}/${name}\n` : '');
    default:
      return ended('');
  }
}

function servedKinds(cluster: FakeCluster): string {
  const kinds = [...cluster.objects.values()].filter(({ kind }) => kind === 'CustomResourceDefinition');
  return kinds.map(({ spec }) => `${member(member(spec, 'names'), 'kind')}.${member(spec, 'group')}\n`).join('');
}

function listed(
  cluster: FakeCluster,
  kind: string,
  namespace: string | undefined,
  selector: string | undefined,
): CommandEnd {
  const [key, value] = selector?.split('=') ?? [];
  const items = [...cluster.objects]
    .filter(([id]) => id.startsWith(`${kind}/${namespace ?? ''}/`))
    .map(([, object]) => object);
  const chosen = items.filter(({ metadata }) => key === undefined || member(member(metadata, 'labels'), key) === value);
  return ended(JSON.stringify({ items: chosen }));
}

function applied(cluster: FakeCluster, text: string, namespace: string | undefined): CommandEnd {
  const names: string[] = [];
  for (const document of parseAllDocuments(text)) {
    const object: Fields = document.toJS();
    if (cluster.refuses.has(String(object.kind)))
      return complained(`Error from server (Invalid): ${object.kind} is not valid`);
    cluster.put({
      ...object,
      metadata: { ...(namespace === undefined ? {} : { namespace }), ...Object(object.metadata) },
    });
    names.push(keyOf(object));
  }
  return ended(names.join('\n'));
}

function keyOf(object: Fields): string {
  const { name, namespace } = Object(object.metadata);
  return `${String(object.kind).toLowerCase()}/${namespace ?? ''}/${name}`;
}

/** `sites.skupper.io`, `Site.v2alpha1.skupper.io` and `Site` are one kind. */
function kindOf(type: string): string {
  return (type.split('.')[0] ?? '').toLowerCase().replace(/s$/, '');
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}

function ended(stdout: string): CommandEnd {
  return { status: 0, stdout, stderr: '', isMissing: false };
}

function complained(stderr: string): CommandEnd {
  return { status: 1, stdout: '', stderr, isMissing: false };
}
