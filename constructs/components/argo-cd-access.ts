import * as z from 'zod';

const word = z.string().regex(/^[^,"\n\r#]+$/, { error: 'must be without commas, quotes, "#" and line breaks' });
const secretName = z.string().min(1).max(253);

/** A provider of OpenID Connect, by reference to the Secret with what it knows Argo CD by. */
export const oidc = z.strictObject({
  name: z.string().min(1).max(64).default('Single sign-on').describe('What stands on the button.'),
  issuer: z.url({ protocol: /^https$/ }).describe('URL of the provider, as its discovery document says it.'),
  clientId: z.string().min(1).max(256).describe('Name by which the provider knows Argo CD.'),
  secret: secretName
    .default('argocd-oidc')
    .describe('Secret in the namespace of Argo CD, with the label `app.kubernetes.io/part-of: argocd`.'),
  secretKey: z.string().min(1).max(253).default('clientSecret').describe('Its key.'),
  scopes: z
    .array(z.string().min(1))
    .default(['openid', 'profile', 'email', 'groups'])
    .describe('What Argo CD asks the provider for; `groups` are those that `access` names.'),
});

/** What groups may do. */
export const access = z.array(
  z.strictObject({
    group: word.describe('Group as the provider names it, or the name of a person.'),
    role: z
      .enum(['admin', 'operator', 'readonly'])
      .describe('`admin` may do everything, `operator` looks, syncs and runs actions, `readonly` looks.'),
    projects: z
      .array(word)
      .min(1)
      .optional()
      .describe('Projects of Argo CD, one for each owner, where it is not for all; not for `admin`.'),
  }),
);

/** Argo CD's own format, which is YAML and so JSON. It reads the key of the Secret itself. */
export function oidcConfig({ name, issuer, clientId, secret, secretKey, scopes }: z.output<typeof oidc>): string {
  const config = { name, issuer, clientID: clientId, clientSecret: `$${secret}:${secretKey}`, requestedScopes: scopes };
  return JSON.stringify(config);
}

/** Rules of Argo CD's RBAC, in the order in which groups are given. */
export function policyOf(grants: z.output<typeof access>): string {
  return grants
    .flatMap(linesOf)
    .map((line) => `${line}\n`)
    .join('');
}

function linesOf({ group, role, projects }: z.output<typeof access>[number]): readonly string[] {
  if (role === 'admin' || (role === 'readonly' && projects === undefined)) return [`g, ${group}, role:${role}`];
  return (projects ?? ['*']).flatMap((project) => {
    const may = (resource: string, action: string) => `p, ${group}, ${resource}, ${action}, ${project}/*, allow`;
    const looks = [may('applications', 'get'), may('logs', 'get')];
    return role === 'readonly' ? looks : [...looks, may('applications', 'sync'), may('applications', 'action/*')];
  });
}
