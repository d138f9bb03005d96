import { AZURE_SUBSCRIPTION_LABEL, CLOUD_LABEL, GCP_PROJECT_LABEL, REGION_LABEL } from './labels.ts';
import { labelOf, type SiteFacts } from './site.ts';

/** What a place at each cloud consists of, by the labels of a cluster that say it; the names are those of its provider's settings. */
const PLACES = {
  aws: { region: REGION_LABEL },
  gcp: { project: GCP_PROJECT_LABEL, region: REGION_LABEL },
  azure: { subscriptionId: AZURE_SUBSCRIPTION_LABEL },
} as const;

/** A cloud with places of its own: regions of AWS, regions of a project of Google Cloud, subscriptions of Azure. */
export type PlacedCloud = keyof typeof PLACES;

/** Whether a text names such a cloud. */
export function isPlacedCloud(text: string | undefined): text is PlacedCloud {
  return text !== undefined && Object.hasOwn(PLACES, text);
}

/** Where things are made at a cloud for a cluster, by its labels; undefined where they do not say so. */
export function placeAt(
  cluster: Pick<SiteFacts, 'labels'>,
  cloud: PlacedCloud,
): Readonly<Record<string, string>> | undefined {
  const place: Record<string, string> = {};
  for (const [name, label] of Object.entries(PLACES[cloud])) {
    const value = labelOf(cluster, label);
    if (value === undefined) return undefined;
    place[name] = value;
  }
  return place;
}

/** The cloud that a cluster is of and has a place at; undefined without one. */
export function cloudOf(cluster: Pick<SiteFacts, 'labels'>): PlacedCloud | undefined {
  const cloud = labelOf(cluster, CLOUD_LABEL);
  return isPlacedCloud(cloud) && placeAt(cluster, cloud) !== undefined ? cloud : undefined;
}
