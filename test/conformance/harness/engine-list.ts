import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Go module that names most engines and pins their versions. */
const sharedModule = join(__dirname, '../engines');

/** A program that output is held against. */
export interface Engine {
  readonly name: string;
  /** Module that its version is that of. */
  readonly module: string;
  /** Package that is built. */
  readonly package: string;
  /** Variables of the program that are to hold the version. */
  readonly versionVariables: readonly string[];
  /**
   * Folder of the Go module that it is built in.
   * @default - the one that most engines share
   */
  readonly folder?: string;
  /** Whether it makes a cluster of the run's own API server, and so is not run where a cluster is given that has one of these. */
  readonly ownServer?: boolean;
  /** `A` runs every time, `B` with `--all`. */
  readonly group: 'A' | 'B';
}

/** A program that Debian has as a package, in the version that it has. */
export interface DebianEngine {
  readonly name: string;
  readonly debian: string;
  readonly group: 'A' | 'B';
}

/** A program that tests would be held against, if it were to be had. */
export interface AbsentEngine {
  readonly name: string;
  readonly version: string;
  readonly group: 'A' | 'B';
  /** Why there is none. */
  readonly reason: string;
}

/** The engines that need no build. */
export const debianEngines: readonly DebianEngine[] = [{ name: 'promtool', debian: 'prometheus', group: 'A' }];

const refused = (module: string) => `the module proxy refuses ${module}: 403, this module version is not available`;

/** The engines that no run has had, as nothing that can be reached has them. */
export const absentEngines: readonly AbsentEngine[] = [
  {
    name: 'pulumi-resource-kubernetes',
    version: 'v4.32.0',
    group: 'B',
    reason: refused('github.com/pulumi/pulumi-kubernetes/provider/v4'),
  },
  {
    name: 'pulumi-language-yaml',
    version: 'v1.29.1',
    group: 'B',
    reason: 'the checksum database knows no github.com/pulumi/pulumi-yaml of this version: 404',
  },
];

const kubernetes = { module: 'k8s.io/kubernetes', versionVariables: ['k8s.io/component-base/version.gitVersion'] };

/** The engines, those first that others wait for. */
export const engines: readonly Engine[] = [
  {
    name: 'etcd',
    module: 'go.etcd.io/etcd/server/v3',
    package: 'go.etcd.io/etcd/server/v3',
    versionVariables: [],
    group: 'A',
  },
  { name: 'kube-apiserver', ...kubernetes, package: 'k8s.io/kubernetes/cmd/kube-apiserver', group: 'A' },
  { name: 'kubectl', ...kubernetes, package: 'k8s.io/kubernetes/cmd/kubectl', group: 'A' },
  {
    name: 'applicationset-controller',
    module: 'github.com/argoproj/argo-cd/v3',
    package: './applicationset-controller',
    versionVariables: ['github.com/argoproj/argo-cd/v3/common.version'],
    group: 'A',
  },
  {
    name: 'kubeseal',
    module: 'github.com/bitnami-labs/sealed-secrets',
    package: 'github.com/bitnami-labs/sealed-secrets/cmd/kubeseal',
    versionVariables: ['main.VERSION'],
    group: 'A',
  },
  {
    name: 'kustomize',
    module: 'sigs.k8s.io/kustomize/kustomize/v5',
    package: 'sigs.k8s.io/kustomize/kustomize/v5',
    versionVariables: ['sigs.k8s.io/kustomize/api/provenance.version'],
    group: 'A',
  },
  {
    name: 'helm',
    module: 'helm.sh/helm/v4',
    package: 'helm.sh/helm/v4/cmd/helm',
    versionVariables: ['helm.sh/helm/v4/internal/version.version'],
    group: 'A',
  },
  {
    name: 'kube-controller-manager',
    ...kubernetes,
    package: 'k8s.io/kubernetes/cmd/kube-controller-manager',
    ownServer: true,
    group: 'B',
  },
  {
    name: 'kube-scheduler',
    ...kubernetes,
    package: 'k8s.io/kubernetes/cmd/kube-scheduler',
    ownServer: true,
    group: 'B',
  },
  {
    name: 'kwok',
    module: 'sigs.k8s.io/kwok',
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    versionVariables: ['sigs.k8s.io/kwok/pkg/consts.Version'],
    ownServer: true,
    group: 'B',
  },
  {
    name: 'argocd',
    module: 'github.com/argoproj/argo-cd/v3',
    package: './argocd',
    versionVariables: ['github.com/argoproj/argo-cd/v3/common.version'],
    group: 'B',
  },
  {
    name: 'crossplane',
    module: 'github.com/crossplane/crossplane/v2',
    // The command line left this module after this version; where it went the module proxy does not follow.
    package: 'github.com/crossplane/crossplane/v2/cmd/crank',
    versionVariables: ['github.com/crossplane/crossplane/v2/internal/version.version'],
    folder: join(__dirname, '../crossplane-cli'),
    group: 'B',
  },
  {
    name: 'kyverno',
    module: 'github.com/kyverno/kyverno',
    package: 'github.com/kyverno/kyverno/cmd/cli/kubectl-kyverno',
    versionVariables: ['github.com/kyverno/kyverno/pkg/version.BuildVersion'],
    folder: join(__dirname, '../kyverno-cli'),
    group: 'B',
  },
  {
    name: 'dashboard-linter',
    module: 'github.com/grafana/dashboard-linter',
    package: 'github.com/grafana/dashboard-linter',
    versionVariables: [],
    folder: join(__dirname, '../dashboard-linter'),
    group: 'B',
  },
  {
    name: 'pulumi',
    module: 'github.com/pulumi/pulumi/pkg/v3',
    package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
    versionVariables: ['github.com/pulumi/pulumi/sdk/v3/go/common/version.Version'],
    folder: join(__dirname, '../pulumi-cli'),
    group: 'B',
  },
  {
    name: 'pulumi-language-nodejs',
    // One of the last versions in which it belongs to this module; the proxy refuses the module that it has had of its own since.
    module: 'github.com/pulumi/pulumi/sdk/v3',
    package: 'github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs',
    versionVariables: ['github.com/pulumi/pulumi/sdk/v3/go/common/version.Version'],
    folder: join(__dirname, '../pulumi-nodejs-host'),
    group: 'B',
  },
];

/** The Go module of an engine. */
export function moduleFolder({ folder = sharedModule }: Pick<Engine, 'folder'>): string {
  return folder;
}

/** The version that the module pins of an engine. */
export function versionOf(engine: Engine): string {
  const { module } = engine;
  const text = readFileSync(join(moduleFolder(engine), 'go.mod'), 'utf8');
  const version = text
    .split('\n')
    .map((line) =>
      line
        .replace(/^require\s/, '')
        .trim()
        .split(' '),
    )
    .find(([name, version]) => name === module && version?.startsWith('v'))?.[1];
  if (version === undefined) throw new Error(`go.mod requires no ${module}`);
  return version;
}
