import type { AwsTypes } from './aws-types.ts';
import type { AzureTypes } from './azure-types.ts';
import type { GcpTypes } from './gcp-types.ts';

/** Properties of every resource that Roadbed makes by Pulumi, by their type tokens. */
export interface CloudTypes extends AwsTypes, GcpTypes, AzureTypes {
  'random:index/randomPassword:RandomPassword': { readonly length: number; readonly special: boolean };
}
