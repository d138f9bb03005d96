import type { Manifest } from '../../src/model/manifest.ts';
import { shortName } from '../../src/model/names.ts';
import { prometheusHost, prometheusRoutingKey, SKUPPER } from './names.ts';

type Labels = Readonly<Record<string, string>>;

/** Service of the Prometheus that the component `kubePrometheusStack` brings, and its port. */
const SERVICE = 'kube-prometheus-stack-prometheus.monitoring.svc';
const PORT = 9090;

/** Connects the Prometheus of an edge to the network. */
export function prometheusConnector(edge: string, labels: Labels): Manifest {
  return {
    apiVersion: SKUPPER,
    kind: 'Connector',
    metadata: { name: 'prometheus', labels },
    spec: { routingKey: prometheusRoutingKey(edge), host: SERVICE, port: PORT },
  };
}

/** Where the hub finds the Prometheus of an edge, and the data source by which Grafana reads it. */
export function prometheusAtHub(edge: string, namespace: string, labels: Labels): readonly Manifest[] {
  const host = prometheusHost(edge);
  return [
    {
      apiVersion: SKUPPER,
      kind: 'Listener',
      metadata: { name: host, labels },
      spec: { routingKey: prometheusRoutingKey(edge), host, port: PORT },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: shortName(`grafana-${edge}`, 63), labels: { ...labels, grafana_datasource: '1' } },
      // The sidecar writes each key as a file of this name, of all namespaces into one folder.
      data: { [`cluster-${edge}.yaml`]: dataSource(edge, `http://${host}.${namespace}.svc:${PORT}`) },
    },
  ];
}

/** Grafana's own format, which is YAML and so JSON. What is in no file any more goes. */
function dataSource(edge: string, url: string): string {
  const source = { name: edge, uid: edge, type: 'prometheus', access: 'proxy', url, jsonData: { httpMethod: 'POST' } };
  return `${JSON.stringify({ apiVersion: 1, prune: true, datasources: [source] }, undefined, 1)}\n`;
}
