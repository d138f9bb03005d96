import type { Provisioner } from '../src/model/need.ts';
import { awsProduction } from './aws-production.ts';
import { azureProduction } from './azure-production.ts';
import { development } from './development.ts';
import { everywhere } from './everywhere.ts';
import { gcpProduction } from './gcp-production.ts';

/** The provisioners that a platform begins with: those of all packs, each of which says itself where it is meant. */
export const standardProvisioners: readonly Provisioner[] = [
  development,
  awsProduction,
  azureProduction,
  gcpProduction,
  everywhere,
].flatMap(({ provisioners }) => provisioners);
