import * as z from 'zod';

/** Names of settings of Dex that hold what nobody else may know. */
const SECRET = /secret|password|bindpw|token|privatekey/i;

const settings = z.record(z.string(), z.unknown()).refine((config) => plainSecrets(config).length === 0, {
  error: 'must name secrets as `$secret:key`, a key of a Secret in the namespace of Argo CD, and never hold them',
});

/** Connectors of Dex: who is asked when somebody signs in. */
export const connectors = z.array(
  z.strictObject({
    type: z.string().min(1).max(64).describe('Kind of the connector, such as `github`, `ldap` or `saml`.'),
    id: z.string().min(1).max(64).describe('Name of the connector, which stays.'),
    name: z.string().min(1).max(64).describe('What stands on the button.'),
    config: settings.describe(
      'Settings of the connector, as Dex reads them. A secret is `$secret:key`: a key of a Secret in the namespace of Argo CD, with the label `app.kubernetes.io/part-of: argocd`.',
    ),
  }),
);

/** Dex's own format, which is YAML and so JSON. */
export function dexConfig(list: z.output<typeof connectors>): string {
  return JSON.stringify({ connectors: list });
}

/** Settings that hold a secret as a text instead of naming it. */
function plainSecrets(config: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(config)
    .filter(([key, value]) => SECRET.test(key) && !isReference(value))
    .map(([key]) => key);
}

function isReference(value: unknown): boolean {
  return typeof value !== 'string' || /^\$[A-Za-z0-9.:_-]+$/.test(value);
}
