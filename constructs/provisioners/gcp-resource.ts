import { GCP_PROJECT_LABEL, GCP_PROJECT_NUMBER_LABEL } from '../../src/model/labels.ts';
import type { NeedContext } from '../../src/model/need.ts';
import type { Site } from '../../src/model/site.ts';

/** Labels of the resource, by which costs are told apart; Google Cloud takes neither dots nor slashes in them. */
export function gcpLabels(need: NeedContext<object>, site: Site): Readonly<Record<string, string>> {
  return { 'roadbed-application': need.application, 'roadbed-environment': site.environment };
}

/**
 * What policies of Google Cloud call the pods of a service account, by Workload Identity Federation: no account of Google Cloud
 * and no key stands between.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
 */
export function principalOf(site: Site, namespace: string, serviceAccount: string): string {
  const project = site.label(GCP_PROJECT_LABEL) ?? '';
  const pool = `projects/${site.label(GCP_PROJECT_NUMBER_LABEL) ?? ''}/locations/global/workloadIdentityPools/${project}.svc.id.goog`;
  return `principal://iam.googleapis.com/${pool}/subject/ns/${namespace}/sa/${serviceAccount}`;
}
