import { cloudSqlPostgres } from '../constructs/provisioners/cloud-sql-postgres.ts';
import { gcsBucket } from '../constructs/provisioners/gcs-bucket.ts';
import { gkeIdentity } from '../constructs/provisioners/gke-identity.ts';
import type { RecipePack } from '../src/model/recipe-pack.ts';

/** Managed resources of Google Cloud by Crossplane, and the identities of GKE, for production on clusters of Google Cloud. */
export const gcpProduction: RecipePack = {
  name: 'gcp-production',
  provisioners: [cloudSqlPostgres, gcsBucket, gkeIdentity],
};
