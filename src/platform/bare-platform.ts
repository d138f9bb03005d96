import { App } from 'cdk8s';
import { PLATFORM } from '../model/context.ts';
import { contractOn, importedOn } from '../model/contract-document.ts';
import type { ControlPlane, OwnerPolicy, Transport } from '../model/declarations.ts';
import { platformShapeProblems } from '../model/declared-schemas.ts';
import type { Change, ManifestSelector, Patch } from '../model/manifest.ts';
import { declareMoves, type Move } from '../model/moves.ts';
import type { Provisioner } from '../model/need.ts';
import type { Delivery, Handover, PlatformDeclaration } from '../model/platform-declaration.ts';
import { problem } from '../model/problem.ts';
import { recipesOf } from '../model/recipe.ts';
import type { RecipePack } from '../model/recipe-pack.ts';
import type { Tier } from '../model/site.ts';
import { recordSource } from '../model/source-line.ts';
import { synthesizeAlone } from './alone.ts';
import { hostOf } from './host.ts';
import { importContract } from './import-contract.ts';
import { Imported } from './imported.ts';
import { platformProblems } from './platform-problems.ts';
import { declaredWaves, type PromotionWave } from './promotion-wave.ts';

/** Props of a platform. */
export interface PlatformProps {
  /** The git repository that Argo CD reads, and the folder in it that holds the output. */
  readonly repository: {
    /** URL as Argo CD knows the repository, `https` or `ssh`. */
    readonly url: string;
    /**
     * Folder of the output within the repository.
     * @default 'dist'
     */
    readonly path?: string;
    /**
     * Branch, tag or commit that Argo CD follows.
     * @default 'HEAD'
     */
    readonly revision?: string;
  };
  /**
   * Name of the platform within its Argo CD, that of its root Application: two platforms in one Argo CD need two names.
   * @default 'roadbed'
   */
  readonly name?: string;
  /**
   * Folder that the output is written to; the variable `CDK8S_OUTDIR` wins over it.
   * @default 'dist'
   */
  readonly outdir?: string;
  /**
   * How careful to be in each environment.
   * @default - `dev` is for development, `prod` and `production` are production, all others staging
   */
  readonly environments?: Readonly<Record<string, { readonly tier: Tier }>>;
  /**
   * What each owner may make. Where it is given, an owner that is not in it is a problem.
   * @default - every owner may make every kind within its namespaces, and none outside
   */
  readonly owners?: Readonly<Record<string, OwnerPolicy>>;
  /**
   * Provisioners of the platform, which win over Roadbed's own where they are as specific.
   * @default - Roadbed's own alone
   */
  readonly provisioners?: readonly Provisioner[];
  /**
   * Packs of provisioners, such as one for each environment. On a tie the platform's own provisioners win over them, and they over Roadbed's.
   * @default - none
   */
  readonly recipes?: readonly RecipePack[];
  /**
   * The store of External Secrets that holds the credentials of clusters, and the values that travel with `transport: 'store'`. Their names there are
   * paths, as AWS and Vault take them. With `cloud` they are spelt as the store of that cloud takes them: `_` between the words in Google Cloud Secret Manager,
   * `-` in Azure Key Vault, and a digest at the end where that is ambiguous or too long.
   * @default - the ClusterSecretStore `platform`
   */
  readonly secretStore?: {
    readonly name: string;
    readonly kind?: 'ClusterSecretStore' | 'SecretStore';
    readonly cloud?: 'aws' | 'azure' | 'gcp' | undefined;
  };
  /**
   * Whose Crossplane makes the infrastructure of clusters, such as databases that a cloud manages: each cluster's own, or that of the
   * hub for all. A cluster may say otherwise.
   * @default 'cluster'
   */
  readonly controlPlane?: ControlPlane;
  /**
   * How values that are known late, such as passwords, reach another cluster: through the `secretStore`, by External Secrets, or from the
   * hub, by Crossplane's provider for Kubernetes with a ClusterProviderConfig that bears the name of each cluster.
   * @default 'store'
   */
  readonly transport?: Transport;
  /**
   * Who delivers: one engine all that there is, or two, `'mixed'`: Pulumi makes what its provisioners and clusters ask for, Argo CD
   * delivers everything else. Then `deploy` and `synth --target pulumi` hold the one part and `synth` the other, and values and clusters
   * are handed over as `handover` says.
   * @default 'single'
   * @see docs/guide/pulumi.md
   */
  readonly delivery?: Delivery;
  /**
   * How values and clusters pass from Pulumi to Argo CD with `delivery: 'mixed'`: by Secrets that Pulumi writes to the clusters, or by `'external-secret'`, where Pulumi
   * writes them to the secret store of each cluster's cloud (AWS Secrets Manager, Google Cloud Secret Manager, Azure Key Vault) and Argo CD delivers an
   * ExternalSecret of the platform's `secretStore` for each. Then Pulumi needs no way to the API servers for it.
   * @default 'secret'
   * @see docs/guide/pulumi.md
   */
  readonly handover?: Handover;
  /** Where Argo CD runs. */
  readonly argocd?: {
    /**
     * Namespace of Argo CD on its cluster.
     * @default 'argocd'
     */
    readonly namespace?: string;
    /**
     * What to do with Argo CD's own settings, such as the health of the kinds in use: `leave` writes them to `bootstrap/` for a person to
     * put into the ConfigMaps, once; `apply` lets the root Application apply them on the server's side. Where the ConfigMaps came by plain
     * `kubectl apply`, or are delivered by this Argo CD, that takes their other keys away.
     * @default 'leave'
     */
    readonly settings?: 'leave' | 'apply';
  };
  /**
   * Hosts that several clusters serve, behind a global load balancer.
   * @default - none: a host that two clusters claim is a problem
   */
  readonly sharedHosts?: readonly string[];
  /**
   * Waves in which a change reaches clusters, the first first: each follows a branch of the repository, and `roadbed promote` moves it on. Every
   * cluster is in the first wave that chooses it.
   * @default - all clusters follow the `revision` of the repository
   * @source `targetRevision` of Argo CD's Applications, and an Application for the ApplicationSets of each wave
   * @see docs/guide/waves.md
   */
  readonly waves?: readonly PromotionWave[];
  /**
   * Golden paths that bear another path than they were made with, within their application: their objects keep the names of the former path, so that
   * nothing is made again. A move stands for as long as what it is about.
   * @default - none
   */
  readonly moved?: readonly Move[];
}

