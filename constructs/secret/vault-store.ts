import * as z from 'zod';
import { keyRef, named, type StorePlace, secretReference } from './store-parts.ts';

const name = z.string().min(1).max(253);

/** HashiCorp Vault or OpenBao: the engine for keys and values. */
export const vaultStore = z
  .strictObject({
    server: z
      .string()
      .max(253)
      .regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?\/?$/i, {
        error: 'must be a URL such as https://vault.acme.example:8200',
      })
      .describe('URL of the server, such as `https://vault.acme.example:8200`.'),
    path: name.default('secret').describe('Path at which the engine is mounted.'),
    version: z.enum(['v1', 'v2']).default('v2').describe('Version of the engine.'),
    namespace: name.optional().describe('Namespace within Vault, of its enterprise edition. Default: none.'),
    caConfigMap: name
      .optional()
      .describe(
        "ConfigMap in the namespace of the application whose key `ca.crt` signs the server's certificate. Default: the system's authorities.",
      ),
    role: name
      .optional()
      .describe('Role of the Kubernetes authentication that reads, by the identity of `serviceAccount`.'),
    mountPath: name.default('kubernetes').describe('Path at which the Kubernetes authentication is mounted.'),
    serviceAccount: name
      .optional()
      .describe(
        'ServiceAccount in the namespace of the application that takes on the role. Default: that of External Secrets itself.',
      ),
    appRoleId: name.optional().describe('Id of the AppRole that reads; `appRoleSecret` belongs to it.'),
    appRoleSecret: secretReference.optional().describe("Secret id of the AppRole: `fromSecret('name', 'key')`."),
    appRolePath: name.default('approle').describe('Path at which the AppRole authentication is mounted.'),
    token: secretReference.optional().describe("A token that reads: `fromSecret('name', 'key')`."),
  })
  .check(oneIdentity);

type VaultStore = z.output<typeof vaultStore>;

function oneIdentity({ value, issues }: z.core.ParsePayload<Record<string, unknown>>): void {
  const { role, appRoleId, appRoleSecret, token, serviceAccount } = value;
  const refuse = (prop: string, message: string) =>
    issues.push({ code: 'custom', path: [prop], input: undefined, message });
  if ((appRoleId === undefined) !== (appRoleSecret === undefined)) {
    refuse('appRoleSecret', 'must stand beside appRoleId, or neither of them');
  }
  if (serviceAccount !== undefined && role === undefined) refuse('serviceAccount', 'must stand beside a role');
  if ([role, appRoleId, token].filter((one) => one !== undefined).length !== 1) {
    refuse('role', 'must be there, or appRoleId or token instead: one of them reads');
  }
}

/** What External Secrets is told of it. @source `spec.provider.vault` */
export function vaultProvider(store: VaultStore, place: StorePlace): object {
  const { server, path, version, namespace, caConfigMap } = store;
  const caProvider =
    caConfigMap === undefined ? undefined : { type: 'ConfigMap', key: 'ca.crt', ...named(caConfigMap, place) };
  return { vault: { server, path, version, namespace, caProvider, auth: authOf(store, place) } };
}

function authOf(store: VaultStore, place: StorePlace): object {
  const { role, mountPath, serviceAccount, appRoleId, appRoleSecret, appRolePath, token } = store;
  if (appRoleId !== undefined && appRoleSecret !== undefined) {
    return { appRole: { path: appRolePath, roleId: appRoleId, secretRef: keyRef(appRoleSecret, place) } };
  }
  if (token !== undefined) return { tokenSecretRef: keyRef(token, place) };
  const account = serviceAccount === undefined ? undefined : named(serviceAccount, place);
  return { kubernetes: { mountPath, role, serviceAccountRef: account } };
}
