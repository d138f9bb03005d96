import { pulumiAzurePostgres } from '../constructs/pulumi/azure-postgres.ts';
import type { RecipePack } from '../src/model/recipe-pack.ts';

/**
 * Databases of Azure in production, made by Pulumi: flexible servers of PostgreSQL.
 *
 * @example
 * const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' }, recipes: [pulumiAzure] });
 */
export const pulumiAzure: RecipePack = { name: 'pulumi-azure', provisioners: [pulumiAzurePostgres] };
