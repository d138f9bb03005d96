import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { APPLICATION, isPlatform } from '../model/context.ts';
import type {
  ApplicationDeclaration,
  ApplicationSource,
  PodSecurityLevel,
  RolloutStep,
} from '../model/declarations.ts';
import type { Change, ManifestSelector, Patch } from '../model/manifest.ts';
import { type KnownProps, unknownProps } from '../model/props.ts';
import { recordSource } from '../model/source-line.ts';
import type { Cluster } from './cluster.ts';
import { onlyVariant } from './only-variant.ts';

/** Props of an application. */
export interface ApplicationProps {
  /** The team that owns it; what it may make is the platform's policy for that owner. */
  readonly owner: string;
  /**
   * Words that distribution rules choose by.
   * @default - none
   */
  readonly tags?: readonly string[];
  /**
   * Namespace on every cluster; it belongs to one owner and is made by the platform.
   * @default - the id
   */
  readonly namespace?: string;
  /**
   * Clusters to be on, besides those that rules choose.
   * @default - none
   */
  readonly clusters?: readonly Cluster[];
  /**
   * Whether to be on the hub, the cluster that Argo CD runs on, whichever of the platform's clusters that is.
   * @default false
   */
  readonly onHub?: boolean;
  /**
   * A source that the delivery engine renders, instead of constructs: a folder or a Kustomize folder in git, or a Helm chart.
   * @default - the constructs in it
   */
  readonly source?: ApplicationSource;
  /**
   * Custom kinds that a source brings, each as `Kind.group`.
   * @default - the CustomResourceDefinitions in it
   */
  readonly provides?: readonly string[];
  /**
   * Custom kinds that it cannot work without, each as `Kind.group`: on every cluster that it is on, something must bring them.
   * @default - the kinds of its objects, which are awaited and not demanded
   */
  readonly requires?: readonly string[];
  /**
   * Pod Security Standard that its namespace enforces; where applications share a namespace, the least strict counts.
   * @default 'restricted'
   */
  readonly podSecurity?: PodSecurityLevel;
  /**
   * Steps in which clusters get a change, each when those before are healthy. It costs self-healing: what Argo CD rolls out in steps
   * it does not revert by itself.
   * @default - all clusters get a change at once, and drift is reverted
   * @source `spec.strategy.rollingSync` of Argo CD's ApplicationSet
   */
  readonly rollout?: readonly RolloutStep[];
}

const known: KnownProps<ApplicationProps> = {
  owner: true,
  tags: true,
  namespace: true,
  clusters: true,
  onHub: true,
  source: true,
  provides: true,
  requires: true,
  podSecurity: true,
  rollout: true,
};

/**
 * The unit of delivery: a cdk8s `Chart` that holds golden paths and any cdk8s construct, or stands for a source.
 *
 * @source Argo CD's Application, one for each cluster: `<application>-<cluster>`
 * @example
 * const shop = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
 * new WebService(shop, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080 });
 */
export class Application extends Chart {
  readonly #declaration: ApplicationDeclaration;
  readonly #patches: Patch[] = [];

  constructor(scope: Construct, id: string, props: ApplicationProps) {
    const namespace = props.namespace ?? id;
    const clusters = props.clusters ?? [];
    super(scope, id, { namespace });
    recordSource(this);
    this.#declaration = {
      path: this.node.path,
      name: id,
      namespace,
      owner: props.owner,
      tags: props.tags ?? [],
      onHub: props.onHub ?? false,
      clusters: clusters.filter((cluster) => isOf(this.node.root, cluster)).map(({ node }) => node.path),
      strangers: clusters.filter((cluster) => !isOf(this.node.root, cluster)).map(nameOf),
      source: props.source,
      provides: props.provides ?? [],
      requires: props.requires ?? [],
      podSecurity: props.podSecurity ?? 'restricted',
      rollout: props.rollout ?? [],
      patches: this.#patches,
      unknownProps: unknownProps(this.node.path, props, known),
    };
  }

  /**
   * Changes manifests of this application after they have rendered, before they are linked and checked.
   *
   * @example
   * shop.patch({ kind: 'Deployment' }, { merge: { spec: { revisionHistoryLimit: 3 } } });
   */
  patch(selector: ManifestSelector, change: Change): void {
    this.#patches.push({ selector, change, by: this.node.path });
  }

  /**
   * The objects of the application's only variant.
   * @throws Error if it has several variants, or its platform has problems
   */
  override toJson(): unknown[] {
    const root = this.node.root;
    if (!isPlatform(root)) return super.toJson();
    return onlyVariant(root, this.#declaration.name);
  }

  /** What the resolver reads. @internal */
  [APPLICATION](): ApplicationDeclaration {
    return this.#declaration;
  }
}

function isOf(root: IConstruct, cluster: Cluster): boolean {
  return Construct.isConstruct(cluster) && cluster.node.root === root;
}

/** A program that nobody type-checked may give a name where a cluster belongs. */
function nameOf(cluster: Cluster): string {
  return Construct.isConstruct(cluster) ? cluster.node.path : String(cluster);
}
