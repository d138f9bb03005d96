import { azureBucket } from '../constructs/provisioners/azure-bucket.ts';
import { azurePostgres } from '../constructs/provisioners/azure-postgres.ts';
import type { RecipePack } from '../src/model/recipe-pack.ts';

/** Managed resources of Azure by Crossplane, for production on clusters of Azure. */
export const azureProduction: RecipePack = {
  name: 'azure-production',
  provisioners: [azureBucket, azurePostgres],
};
