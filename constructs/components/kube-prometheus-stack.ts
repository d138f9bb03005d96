import { Size } from 'cdk8s';
import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { quantity, size } from '../../src/model/fields.ts';
import { CERTIFICATE, POD_MONITOR, replicas, SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

/** Prometheus and Alertmanager with what a cluster tells of itself. Grafana, one for the platform, is not in it. */
export const kubePrometheusStack = component({
  name: 'kube-prometheus-stack',
  chart: charts.kubePrometheusStack,
  namespace: 'monitoring',
  on: 'all',
  provides: [
    SERVICE_MONITOR,
    POD_MONITOR,
    ...[
      'Alertmanager',
      'AlertmanagerConfig',
      'Probe',
      'Prometheus',
      'PrometheusAgent',
      'PrometheusRule',
      'ScrapeConfig',
      'ThanosRuler',
    ].map((kind) => `${kind}.monitoring.coreos.com`),
  ],
  // The exporter of a node's metrics sees the node.
  podSecurity: 'privileged',
  options: z.strictObject({
    replicas: replicas(),
    retentionDays: z.int().min(1).max(365).default(10).describe('Days that metrics are kept.'),
    storage: size({ min: Size.gibibytes(1) })
      .default(Size.gibibytes(50))
      .describe('Disk of each Prometheus; of an Alertmanager it is 2 GiB.'),
    controlPlane: z
      .boolean()
      .default(false)
      .describe(
        'Whether etcd, the scheduler, the controller manager and the proxy can be read: no managed control plane lets them.',
      ),
    runbooks: z
      .url()
      .default('https://runbooks.prometheus-operator.dev/runbooks')
      .describe("Where the runbooks of the chart's own alerts are."),
  }),
  values: ({ replicas, retentionDays, storage, controlPlane, runbooks }, { brings }) => {
    const everything = Object.fromEntries(
      ['serviceMonitor', 'podMonitor', 'probe', 'rule', 'scrapeConfig'].map((what) => [
        `${what}SelectorNilUsesHelmValues`,
        false,
      ]),
    );
    const part = { enabled: controlPlane };
    return {
      crds: { enabled: true },
      grafana: { enabled: false },
      // Argo CD renders the chart: a certificate that the chart made by itself would be another one each time.
      prometheusOperator: { admissionWebhooks: { certManager: { enabled: brings(CERTIFICATE) } } },
      defaultRules: { runbookUrl: runbooks },
      kubeEtcd: part,
      kubeScheduler: part,
      kubeControllerManager: part,
      kubeProxy: part,
      prometheus: {
        podDisruptionBudget: { enabled: replicas > 1 },
        prometheusSpec: {
          replicas,
          retention: `${retentionDays}d`,
          storageSpec: volume(quantity(storage)),
          ...everything,
        },
      },
      alertmanager: { alertmanagerSpec: { replicas, storage: volume('2Gi') } },
    };
  },
});

function volume(storage: string): object {
  return { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } } };
}
