import { argoCd } from '../constructs/components/argo-cd.ts';
import { argoEvents } from '../constructs/components/argo-events.ts';
import { argoWorkflows } from '../constructs/components/argo-workflows.ts';
import { certManager } from '../constructs/components/cert-manager.ts';
import { cloudNativePg } from '../constructs/components/cloud-native-pg.ts';
import { crossplane } from '../constructs/components/crossplane.ts';
import { envoyGateway } from '../constructs/components/envoy-gateway.ts';
import { externalSecrets } from '../constructs/components/external-secrets.ts';
import { grafana } from '../constructs/components/grafana.ts';
import { k8sgpt } from '../constructs/components/k8sgpt.ts';
import { kubePrometheusStack } from '../constructs/components/kube-prometheus-stack.ts';
import { localAi } from '../constructs/components/local-ai.ts';
import { openCost } from '../constructs/components/open-cost.ts';
import { openTelemetryCollector } from '../constructs/components/opentelemetry-collector.ts';
import { sealedSecrets } from '../constructs/components/sealed-secrets.ts';
import { skupper } from '../constructs/components/skupper.ts';
import { splunkOtelCollector } from '../constructs/components/splunk-otel-collector.ts';
import { velero } from '../constructs/components/velero.ts';

/** The components that a platform gets unless it says otherwise. */
export const standardComponents = {
  argoCd,
  argoEvents,
  argoWorkflows,
  certManager,
  cloudNativePg,
  crossplane,
  envoyGateway,
  externalSecrets,
  grafana,
  k8sgpt,
  kubePrometheusStack,
  openCost,
  sealedSecrets,
  skupper,
} as const;

/** Components that are there only where a platform gives them settings, `{}` at least. */
export const furtherComponents = { localAi, openTelemetryCollector, splunkOtelCollector, velero } as const;

/** All of Roadbed's own components. */
export const allComponents = { ...standardComponents, ...furtherComponents } as const;
