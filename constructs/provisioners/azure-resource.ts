import { AZURE_SUBSCRIPTION_LABEL, ENVIRONMENT_LABEL, REGION_LABEL } from '../../src/model/labels.ts';
import type { NeedContext, ProvisionProblem } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';
import { lackingLabels } from './cluster-facts.ts';
import { inNetwork } from './network-selector.ts';

/** Problems of a cluster that does not say its region and its subscription. */
export function needsSubscription(_need: NeedContext<object>, site: Site): readonly ProvisionProblem[] {
  return lackingLabels(site, REGION_LABEL, AZURE_SUBSCRIPTION_LABEL);
}

/** Id of the subscription, from the cluster's label `azure.roadbed.dev/subscription`: some names are known all over the world. */
export function subscriptionOf(site: Site): string {
  return site.label(AZURE_SUBSCRIPTION_LABEL) ?? '';
}

/** Place of a resource: its region, and the resource group of the cluster's network that serves `resources`. */
export function azurePlace(site: Site): object {
  return {
    location: site.label(REGION_LABEL) || undefined,
    resourceGroupNameSelector: inNetwork(site, 'resources'),
  };
}

/** Tags of the resource, by which costs are told apart; Azure takes no slashes in their names. */
export function azureTags(need: NeedContext<object>, site: Site): Readonly<Record<string, string>> {
  return {
    'roadbed.dev.application': need.application,
    [ENVIRONMENT_LABEL.replace('/', '.')]: site.environment,
  };
}
