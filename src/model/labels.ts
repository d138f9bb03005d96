import { createHash } from 'node:crypto';

/** Labels and annotations that Roadbed sets begin with this. */
export const PREFIX = 'roadbed.dev/';

/** Label of a cluster that holds its environment. */
export const ENVIRONMENT_LABEL = `${PREFIX}environment`;
/** Label of a cluster that holds its name. */
export const CLUSTER_LABEL = `${PREFIX}cluster`;
/** Label of a cluster, and of what Argo CD delivers to it, that holds the wave in which changes reach it. */
export const WAVE_LABEL = `${PREFIX}wave`;
/** Label of a cluster that holds its cloud. */
export const CLOUD_LABEL = `${PREFIX}cloud`;
/** Label of a cluster that holds the name of the Gateway that routes attach to. */
export const GATEWAY_LABEL = `${PREFIX}gateway`;
/** Label of a cluster that holds the namespace of that Gateway. */
export const GATEWAY_NAMESPACE_LABEL = `${PREFIX}gateway-namespace`;
/** Label of a cluster that says where the Gateway's traffic comes from: a namespace, or `outside` where no pods stand in between. */
export const GATEWAY_PROXIES_LABEL = `${PREFIX}gateway-proxies`;
/** Label of a cluster, given with its declaration, that holds the namespace in which Prometheus runs. */
export const MONITORING_NAMESPACE_LABEL = 'monitoring.roadbed.dev/namespace';
/** Label of a cluster, given with its declaration, that holds the region of its cloud; it is Kubernetes' own. */
export const REGION_LABEL = 'topology.kubernetes.io/region';
/** Label of a cluster, given with its declaration, that holds the number of the AWS account in which its resources are made. */
export const AWS_ACCOUNT_LABEL = 'aws.roadbed.dev/account';
/** Label of a cluster, given with its declaration, that holds the name of the subnet group of Amazon DocumentDB in its network. */
export const DOCDB_SUBNETS_LABEL = 'aws.roadbed.dev/docdb-subnets';
/** Label of a cluster, given with its declaration, that says whether its service accounts have identities of AWS, by EKS Pod Identity; its value is `true`. */
export const POD_IDENTITY_LABEL = 'aws.roadbed.dev/pod-identity';
/** Label of a cluster, given with its declaration, that holds its name in Amazon EKS where that is another one. */
export const EKS_NAME_LABEL = 'aws.roadbed.dev/eks-name';
/** Label of a cluster, given with its declaration, that holds the id of its project at Google Cloud. */
export const GCP_PROJECT_LABEL = 'gcp.roadbed.dev/project';
/** Label of a cluster, given with its declaration, that holds the number of its project at Google Cloud. */
export const GCP_PROJECT_NUMBER_LABEL = 'gcp.roadbed.dev/project-number';
/** Label of a cluster, given with its declaration, that holds the id of its subscription at Azure. */
export const AZURE_SUBSCRIPTION_LABEL = 'azure.roadbed.dev/subscription';
/** Label of a cluster, given with its declaration, that holds the DNS zone under which names are made for it. */
export const DNS_ZONE_LABEL = 'dns.roadbed.dev/zone';
/** Label of a cluster, given with its declaration, that holds the address or name at which its Gateway is reached. */
export const DNS_TARGET_LABEL = 'dns.roadbed.dev/target';
/** Label of a cluster, given with its declaration, that holds the name of the ClusterSecretStore from which its secrets come. */
export const SECRET_STORE_LABEL = 'secrets.roadbed.dev/store';
/** Label of a cluster, given with its declaration, that holds the namespace of the managed resources of its network. */
export const NETWORK_NAMESPACE_LABEL = 'network.roadbed.dev/namespace';
/** Label that the platform gives the managed resources of a network; its value is the cluster that the network is for. */
export const NETWORK_CLUSTER_LABEL = 'network.roadbed.dev/cluster';
/** Label of a cluster that holds the virtual application network that it is in. */
export const NETWORK_LABEL = `${PREFIX}network`;
/** Tag that the edges of a network have without being given it. */
export function edgeTag(network: string): string {
  return `edge-of-${network}`;
}

/** Label of a cluster that says which control plane makes its infrastructure, where it is not the platform's choice: `cluster` or `hub`. */
export const CONTROL_PLANE_LABEL = `${PREFIX}control-plane`;
/** Label of a cluster that holds the name of the hub in whose private network its managed resources stand. */
export const BEHIND_LABEL = `${PREFIX}behind`;
/** Label of a cluster on which is made what clusters share: `environment` for those of its environment, `once` for all of them too. */
export const HOME_LABEL = `${PREFIX}home`;
/** Label that the platform gives the managed resources of a network; its value is the type of need that they serve. */
export const NETWORK_SERVES_LABEL = 'network.roadbed.dev/serves';

/**
 * Label of a cluster, given with its declaration, that holds the ids of the keys by which its controller opens sealed secrets, at most
 * three, divided by dots; as an annotation of a sealed file, those that its values were sealed for.
 */
export const SEALING_LABEL = 'sealing.roadbed.dev/certificate';

/** Annotation of a manifest that holds the path of the construct it comes from. */
export const PATH_ANNOTATION = `${PREFIX}path`;
/** Annotation of a manifest that says where it goes: `site`, or `control` for the control plane. */
export const AT_ANNOTATION = `${PREFIX}at`;
/** Annotation of a manifest that its cluster needs before the delivery engine can reach it; its value is `"true"`. */
export const BOOTSTRAP_ANNOTATION = `${PREFIX}bootstrap`;
/** Annotation of a manifest that says whether losing it loses data: `"true"` or `"false"`. */
export const STATEFUL_ANNOTATION = `${PREFIX}stateful`;

/** Label that a tag becomes; its value is `"true"`. */
export function tagLabel(tag: string): string {
  return `${PREFIX}tag.${tag}`;
}

/**
 * Label that says a cluster has a kind, named as `Kind.group`; its value is `"true"`.
 * A name over Kubernetes' 63 characters is cut and ends in a digest.
 */
export function providesLabel(kind: string): string {
  const name = `provides.${kind}`;
  if (name.length <= 63) return PREFIX + name;
  const digest = createHash('sha256').update(kind).digest('hex').slice(0, 10);
  return `${PREFIX}${name.slice(0, 52)}-${digest}`;
}
