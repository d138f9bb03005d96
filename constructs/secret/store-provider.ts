import * as z from 'zod';
import { awsProvider, awsStore } from './aws-store.ts';
import { azureProvider, azureStore } from './azure-store.ts';
import { gcpProvider, gcpStore } from './gcp-store.ts';
import type { StorePlace } from './store-parts.ts';
import { vaultProvider, vaultStore } from './vault-store.ts';

const providerSchema = z.strictObject({
  aws: awsStore.optional().describe('AWS Secrets Manager or Parameter Store.'),
  gcp: gcpStore.optional().describe('Google Cloud Secret Manager.'),
  azure: azureStore.optional().describe('Azure Key Vault.'),
  vault: vaultStore.optional().describe('HashiCorp Vault or OpenBao.'),
});

/** Props of whatever reads secrets from somewhere: one of them is given. */
export const providerProps = providerSchema.shape;

type Providers = z.output<typeof providerSchema>;

/** Refuses a store of no provider or of several. */
export function exactlyOneProvider({ value, issues }: z.core.ParsePayload<Providers>): void {
  const given = Object.keys(providerProps).filter((name) => Object.hasOwn(value, name));
  if (given.length === 1) return;
  const message = 'must be one of aws, gcp, azure and vault';
  issues.push({
    code: 'custom',
    path: given.slice(1, 2),
    input: given.length === 0 ? undefined : given.join(', '),
    message,
  });
}

/** What External Secrets is told of a store. @source `spec.provider` */
export function providerSpec({ aws, gcp, azure, vault }: Providers, place: StorePlace): object {
  if (aws !== undefined) return awsProvider(aws, place);
  if (gcp !== undefined) return gcpProvider(gcp, place);
  if (azure !== undefined) return azureProvider(azure, place);
  return vault === undefined ? {} : vaultProvider(vault, place);
}
