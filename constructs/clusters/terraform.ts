import * as z from 'zod';
import type { ClusterConnection } from '../../src/model/declarations.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { isDnsSubdomain } from '../../src/model/names.ts';
import { CONNECTION_READER, connectionReader, connectionSecretOf } from './connection-reader.ts';
import { lasting, managedFields } from './managed.ts';

const objectName = z.string().refine(isDnsSubdomain, { error: 'must be the name of an object' });
const identifier = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, { error: 'must be a name of Terraform, such as cluster_name' });

const secretKey = z.strictObject({
  secret: objectName.describe('Name of a Secret in the namespace of the Workspace.'),
  key: z.string().min(1).describe('Key in the Secret.'),
});

const backend = z.strictObject({
  type: z
    .enum(['azurerm', 'consul', 'cos', 'gcs', 'http', 'kubernetes', 'oss', 'pg', 's3'])
    .optional()
    .describe('Kind of backend, where the repository has no backend block. Default: that of the repository.'),
  settings: z
    .record(identifier, z.string())
    .default({})
    .describe(
      'Settings of the backend, such as `bucket` and `key`; never a credential, which `credentials` and `secretEnvironment` give.',
    ),
});

const outputs = z
  .strictObject({
    kubeconfig: identifier.optional().describe('Output that is a kubeconfig with a token or a client certificate.'),
    server: identifier.optional().describe('Output that is the `https` address of the API server.'),
    certificateAuthority: identifier
      .optional()
      .describe('Output that is the certificate authority of the API server, in PEM or encoded in base64.'),
    token: identifier.optional().describe('Output that is a token that does not expire.'),
  })
  .refine(isWay, { error: 'must have kubeconfig, or server and certificateAuthority, not both' });

const props = z
  .strictObject({
    repository: z
      .string()
      .regex(/^(https:\/\/|ssh:\/\/)[^\s?]+$/, { error: 'must be the URL of a git repository, https or ssh' })
      .refine((url) => !/:\/\/[^/]*:[^/]*@/.test(String(url)), { error: 'must have no credential in it' })
      .describe('Git repository with the Terraform code, `https` or `ssh`, without a credential.'),
    path: z
      .string()
      .regex(/^[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, { error: 'must be a folder in the repository' })
      .refine((path) => !String(path).split('/').includes('..'), { error: 'must be a folder in the repository' })
      .optional()
      .describe('Folder of the root module in the repository. Default: the root.'),
    revision: z
      .string()
      .regex(/^[A-Za-z0-9_./-]+$/, { error: 'must be a tag, commit or branch' })
      .describe('Tag, commit or branch; a tag or a commit, so that what was reviewed is what is applied.'),
    variables: z
      .record(identifier, z.string())
      .default({})
      .describe('Values of variables; what is no text is written as in Terraform: `3`, `["a"]`.'),
    secretVariables: z
      .array(secretKey)
      .default([])
      .describe('Keys of Secrets that hold files of variables in HCL, such as a `terraform.tfvars`.'),
    secretEnvironment: z
      .record(identifier, secretKey)
      .default({})
      .describe('Environment variables of Terraform, from keys of Secrets.'),
    credentials: z
      .record(z.string().regex(/^[A-Za-z0-9_.-]+$/, { error: 'must be the name of a file' }), secretKey)
      .default({})
      .describe('Files of credentials beside the root module, such as `.git-credentials`, from keys of Secrets.'),
    backend: backend.optional().describe('Where the state is. Default: what the repository says, or the provider.'),
    outputs: outputs
      .default({ kubeconfig: 'kubeconfig' })
      .describe('Outputs of the root module that say how to reach the cluster. Default: a kubeconfig in `kubeconfig`.'),
    eksCluster: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Name of the EKS cluster, where Argo CD is to sign in with its own identity in AWS.'),
    gke: z
      .boolean()
      .default(false)
      .describe('Whether it is a GKE cluster that Argo CD signs in to with its own identity in Google Cloud.'),
    ...managedFields,
  })
  .refine(isSignIn, { path: ['outputs'], error: 'must have a kubeconfig or a token, or say eksCluster or gke' });

/** Props of {@link TerraformCluster}. */
export type TerraformClusterProps = z.input<typeof props>;

const TF = 'tf.m.upbound.io/v1beta1';

/**
 * A cluster that a team's Terraform makes, as it is: the provider applies a folder of its git repository, with its variables, its
 * state and its outputs, again and again, so that drift is reverted.
 *
 * `Cluster.terraform` makes one on the hub, and registers it by its outputs.
 *
 * @source `Workspace.tf.m.upbound.io` of the Terraform provider
 * @example
 * const infrastructure = new Application(platform, 'clusters', { owner: 'platform', onHub: true });
 * new TerraformCluster(infrastructure, 'legacy', {
 *   repository: 'https://github.com/acme/infrastructure',
 *   path: 'clusters/legacy',
 *   revision: 'v4.2.0',
 *   backend: { type: 's3', settings: { bucket: 'acme-state', key: 'clusters/legacy', region: 'eu-west-1' } },
 * });
 */
export class TerraformCluster extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    const { protect, providerConfig } = this.props;
    const { namespace } = this.application;
    const own = this.#providerConfig();
    const context = {
      cluster: this.name,
      labels: this.labels,
      protect,
      providerConfig: own === undefined ? providerConfig : { kind: 'ProviderConfig', name: this.name },
    };
    const workspace = lasting(context, {
      apiVersion: TF,
      kind: 'Workspace',
      name: this.name,
      forProvider: this.#workspace(),
      connectionSecret: connectionSecretOf(this.name),
    });
    return [
      ...(own === undefined ? [] : [own]),
      workspace,
      ...connectionReader(connectionSecretOf(this.name), { namespace, labels: this.labels }),
    ];
  }

  #workspace(): Readonly<Record<string, unknown>> {
    const { repository, path, revision, variables, secretVariables, secretEnvironment } = this.props;
    const folder = path === undefined ? '' : `//${path}`;
    return {
      source: 'Remote',
      module: `git::${repository}${folder}?ref=${encodeURIComponent(revision)}`,
      vars: inOrder(variables).map(([key, value]) => ({ key, value })),
      varFiles: secretVariables.map(({ secret, key }) => ({
        source: 'SecretKey',
        format: 'HCL',
        secretKeyRef: { name: secret, key },
      })),
      env: inOrder(secretEnvironment).map(([name, { secret, key }]) => ({ name, secretKeyRef: { name: secret, key } })),
    };
  }

  /** A configuration of the provider for this one cluster, where the state or credentials are its own. */
  #providerConfig(): Manifest | undefined {
    const { backend: state, credentials } = this.props;
    const files = inOrder(credentials);
    if (state === undefined && files.length === 0) return undefined;
    const { namespace } = this.application;
    return {
      apiVersion: TF,
      kind: 'ProviderConfig',
      metadata: { name: this.name, labels: this.labels },
      spec: {
        ...(state?.type === undefined ? {} : { configuration: `terraform {\n  backend "${state.type}" {}\n}\n` }),
        ...(state === undefined ? {} : { backendFile: settingsFile(state.settings) }),
        credentials: files.map(([filename, { secret, key }]) => ({
          filename,
          source: 'Secret',
          secretRef: { namespace, name: secret, key },
        })),
      },
    };
  }
}

