import { pulumiCloudSqlPostgres } from '../constructs/pulumi/cloud-sql-postgres.ts';
import type { RecipePack } from '../src/model/recipe-pack.ts';

/**
 * Databases of Google Cloud in production, made by Pulumi: Cloud SQL.
 *
 * @example
 * const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' }, recipes: [pulumiGcp] });
 */
export const pulumiGcp: RecipePack = { name: 'pulumi-gcp', provisioners: [pulumiCloudSqlPostgres] };
