import type { ComponentsProps } from 'roadbed';
import { argoCd } from '../../../constructs/components/argo-cd.ts';

const host = 'argocd.acme.example';

type Options = Exclude<NonNullable<ComponentsProps['argoCd']>, false>;

function configs(options: Options): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const values = argoCd.values(argoCd.options.parse(options), { brings: () => false });
  return Object(values).configs;
}

test('people sign in by a provider of OpenID Connect, whose secret Argo CD reads itself', () => {
  const { cm } = configs({ host, oidc: { issuer: 'https://login.acme.example', clientId: 'argocd', secret: 'sso' } });
  expect(JSON.parse(String(cm?.['oidc.config']))).toEqual({
    name: 'Single sign-on',
    issuer: 'https://login.acme.example',
    clientID: 'argocd',
    clientSecret: '$sso:clientSecret',
    requestedScopes: ['openid', 'profile', 'email', 'groups'],
  });
});

test('Dex runs where it has a connector, and alone there', () => {
  const dex = [
    { type: 'github', id: 'github', name: 'GitHub', config: { clientID: 'a', clientSecret: '$dex:github' } },
  ];
  const enabled = (options: Options) =>
    Object(argoCd.values(argoCd.options.parse(options), { brings: () => false })).dex.enabled;
  expect([enabled({}), enabled({ host, dex })]).toEqual([false, true]);
  expect(JSON.parse(String(configs({ host, dex }).cm?.['dex.config']))).toEqual({ connectors: dex });
});

test.each([{ clientSecret: 'hunter2' }, { bindPW: 'hunter2' }, { password: '' }])(
  'a connector that holds a secret is refused: %j',
  (config) => {
    const dex = [{ type: 'ldap', id: 'ldap', name: 'LDAP', config }];
    expect(argoCd.options.safeParse({ dex }).success).toBe(false);
  },
);

test('an issuer without TLS and a group with a comma are refused', () => {
  const wrong = [
    { oidc: { issuer: 'http://login.example', clientId: 'a' } },
    { access: [{ group: 'a, b', role: 'admin' }] },
  ];
  for (const one of wrong) expect(argoCd.options.safeParse(one).success).toBe(false);
});

test('signing in needs a name to lead back to, and somebody who may', () => {
  const oidc = { issuer: 'https://login.example', clientId: 'a' };
  const complaints = (options: object) =>
    argoCd.options.safeParse(options).error?.issues.map(({ path }) => path.join('.'));
  expect(complaints({ oidc })).toEqual(['host']);
  expect(complaints({ oidc, host })).toBeUndefined();
  expect(complaints({ localAdmin: false })).toEqual(['access']);
  expect(complaints({ localAdmin: false, everybodyReads: true })).toBeUndefined();
});

test('groups may do what their role says, in their projects', () => {
  const { rbac } = configs({
    access: [
      { group: 'Platform Admins', role: 'admin' },
      { group: 'auditors', role: 'readonly' },
      { group: 'shop', role: 'operator', projects: ['team-shop'] },
    ],
  });
  expect(rbac?.['policy.default']).toBe('');
  expect(String(rbac?.['policy.csv']).split('\n')).toEqual([
    'g, Platform Admins, role:admin',
    'g, auditors, role:readonly',
    'p, shop, applications, get, team-shop/*, allow',
    'p, shop, logs, get, team-shop/*, allow',
    'p, shop, applications, sync, team-shop/*, allow',
    'p, shop, applications, action/*, team-shop/*, allow',
    '',
  ]);
  expect(configs({ everybodyReads: true, localAdmin: false })).toMatchObject({
    rbac: { 'policy.default': 'role:readonly' },
    cm: { 'admin.enabled': false },
  });
});
