import { Size } from 'cdk8s';
import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { quantity, size } from '../../src/model/fields.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { isDnsLabel } from '../../src/model/names.ts';
import { host } from '../../src/model/text-fields.ts';
import { SERVICE_MONITOR } from './replicas.ts';
import { charts } from './versions.ts';

const NAMESPACE = 'grafana';
/** Secret with the name and the password of the administrator. */
const ADMIN = 'grafana-admin';
const GENERATORS = 'generators.external-secrets.io/v1alpha1';

/**
 * One Grafana for the platform, with the dashboards that stand in ConfigMaps on its cluster. The password of its administrator is made
 * on the cluster and stands in the Secret `grafana-admin`.
 */
export const grafana = component({
  name: 'grafana',
  chart: charts.grafana,
  namespace: NAMESPACE,
  on: 'hub',
  provides: [],
  requires: ['ExternalSecret.external-secrets.io', 'Password.generators.external-secrets.io'],
  podSecurity: 'baseline',
  options: z.strictObject({
    cluster: z
      .string()
      .refine(isDnsLabel, { error: 'must be a DNS label' })
      .default('hub')
      .describe('Name of its cluster, which the data source of the Prometheus beside it bears.'),
    storage: size({ min: Size.gibibytes(1) })
      .default(Size.gibibytes(10))
      .describe('Disk for what is changed by hand: users, and dashboards that no program makes.'),
    host: host()
      .optional()
      .describe(
        "DNS name by which it is reached, through the cluster's Gateway `platform`. Default: none, it is reached within the cluster.",
      ),
  }),
  values: ({ cluster, storage, host }, { brings }) => ({
    // The chart would make another password at every rendering.
    admin: { existingSecret: ADMIN, userKey: 'admin-user', passwordKey: 'admin-password' },
    // One disk, which two pods cannot have at a time.
    deploymentStrategy: { type: 'Recreate' },
    persistence: { enabled: true, size: quantity(storage) },
    testFramework: { enabled: false },
    serviceMonitor: { enabled: brings(SERVICE_MONITOR) },
    sidecar: {
      dashboards: {
        enabled: true,
        label: 'grafana_dashboard',
        labelValue: '1',
        searchNamespace: 'ALL',
        folderAnnotation: 'grafana_folder',
        provider: { foldersFromFilesStructure: true },
      },
      datasources: { enabled: true, label: 'grafana_datasource', labelValue: '1', searchNamespace: 'ALL' },
    },
    ...(brings('Prometheus.monitoring.coreos.com')
      ? { datasources: { 'datasources.yaml': ownPrometheus(cluster) } }
      : {}),
    ...(host === undefined ? {} : { route: { main: route(host) } }),
  }),
  setup: () => [{ name: 'admin', namespace: NAMESPACE, manifests: administrator() }],
});

/** The Prometheus of the same cluster, as the component beside it names it. */
function ownPrometheus(cluster: string): object {
  const url = 'http://kube-prometheus-stack-prometheus.monitoring.svc:9090';
  const source = { name: cluster, uid: cluster, type: 'prometheus', access: 'proxy', url, isDefault: true };
  return { apiVersion: 1, datasources: [source] };
}

function route(host: string): object {
  return { enabled: true, hostnames: [host], parentRefs: [{ name: 'platform', namespace: 'gateway-system' }] };
}

function administrator(): readonly Manifest[] {
  const metadata = { name: ADMIN, namespace: NAMESPACE };
  return [
    {
      apiVersion: GENERATORS,
      kind: 'Password',
      metadata,
      spec: { length: 32, digits: 8, symbols: 0, noUpper: false, allowRepeat: true },
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata,
      spec: {
        // Grafana takes the password at its first start alone.
        refreshPolicy: 'CreatedOnce',
        target: {
          name: ADMIN,
          creationPolicy: 'Owner',
          template: { engineVersion: 'v2', data: { 'admin-user': 'admin', 'admin-password': '{{ .password }}' } },
        },
        dataFrom: [{ sourceRef: { generatorRef: { apiVersion: GENERATORS, kind: 'Password', name: ADMIN } } }],
      },
    },
  ];
}