function inOrder<T>(map: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Settings as Terraform reads them from a file. */
function settingsFile(settings: Readonly<Record<string, string>>): string {
  return inOrder(settings)
    .map(([key, value]) => `${key} = ${quoted(value)}\n`)
    .join('');
}

/** A text in HCL, in which nothing is a template. */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/\$\{/g, () => '$${')
    .replace(/%\{/g, '%%{');
}

/** The outputs that are named, as far as they are said. */
interface Outputs {
  readonly kubeconfig?: string | undefined;
  readonly server?: string | undefined;
  readonly certificateAuthority?: string | undefined;
  readonly token?: string | undefined;
}

function isWay({ kubeconfig, server, certificateAuthority, token }: Outputs): boolean {
  if (kubeconfig !== undefined)
    return server === undefined && certificateAuthority === undefined && token === undefined;
  return server !== undefined && certificateAuthority !== undefined;
}

function isSignIn(given: {
  readonly outputs?: Outputs;
  readonly eksCluster?: unknown;
  readonly gke?: unknown;
}): boolean {
  const { outputs: named = {}, eksCluster, gke } = given;
  // What is wrong with the outputs themselves is said of them.
  if (!isWay(named)) return true;
  return named.kubeconfig !== undefined || named.token !== undefined || eksCluster !== undefined || gke === true;
}

/** How Argo CD learns to reach the cluster `id` that is made in a namespace of the hub. */
export function terraformConnection(
  id: string,
  namespace: string,
  { outputs: named = {}, eksCluster, gke }: Pick<TerraformClusterProps, 'outputs' | 'eksCluster' | 'gke'>,
): ClusterConnection {
  const { kubeconfig, server, certificateAuthority, token } = named;
  return {
    namespace,
    secret: connectionSecretOf(id),
    reader: CONNECTION_READER,
    keys:
      server === undefined || certificateAuthority === undefined
        ? { kubeconfig: kubeconfig ?? 'kubeconfig' }
        : { server, certificateAuthority, token },
    identity:
      eksCluster !== undefined
        ? { kind: 'aws', clusterName: eksCluster }
        : gke === true
          ? { kind: 'gcp' }
          : { kind: 'secret', shortLived: false },
  };
}
