import type { ComponentChart } from '../../src/model/component.ts';

/** The charts of all components and their versions: what this version of Roadbed is checked with. */
export const charts = {
  argoCd: chart('https://argoproj.github.io/argo-helm', 'argo-cd', '10.1.1'),
  argoEvents: chart('https://argoproj.github.io/argo-helm', 'argo-events', '2.4.22'),
  argoWorkflows: chart('https://argoproj.github.io/argo-helm', 'argo-workflows', '1.0.18'),
  certManager: chart('https://charts.jetstack.io', 'cert-manager', 'v1.21.1'),
  cloudNativePg: chart('https://cloudnative-pg.github.io/charts', 'cloudnative-pg', '0.29.0'),
  crossplane: chart('https://charts.crossplane.io/stable', 'crossplane', '2.3.4'),
  envoyGateway: chart('oci://docker.io/envoyproxy', 'gateway-helm', 'v1.9.0'),
  externalSecrets: chart('https://charts.external-secrets.io', 'external-secrets', '2.9.0'),
  grafana: chart('https://grafana-community.github.io/helm-charts', 'grafana', '12.11.1'),
  k8sgpt: chart('https://charts.k8sgpt.ai', 'k8sgpt-operator', '0.2.27'),
  karpenter: chart('oci://public.ecr.aws/karpenter', 'karpenter', '1.13.0'),
  kubePrometheusStack: chart('https://prometheus-community.github.io/helm-charts', 'kube-prometheus-stack', '88.5.3'),
  localAi: chart('https://go-skynet.github.io/helm-charts', 'local-ai', '3.4.2'),
  openCost: chart('https://opencost.github.io/opencost-helm-chart', 'opencost', '2.5.17'),
  openTelemetryCollector: chart(
    'https://open-telemetry.github.io/opentelemetry-helm-charts',
    'opentelemetry-collector',
    '0.170.0',
  ),
  sealedSecrets: chart('https://bitnami-labs.github.io/sealed-secrets', 'sealed-secrets', '2.18.5'),
  skupper: chart('oci://quay.io/skupper/helm', 'skupper', '2.2.1'),
  splunkOtelCollector: chart(
    'https://signalfx.github.io/splunk-otel-collector-chart',
    'splunk-otel-collector',
    '0.158.0',
  ),
  velero: chart('https://vmware-tanzu.github.io/helm-charts', 'velero', '12.1.0'),
} as const;

/** Providers of Crossplane for clouds: of each a package for every service and one that they share, released together. */
export const providerFamilies = {
  aws: { repository: 'xpkg.crossplane.io/crossplane-contrib', version: 'v2.6.0' },
  azure: { repository: 'xpkg.crossplane.io/crossplane-contrib', version: 'v2.7.0' },
  gcp: { repository: 'xpkg.crossplane.io/crossplane-contrib', version: 'v3.0.0' },
} as const;

/** Providers of Crossplane that are no cloud's, with the API groups of their kinds. */
export const crossplaneProviders = {
  helm: {
    image: 'xpkg.crossplane.io/crossplane-contrib/provider-helm:v1.4.0',
    groups: ['helm.m.crossplane.io', 'helm.crossplane.io'],
  },
  kubernetes: {
    image: 'xpkg.crossplane.io/crossplane-contrib/provider-kubernetes:v1.2.1',
    groups: ['kubernetes.m.crossplane.io', 'kubernetes.crossplane.io'],
  },
  terraform: {
    image: 'xpkg.upbound.io/upbound/provider-terraform:v1.0.0',
    groups: ['tf.m.upbound.io', 'tf.upbound.io'],
  },
} as const;

/** Plugins of Velero for the stores of clouds, in the line that goes with the chart's Velero. */
export const veleroPlugins = {
  aws: 'docker.io/velero/velero-plugin-for-aws:v1.14.2',
  gcp: 'docker.io/velero/velero-plugin-for-gcp:v1.14.2',
} as const;

function chart(repository: string, name: string, version: string): ComponentChart {
  return { repository, name, version };
}