/**
 * The root of the tree: a cdk8s `App`, so that `cdk8s synth` and any cdk8s construct work. It knows no provisioners but those it is given.
 */
export class BarePlatform extends App {
  readonly #props: PlatformProps;
  readonly #standard: readonly Provisioner[];
  readonly #patches: Patch[] = [];
  readonly #targetPatches: Patch[] = [];

  constructor(props: PlatformProps, standard: readonly Provisioner[] = []) {
    super(props.outdir === undefined ? {} : { outdir: props.outdir });
    recordSource(this);
    this.#props = props;
    this.#standard = standard;
    // Constructs take their names when they are made; what has the wrong shape is a problem later.
    if (props.moved !== undefined && platformShapeProblems(props).length === 0) declareMoves(this, props.moved);
  }

  /**
   * Changes manifests of all applications after they have rendered, before they are linked and checked.
   *
   * @example
   * platform.patch({ kind: 'Deployment' }, { merge: { spec: { revisionHistoryLimit: 3 } } });
   */
  patch(selector: ManifestSelector, change: Change): void {
    this.#patches.push({ selector, change, by: this.node.path });
  }

  /**
   * Changes what the target writes for Argo CD itself, such as ApplicationSets.
   *
   * @example
   * platform.patchTarget({ kind: 'ApplicationSet' }, { merge: { spec: { template: { spec: { revisionHistoryLimit: 3 } } } } });
   */
  patchTarget(selector: ManifestSelector, change: Change): void {
    this.#targetPatches.push({ selector, change, by: this.node.path });
  }

  /**
   * Reads the contract of a team's program: what that exports can be taken by {@link imported}.
   *
   * @param contract file that `roadbed contract` wrote there
   * @throws RB860 if it cannot be read
   * @throws RB868 if it is of another platform
   * @example
   * platform.importFrom('contracts/search.json');
   */
  importFrom(contract: string): void {
    importContract(this, contract, this.#props.name ?? DEFAULT_NAME);
  }

  /**
   * What another program exports under a name, by the contract that this one was made from, or that was read.
   *
   * @throws RB867 if no contract has such an export
   * @throws RB871 if several have it
   * @example
   * const search = platform.imported('search').ref('url');
   */
  imported(name: string): Imported {
    return new Imported(this, name);
  }

  /**
   * Resolves the platform and writes the output folder. Problems are printed, all of them, and end the program with status 1; then
   * nothing is written. Within `roadbed` the command does this itself.
   */
  override synth(): void {
    const host = hostOf();
    if (host === undefined) synthesizeAlone(this, process.env.CDK8S_OUTDIR || this.outdir);
    else host.synth(this);
  }

  /** What the resolver reads. @internal */
  [PLATFORM](): PlatformDeclaration {
    const shape = platformShapeProblems(this.#props);
    const {
      repository,
      environments = {},
      owners = {},
      provisioners = [],
      recipes = [],
      secretStore,
      name = DEFAULT_NAME,
      argocd,
      sharedHosts = [],
      waves = [],
      moved = [],
      controlPlane = 'cluster',
      transport = 'store',
      delivery = 'single',
      handover = 'secret',
    } = shape.length > 0 ? UNKNOWN : this.#props;
    const revision = repository.revision ?? 'HEAD';
    return {
      repository: { url: repository.url, path: repository.path ?? 'dist', revision },
      tiers: Object.fromEntries(Object.entries(environments).map(([name, { tier }]) => [name, tier])),
      owners,
      recipes: recipesOf(provisioners, recipes, this.#standard),
      secretStore: {
        name: secretStore?.name ?? 'platform',
        kind: secretStore?.kind ?? 'ClusterSecretStore',
        cloud: secretStore?.cloud,
      },
      controlPlane,
      transport,
      delivery,
      handover,
      name,
      argocd: { namespace: argocd?.namespace ?? 'argocd', settings: argocd?.settings ?? 'leave' },
      sharedHosts,
      waves: declaredWaves(waves, revision),
      moved,
      contract: contractOn(this),
      imported: importedOn(this),
      patches: this.#patches,
      targetPatches: this.#targetPatches,
      problems:
        shape.length > 0
          ? shape.map(({ path, prop, found, hint }) => problem('RB108', { path, prop, found, hint }))
          : platformProblems(this.#props, this.#standard),
    };
  }
}

/** Name of a platform that was given none. */
const DEFAULT_NAME = 'roadbed';

/** What stands for the props of a platform where they have the wrong shape, which is a problem. */
const UNKNOWN: PlatformProps = { repository: { url: '' } };
