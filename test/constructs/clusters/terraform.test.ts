import { TerraformCluster, type TerraformClusterProps } from '../../../constructs/clusters/terraform.ts';
import { member } from '../../../src/model/member.ts';
import { kinds, ofKind, problems, render, shop } from '../support.ts';

const repository = 'https://github.com/acme/infrastructure';

function terraform(props: Partial<TerraformClusterProps> = {}) {
  return new TerraformCluster(shop(), 'legacy', { repository, revision: 'v4.2.0', ...props });
}

function workspace(props: Partial<TerraformClusterProps> = {}): object {
  return Object(member(ofKind(render(terraform(props)), 'Workspace')?.spec, 'forProvider'));
}

test('a workspace points at a folder of a repository at a revision', () => {
  expect(workspace()).toMatchObject({ source: 'Remote', module: `git::${repository}?ref=v4.2.0` });
  expect(workspace({ path: 'clusters/legacy', revision: 'release/4' })).toMatchObject({
    module: `git::${repository}//clusters/legacy?ref=release%2F4`,
  });
});

test('variables are in order, and secret ones are names of Secrets', () => {
  const props = {
    variables: { zones: '["a"]', nodes: '3' },
    secretVariables: [{ secret: 'vars', key: 'terraform.tfvars' }],
    secretEnvironment: { TF_TOKEN: { secret: 'tokens', key: 'tf' } },
  };
  expect(workspace(props)).toMatchObject({
    vars: [
      { key: 'nodes', value: '3' },
      { key: 'zones', value: '["a"]' },
    ],
    varFiles: [{ source: 'SecretKey', format: 'HCL', secretKeyRef: { name: 'vars', key: 'terraform.tfvars' } }],
    env: [{ name: 'TF_TOKEN', secretKeyRef: { name: 'tokens', key: 'tf' } }],
  });
});

test('the state is where the repository says, with settings of its own, or in a backend that is said', () => {
  const settings = { key: ['clusters/$', '{legacy}'].join(''), bucket: 'a"b' };
  const own = ofKind(render(terraform({ backend: { type: 's3', settings } })), 'ProviderConfig');
  expect(own?.spec).toMatchObject({
    configuration: 'terraform {\n  backend "s3" {}\n}\n',
    backendFile: 'bucket = "a\\"b"\nkey = "clusters/$${legacy}"\n',
  });
  expect(ofKind(render(terraform({ backend: { settings } })), 'ProviderConfig')?.spec).not.toHaveProperty(
    'configuration',
  );
  expect(kinds(render(terraform()))).not.toContain('ProviderConfig');
});

test('it uses the configuration of the provider that is named, or its own where it has one', () => {
  const used = (props: Partial<TerraformClusterProps>) =>
    member(ofKind(render(terraform(props)), 'Workspace')?.spec, 'providerConfigRef');
  expect(used({ providerConfig: 'acme' })).toEqual({ kind: 'ClusterProviderConfig', name: 'acme' });
  expect(used({ credentials: { '.git-credentials': { secret: 'git', key: 'credentials' } } })).toEqual({
    kind: 'ProviderConfig',
    name: 'legacy',
  });
});

test('outputs come into the Secret that who registers it may read', () => {
  expect(ofKind(render(terraform()), 'Workspace')).toMatchObject({
    spec: { writeConnectionSecretToRef: { name: 'legacy-connection' } },
  });
  expect(ofKind(render(terraform()), 'Role')).toMatchObject({ rules: [{ resourceNames: ['legacy-connection'] }] });
});

test.each([
  [
    'a way to reach it and none to sign in',
    { outputs: { server: 'a', certificateAuthority: 'b' } },
    'outputs: must have a kubeconfig or a token',
  ],
  ['half a way to reach it', { outputs: { server: 'a' } }, 'outputs: must have kubeconfig, or server and'],
  [
    'two ways to reach it',
    { outputs: { kubeconfig: 'k', server: 'a' } },
    'outputs: must have kubeconfig, or server and',
  ],
  ['a path that leaves the repository', { path: 'a/../..' }, 'path: must be a folder in the repository'],
  [
    'a credential in the URL',
    { repository: 'https://me:secret@github.com/acme/i' },
    'repository: must have no credential',
  ],
] as const)('%s is a problem', (_, props, said) => {
  expect(problems(terraform(props))).toEqual([expect.stringContaining(`RB101 at shop/legacy.${said}`)]);
});
