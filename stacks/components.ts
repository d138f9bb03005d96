import { argoCd } from '../constructs/components/argo-cd.ts';
import { certManager } from '../constructs/components/cert-manager.ts';
import { cloudNativePg } from '../constructs/components/cloud-native-pg.ts';
import { crossplane } from '../constructs/components/crossplane.ts';
import { envoyGateway } from '../constructs/components/envoy-gateway.ts';
import { externalSecrets } from '../constructs/components/external-secrets.ts';
import { kubePrometheusStack } from '../constructs/components/kube-prometheus-stack.ts';
import { sealedSecrets } from '../constructs/components/sealed-secrets.ts';
import { skupper } from '../constructs/components/skupper.ts';

/** The components that a platform gets unless it says otherwise. */
export const standardComponents = {
  argoCd,
  certManager,
  cloudNativePg,
  crossplane,
  envoyGateway,
  externalSecrets,
  kubePrometheusStack,
  sealedSecrets,
  skupper,
} as const;
