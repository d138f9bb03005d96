import { Construct } from 'constructs';
import {
  CLUSTER,
  type ClusterConnection,
  type ClusterCredential,
  type ClusterDeclaration,
  type ClusterGateway,
  type ControlPlane,
  PROBLEMS,
  type SharedHome,
} from '../model/declarations.ts';
import { REGION_LABEL } from '../model/labels.ts';
import type { Problem } from '../model/problem.ts';
import { type KnownProps, unknownProps } from '../model/props.ts';
import type { Cloud } from '../model/site.ts';
import { recordSource } from '../model/source-line.ts';
import type { SealedFile } from '../sealing/sealed-file.ts';
import { credentialProblems, readCredential, sealedCredential } from './sealed-credential.ts';

/** What is said of any cluster, existing or provisioned. */
export interface ClusterProps {
  /** Environment of the cluster, such as `dev` or `prod`: the platform's environments are those of its clusters. */
  readonly environment: string;
  /**
   * Words that distribution rules choose by.
   * @default - none
   */
  readonly tags?: readonly string[];
  /**
   * Further labels of the cluster, which golden paths may ask for.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Custom kinds that the cluster has already, each as `Kind.group`, such as `Cluster.postgresql.cnpg.io`.
   * @default - none
   */
  readonly provides?: readonly string[];
  /**
   * The Gateway that routes attach to.
   * @default - the Gateway `platform` in the namespace `gateway-system`
   */
  readonly gateway?: ClusterGateway;
  /**
   * Whose Crossplane makes the infrastructure of this cluster: its own, or that of the hub.
   * @default - as the platform says
   */
  readonly infrastructure?: ControlPlane;
  /**
   * Whether what a cloud manages for this cluster, such as its databases, stands in the private network of the hub. Its pods then reach
   * it through the `Network` that both are in, and `region` is that of the resources.
   * @default false
   */
  readonly behindHub?: boolean;
  /**
   * Whether what several clusters share is made here: `environment` for the clusters of its environment, `once` also what there is
   * once for all environments. Of the clusters that share a resource one must be its home, unless there is but one.
   * @default - it is not
   * @source the label `roadbed.dev/home`
   */
  readonly home?: SharedHome;
}

/** Props of a cluster that exists already, of any distribution. */
export interface ExistingClusterProps extends ClusterProps {
  /** Address of the API server, an `https` URL; `https://kubernetes.default.svc` for the cluster that Argo CD runs on. */
  readonly server: string;
  /**
   * Cloud that runs the cluster; provisioners may be chosen by it.
   * @default - not said
   */
  readonly cloud?: Cloud;
  /**
   * Region of the cloud, such as `eu-west-1`; a database that the cloud manages is made there.
   * @default - not said
   * @source the label `topology.kubernetes.io/region`
   */
  readonly region?: string;
  /**
   * Where Argo CD finds the credential.
   * @default - the key `clusters/<name>` of the platform's secret store; none for the hub
   */
  readonly credential?: ClusterCredential;
  /**
   * Whether Argo CD runs on this cluster. At most one cluster is the hub.
   * @default - true where the server is `https://kubernetes.default.svc`
   */
  readonly hub?: boolean;
}

const known: KnownProps<ExistingClusterProps> = {
  environment: true,
  server: true,
  tags: true,
  cloud: true,
  region: true,
  labels: true,
  provides: true,
  gateway: true,
  credential: true,
  hub: true,
  infrastructure: true,
  behindHub: true,
  home: true,
};

/** A cluster that is made by the platform: it has no address until it has been made, and then registers itself. */
export interface MadeCluster extends ClusterProps {
  readonly cloud: Cloud | undefined;
  readonly region: string | undefined;
  /** Where Argo CD learns its address and its credential; undefined where the program that deploys to it makes it. */
  readonly connection: ClusterConnection | undefined;
}

/** Address by which Argo CD reaches the cluster that it runs on. */
const IN_CLUSTER = 'https://kubernetes.default.svc';

/**
 * A place that runs things. It has an environment and tags.
 *
 * @source Argo CD's cluster Secret
 */
export class Cluster extends Construct {
  /** Name of the cluster. */
  readonly name: string;
  readonly #props: ExistingClusterProps | MadeCluster;
  #sealed: SealedFile | Problem | undefined;

  protected constructor(scope: Construct, id: string, props: ExistingClusterProps | MadeCluster) {
    super(scope, id);
    recordSource(this);
    this.name = id;
    this.#props = props;
  }

  /**
   * A cluster that exists already: EKS, GKE, AKS, k3s, bare metal.
   *
   * @example
   * Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443', tags: ['edge'] });
   */
  static existing(scope: Construct, id: string, props: ExistingClusterProps): Cluster {
    const cluster = new Cluster(scope, id, props);
    cluster.#sealed = readCredential(props?.credential, cluster.node.path);
    return cluster;
  }

  /** What is wrong with the sealed file of its credential. @internal */
  [PROBLEMS](): readonly Problem[] {
    return credentialProblems(this.#sealed, this.name, this);
  }

  /** What the resolver reads. @internal */
  [CLUSTER](): ClusterDeclaration {
    const { environment, tags = [], cloud, region, provides = [], gateway, labels = {} } = this.#props;
    const { infrastructure, behindHub = false, home } = this.#props;
    const made = 'connection' in this.#props ? this.#props : undefined;
    const existing: Partial<ExistingClusterProps> = 'connection' in this.#props ? {} : this.#props;
    const { server, credential, hub = server === IN_CLUSTER } = existing;
    const { path } = this.node;
    // One literal for all, as a fleet may have ten thousand: what is put together of others has a shape of its own each time.
    const declaration: ClusterDeclaration = {
      path,
      name: this.name,
      environment,
      server,
      connection: made?.connection,
      tags,
      cloud,
      labels: region === undefined ? labels : { ...labels, [REGION_LABEL]: region },
      provides,
      gateway,
      credential,
      sealedCredential: sealedCredential(this.#sealed),
      hub,
      // What else a cluster is given that is made is for its maker, who refuses what he does not know.
      unknownProps: made === undefined ? unknownProps(path, existing, known) : [],
      infrastructure,
      behindHub,
      home,
    };
    return made === undefined ? declaration : { ...declaration, made: true };
  }
}
