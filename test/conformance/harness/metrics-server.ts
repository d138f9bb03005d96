import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import type { ApiClient } from './api-client.ts';
import { at, listAt, textAt } from './json.ts';

const version = 'metrics.k8s.io/v1beta1';
const served = [
  { name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] },
  { name: 'nodes', singularName: '', namespaced: false, kind: 'NodeMetrics', verbs: ['get', 'list'] },
];

/**
 * Serves an API server the usage of pods, of which there is none as nothing runs in them: each uses so many percent of the processor
 * time that it asks for.
 */
export class MetricsServer {
  readonly #client: ApiClient;
  readonly #server: Server;
  /** Processor time that each pod uses, in percent of what it asks for. */
  percent = 50;

  /** Takes the certificate of the API server for its own, as both are on loopback. */
  constructor(client: ApiClient, certificates: string) {
    this.#client = client;
    const read = (name: string) => readFileSync(join(certificates, name));
    this.#server = createServer({ cert: read('apiserver.crt'), key: read('apiserver.key') }, (request, response) => {
      this.#answer(request.url ?? '').then(
        (body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }

  /** Listens, and tells the API server where. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const metadata = { name: 'metrics-server', namespace: 'kube-system' };
    const ports = [{ port, protocol: 'TCP' }];
    const spec = { type: 'ExternalName', externalName: 'localhost', ports };
    const [group, groupVersion] = version.split('/');
    for (const object of [
      { apiVersion: 'v1', kind: 'Service', metadata, spec },
      {
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: `${groupVersion}.${group}` },
        spec: {
          group,
          version: groupVersion,
          groupPriorityMinimum: 100,
          versionPriority: 100,
          insecureSkipTLSVerify: true,
          service: { ...metadata, port },
        },
      },
    ]) {
      await this.#client.apply(object, JSON.stringify(object));
    }
  }

  /** Takes itself from the API server, and listens no more. */
  async stop(): Promise<void> {
    await this.#client.send('DELETE', '/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io');
    await this.#client.send('DELETE', '/api/v1/namespaces/kube-system/services/metrics-server');
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(url: string): Promise<unknown> {
    const place = /^\/apis\/metrics\.k8s\.io\/v1beta1\/namespaces\/([^/?]+)\/pods(\?.*)?$/.exec(url);
    if (place === null) return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: version, resources: served };
    const [, namespace = '', query = ''] = place;
    const { body } = await this.#client.send('GET', `/api/v1/namespaces/${namespace}/pods${query}`);
    const items = listAt(body, 'items')
      .filter((pod) => at(pod, 'status.phase') === 'Running')
      .map((pod) => this.#usageOf(pod));
    return { kind: 'PodMetricsList', apiVersion: version, metadata: {}, items };
  }

  #usageOf(pod: unknown): unknown {
    const [name, namespace] = [textAt(pod, 'metadata.name'), textAt(pod, 'metadata.namespace')];
    const containers = listAt(pod, 'spec.containers').map((container) => {
      const cpu = `${Math.round((millicores(textAt(container, 'resources.requests.cpu')) * this.percent) / 100)}m`;
      return { name: textAt(container, 'name'), usage: { cpu, memory: '16Mi' } };
    });
    return { metadata: { name, namespace }, timestamp: new Date().toISOString(), window: '30s', containers };
  }
}

function millicores(quantity: string): number {
  return quantity.endsWith('m') ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000;
}
