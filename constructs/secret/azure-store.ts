import * as z from 'zod';
import { keyRef, named, type StorePlace, secretReference } from './store-parts.ts';

const name = z.string().min(1).max(253);

/** Azure Key Vault. */
export const azureStore = z
  .strictObject({
    vaultUrl: z
      .string()
      .max(253)
      .regex(/^https:\/\/[a-z0-9.-]+\/?$/i, { error: 'must be the https URL of a vault' })
      .describe('URL of the vault, such as `https://acme.vault.azure.net`.'),
    tenantId: name
      .optional()
      .describe('Tenant of the identity. Default: as the ServiceAccount says; `clientId` needs it.'),
    serviceAccount: name
      .optional()
      .describe(
        'ServiceAccount in the namespace of the application whose workload identity reads. Default: the identity of External Secrets itself.',
      ),
    managedIdentity: name.optional().describe('Client id of the managed identity of the nodes that reads.'),
    clientId: secretReference
      .optional()
      .describe("Id of a service principal: `fromSecret('name', 'key')`; `clientSecret` belongs to it."),
    clientSecret: secretReference.optional().describe("Its secret: `fromSecret('name', 'key')`."),
  })
  .check(oneIdentity);

type AzureStore = z.output<typeof azureStore>;

function oneIdentity({ value, issues }: z.core.ParsePayload<Record<string, unknown>>): void {
  const { clientId, clientSecret, tenantId, serviceAccount, managedIdentity } = value;
  const refuse = (prop: string, message: string) =>
    issues.push({ code: 'custom', path: [prop], input: undefined, message });
  if ((clientId === undefined) !== (clientSecret === undefined)) {
    refuse('clientSecret', 'must stand beside clientId, or neither of them');
  }
  if (clientId !== undefined && tenantId === undefined) refuse('tenantId', 'must stand beside clientId');
  if ([clientId, serviceAccount, managedIdentity].filter((one) => one !== undefined).length > 1) {
    refuse('clientId', 'must stand alone: one of clientId, serviceAccount and managedIdentity reads');
  }
}

/** What External Secrets is told of it. @source `spec.provider.azurekv` */
export function azureProvider(store: AzureStore, place: StorePlace): object {
  const { vaultUrl, tenantId, serviceAccount, managedIdentity, clientId, clientSecret } = store;
  const vault = { vaultUrl, tenantId };
  if (managedIdentity !== undefined) {
    return { azurekv: { ...vault, authType: 'ManagedIdentity', identityId: managedIdentity } };
  }
  if (clientId !== undefined && clientSecret !== undefined) {
    const authSecretRef = { clientId: keyRef(clientId, place), clientSecret: keyRef(clientSecret, place) };
    return { azurekv: { ...vault, authType: 'ServicePrincipal', authSecretRef } };
  }
  const account = serviceAccount === undefined ? undefined : named(serviceAccount, place);
  return { azurekv: { ...vault, authType: 'WorkloadIdentity', serviceAccountRef: account } };
}
