import { type AlertGroup, critical, warning } from '../alert.ts';

/** The cluster itself, beyond what kube-prometheus-stack says of it. */
export const clusters: AlertGroup = {
  id: 'cluster',
  dashboard: 'capacity',
  alerts: [
    warning(
      'ClusterNearlyFull',
      '30m',
      'sum(kube_pod_container_resource_requests{resource="cpu"}) / sum(kube_node_status_allocatable{resource="cpu"}) > 0.9 or sum(kube_pod_container_resource_requests{resource="memory"}) / sum(kube_node_status_allocatable{resource="memory"}) > 0.9',
      'Pods have asked for {{ $value | humanizePercentage }} of what the cluster has',
      'When a node goes, its pods may find no room. Add nodes, or lower what is asked for and not used: the dashboard Cluster capacity lists it.',
    ),
    warning(
      'PodsCannotBePlaced',
      '15m',
      'sum by (namespace, pod) (kube_pod_status_unschedulable) > 0',
      'No node takes the pod {{ $labels.namespace }}/{{ $labels.pod }}',
      'The events of the pod say why each node refuses it: room, taints, a zone, or a disk that is tied to another zone.',
    ),
  ],
};

/** Delivery by Argo CD; where Argo CD runs. */
export const delivery: AlertGroup = {
  id: 'delivery',
  dashboard: 'argocd',
  alerts: [
    critical(
      'ClusterOutOfReach',
      '10m',
      'sum by (server) (argocd_cluster_connection_status) == 0',
      'Argo CD cannot reach the cluster {{ $labels.server }}',
      'Nothing is delivered there until it can; what runs goes on. Look at the network (Skupper: is its site connected), at the credential in the cluster Secret, and at the certificate.',
    ),
    warning(
      'ApplicationOutOfSync',
      '1h',
      'count by (project, name) (argocd_app_info{sync_status="OutOfSync"}) > 0',
      'The Application {{ $labels.name }} has been out of sync for an hour',
      'Open it in Argo CD: a sync that fails says why; one that waits for a confirmation of pruning wants a person to decide.',
    ),
    warning(
      'ApplicationNotHealthy',
      '30m',
      'count by (project, name) (argocd_app_info{health_status=~"Degraded|Missing"}) > 0',
      'The Application {{ $labels.name }} is not healthy',
      'Open it in Argo CD and go down to the object that is not healthy; its message says why.',
    ),
    warning(
      'GitOutOfReach',
      '15m',
      'sum by (repo) (rate(argocd_git_fetch_fail_total[10m])) > 0',
      'Argo CD cannot fetch {{ $labels.repo }}',
      'Nothing new is delivered from it. Look at the credential of the repository and at the status of its host.',
    ),
  ],
};

/** What Crossplane keeps in the clouds. */
export const infrastructure: AlertGroup = {
  id: 'infrastructure',
  dashboard: 'crossplane',
  alerts: [
    warning(
      'ManagedResourceNotInStep',
      '30m',
      'sum by (gvk) (crossplane_managed_resource_exists) - sum by (gvk) (crossplane_managed_resource_synced) > 0',
      '{{ $value }} of {{ $labels.gvk }} cannot be brought into step with what is wanted',
      'kubectl describe shows the answer of the cloud: rights that are missing, a quota, or a field that cannot be changed once the thing is there.',
    ),
    warning(
      'ManagedResourceNotReady',
      '1h',
      'sum by (gvk) (crossplane_managed_resource_exists) - sum by (gvk) (crossplane_managed_resource_ready) > 0',
      '{{ $value }} of {{ $labels.gvk }} are not ready after an hour',
      'kubectl describe shows what it waits for. A database takes up to half an hour to be made; a reference to something that is missing waits for ever.',
    ),
  ],
};

/** The network of the clusters. */
export const applicationNetwork: AlertGroup = {
  id: 'network',
  dashboard: 'application-network',
  alerts: [
    critical(
      'NetworkLinkDown',
      '10m',
      'sum by (site_id) (skupper_site_links_total{status!="up"}) > 0',
      '{{ $value }} links of the site {{ $labels.site_id }} are down',
      'The edge reaches the hub by outbound TLS on port 443. Look at the Link on the edge (kubectl describe link), at the certificate that it holds, and at the firewall of the edge.',
    ),
  ],
};

/** Certificates and secrets. */
export const security: AlertGroup = {
  id: 'security',
  dashboard: 'certificates',
  alerts: [
    critical(
      'CertificateEndsSoon',
      '1h',
      'min by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds > 0) - time() < 604800',
      'The certificate {{ $labels.namespace }}/{{ $labels.name }} ends in {{ $value | humanizeDuration }}',
      'cert-manager renews a month before the end, so it has failed for weeks: kubectl describe its CertificateRequest and Order.',
    ),
    warning(
      'CertificateNotReady',
      '30m',
      'max by (namespace, name) (certmanager_certificate_ready_status{condition="False"}) == 1',
      'The certificate {{ $labels.namespace }}/{{ $labels.name }} is not ready',
      'kubectl describe its CertificateRequest, and the Challenge where the issuer is an ACME server: DNS and the way to the gateway are the usual causes.',
    ),
    warning(
      'SecretNotFetched',
      '15m',
      'max by (namespace, name) (externalsecret_status_condition{condition="Ready",status="False"}) == 1',
      'The ExternalSecret {{ $labels.name }} cannot be fetched',
      'kubectl describe it: the store cannot be reached, the rights are missing, or the key is not there. Pods that run keep the old value.',
    ),
    warning(
      'SealedSecretNotOpened',
      '15m',
      'sum by (reason) (increase(sealed_secrets_controller_unseal_errors_total[15m])) > 0',
      'A SealedSecret cannot be opened: {{ $labels.reason }}',
      'It was sealed for another cluster, name or namespace, or its key is gone. Seal it again with roadbed seal and the certificate of this cluster.',
    ),
  ],
};

/** Whether anybody would be told. */
export const observability: AlertGroup = {
  id: 'observability',
  dashboard: 'prometheus',
  alerts: [
    warning(
      'MetricsNotRead',
      '15m',
      'count by (job, namespace) (up == 0) / count by (job, namespace) (up) > 0.5',
      'Prometheus reads no metrics from {{ $labels.namespace }}/{{ $labels.job }}',
      'Alerts about it are blind. Look at the target page of Prometheus: a NetworkPolicy that does not admit the monitoring namespace, another port, another path.',
    ),
  ],
};
