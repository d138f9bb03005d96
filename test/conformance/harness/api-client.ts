import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { Guarded } from './guarded.ts';
import { at, type Json, listAt, objectOf, textAt } from './json.ts';

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly warnings: readonly string[];
}

/** Where the objects of a kind are. */
interface Resource {
  readonly root: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Name under which these tests own fields. */
const fieldManager = 'roadbed-conformance';

/**
 * Speaks with an API server by its REST interface, through `kubectl proxy` on a socket in a folder of its own: so any way of
 * logging in that a kubeconfig can hold works.
 */
export class ApiClient {
  readonly #socket: string;
  readonly #proxy: Guarded;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });
  readonly #resources = new Map<string, Resource>();

  private constructor(folder: string, kubectl: string, kubeconfig: string) {
    this.#socket = join(folder, 'api.sock');
    const args = [`--kubeconfig=${kubeconfig}`, 'proxy', `--unix-socket=${this.#socket}`];
    this.#proxy = new Guarded(kubectl, args, join(folder, 'proxy.log'));
  }

  /** Opens a connection; the folder takes its socket. */
  static async open(folder: string, kubectl: string, kubeconfig: string): Promise<ApiClient> {
    const client = new ApiClient(folder, kubectl, kubeconfig);
    const isReady = () =>
      client.send('GET', '/readyz').then(
        ({ status }) => status === 200,
        () => false,
      );
    await client.#proxy.until('ready', isReady, 30);
    return client;
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    this.#agent.destroy();
    await this.#proxy.stop();
  }

  /** Sends a request; a body is text as it stands. A server that asks to come back later, as one does that has just learnt a kind, is asked again. */
  async send(method: string, path: string, body?: string, type = 'application/json'): Promise<Answer> {
    for (let left = 50; ; left -= 1) {
      const answer = await this.#sendOnce(method, path, body, type);
      if (answer.status !== 429 || left === 0) return answer;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  #sendOnce(method: string, path: string, body: string | undefined, type: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) };
      const sent = request({ socketPath: this.#socket, agent: this.#agent, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const warnings = [response.headers.warning ?? []].flat().flatMap(warningTexts);
          resolve({ status: response.statusCode ?? 0, body: parsed(text), warnings });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /**
   * Applies an object on the server's side, as YAML or JSON text as it stands, with strict field validation.
   *
   * @throws Error if no kind of the server is named as the object's
   */
  async apply(object: unknown, text: string, options: { readonly dryRun?: boolean } = {}): Promise<Answer> {
    const query = new URLSearchParams({ fieldManager, fieldValidation: 'Strict', force: 'true' });
    if (options.dryRun) query.set('dryRun', 'All');
    const path = `${await this.pathOf(object)}?${query}`;
    return this.send('PATCH', path, text, 'application/apply-patch+yaml');
  }

  /** Where an object is. */
  async pathOf(object: unknown): Promise<string> {
    const resource = await this.resourceOf(textAt(object, 'apiVersion'), textAt(object, 'kind'));
    const name = encodeURIComponent(textAt(object, 'metadata.name'));
    return `${collectionPath(resource, textAt(object, 'metadata.namespace'))}/${name}`;
  }

  /** The objects of a kind in a namespace. */
  async list(apiVersion: string, kind: string, namespace: string): Promise<readonly unknown[]> {
    const resource = await this.resourceOf(apiVersion, kind);
    const { status, body } = await this.send('GET', collectionPath(resource, namespace));
    if (status !== 200) throw new Error(`no list of ${kind}: ${textAt(body, 'message')}`);
    return listAt(body, 'items');
  }

  /** Whether the server knows a kind. */
  async knows(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.#find(apiVersion, kind)) !== undefined;
  }

  /** The resource of a kind. */
  async resourceOf(apiVersion: string, kind: string): Promise<Resource> {
    const found = await this.#find(apiVersion, kind);
    if (found === undefined) throw new Error(`the server knows no ${kind} of ${apiVersion}`);
    return found;
  }

  async #find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const key = `${apiVersion} ${kind}`;
    const known = this.#resources.get(key);
    if (known !== undefined) return known;
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { body } = await this.send('GET', root);
    for (const one of listAt(body, 'resources').map(objectOf)) {
      const plural = textAt(one, 'name');
      if (plural.includes('/')) continue;
      const resource = { root, plural, namespaced: one.namespaced === true };
      this.#resources.set(`${apiVersion} ${textAt(one, 'kind')}`, resource);
    }
    return this.#resources.get(key);
  }
}

function collectionPath({ root, plural, namespaced }: Resource, namespace: string): string {
  return namespaced
    ? `${root}/namespaces/${encodeURIComponent(namespace || 'default')}/${plural}`
    : `${root}/${plural}`;
}

/** The texts of a header `299 - "text", 299 - "text"`. */
function warningTexts(header: string): readonly string[] {
  return [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text.replaceAll('\\', ''));
}

function parsed(text: string): Json {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return { message: text };
  }
}

/** What the server says against an object. */
export function refusal({ status, body }: Answer): string | undefined {
  return status < 300 ? undefined : `${status} ${String(at(body, 'message'))}`;
}
