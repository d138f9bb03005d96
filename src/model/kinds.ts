/** Kinds of Kubernetes itself that stand outside any namespace, as `Kind.group`. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'PersistentVolume',
  'ClusterRole.rbac.authorization.k8s.io',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
  'APIService.apiregistration.k8s.io',
  'StorageClass.storage.k8s.io',
  'CSIDriver.storage.k8s.io',
  'CSINode.storage.k8s.io',
  'VolumeAttachment.storage.k8s.io',
  'VolumeAttributesClass.storage.k8s.io',
  'IngressClass.networking.k8s.io',
  'IPAddress.networking.k8s.io',
  'ServiceCIDR.networking.k8s.io',
  'RuntimeClass.node.k8s.io',
  'PriorityClass.scheduling.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'MutatingAdmissionPolicy.admissionregistration.k8s.io',
  'MutatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'CertificateSigningRequest.certificates.k8s.io',
  'ClusterTrustBundle.certificates.k8s.io',
  'FlowSchema.flowcontrol.apiserver.k8s.io',
  'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io',
  'DeviceClass.resource.k8s.io',
  'ResourceSlice.resource.k8s.io',
]);

/** Custom kinds of well-known engines that stand outside any namespace, as `Kind.group`. */
const CUSTOM_CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'GatewayClass.gateway.networking.k8s.io',
  'ClusterIssuer.cert-manager.io',
  'ClusterSecretStore.external-secrets.io',
  'ClusterExternalSecret.external-secrets.io',
  'ClusterPushSecret.external-secrets.io',
  'ClusterPolicy.kyverno.io',
  'NodePool.karpenter.sh',
  'EC2NodeClass.karpenter.k8s.aws',
]);

/** Whether a kind, as `Kind.group`, stands outside any namespace. */
export function isClusterScoped(kind: string): boolean {
  return CLUSTER_SCOPED.has(kind) || CUSTOM_CLUSTER_SCOPED.has(kind) || isCrossplanesOutside(kind);
}

/**
 * Crossplane's own kinds stand outside any namespace but Usage, and those of its providers did before the groups with an `m`, in which just
 * ClusterProviderConfig does.
 */
function isCrossplanesOutside(kind: string): boolean {
  if (!kind.endsWith('.crossplane.io') && !kind.endsWith('.upbound.io')) return false;
  if (kind.startsWith('ClusterProviderConfig.')) return true;
  return !/\.m\.(crossplane|upbound)\.io$/.test(kind) && kind !== 'Usage.protection.crossplane.io';
}

/** Kinds whose loss loses data, whoever made them. */
const STATEFUL: ReadonlySet<string> = new Set([
  'Namespace',
  'CustomResourceDefinition.apiextensions.k8s.io',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StatefulSet.apps',
  'Cluster.postgresql.cnpg.io',
]);

/** Whether losing an object of this kind, as `Kind.group`, loses data. */
export function isStatefulKind(kind: string): boolean {
  return STATEFUL.has(kind);
}

/**
 * Order in which engines apply kinds within one wave, as Argo CD and Helm do: a lower rank comes first. Kinds that are not in
 * the list come last.
 */
const INSTALL_ORDER: readonly string[] = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'SecretList',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleList',
  'ClusterRoleBinding',
  'ClusterRoleBindingList',
  'Role',
  'RoleList',
  'RoleBinding',
  'RoleBindingList',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

const RANKS = new Map(INSTALL_ORDER.map((kind, rank) => [kind, rank]));

/** Rank of a kind within a wave. */
export function installRank(kind: string): number {
  return RANKS.get(kind) ?? INSTALL_ORDER.length;
}
