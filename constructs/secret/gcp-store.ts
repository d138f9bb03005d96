import * as z from 'zod';
import { keyRef, named, type StorePlace, secretReference } from './store-parts.ts';

const name = z.string().min(1).max(253);

/** Google Cloud Secret Manager. */
export const gcpStore = z
  .strictObject({
    project: name.describe('Id of the project that holds the secrets.'),
    serviceAccount: name
      .optional()
      .describe(
        'ServiceAccount in the namespace of the application whose workload identity reads. Default: the identity of External Secrets itself.',
      ),
    clusterName: name.optional().describe('Name of the GKE cluster. Default: as its metadata server says.'),
    clusterLocation: name
      .optional()
      .describe('Region or zone of the GKE cluster. Default: as its metadata server says.'),
    credentials: secretReference.optional().describe("Key of a service account, as JSON: `fromSecret('name', 'key')`."),
  })
  .check(oneIdentity);

type GcpStore = z.output<typeof gcpStore>;

function oneIdentity({ value, issues }: z.core.ParsePayload<Record<string, unknown>>): void {
  if (value.credentials === undefined || value.serviceAccount === undefined) return;
  const message = 'must not stand beside serviceAccount: one of them reads';
  issues.push({ code: 'custom', path: ['credentials'], input: undefined, message });
}

/** What External Secrets is told of it. @source `spec.provider.gcpsm` */
export function gcpProvider(store: GcpStore, place: StorePlace): object {
  const { project, serviceAccount, clusterName, clusterLocation, credentials } = store;
  const auth =
    credentials !== undefined
      ? { secretRef: { secretAccessKeySecretRef: keyRef(credentials, place) } }
      : serviceAccount !== undefined
        ? { workloadIdentity: { serviceAccountRef: named(serviceAccount, place), clusterName, clusterLocation } }
        : undefined;
  return { gcpsm: { projectID: project, auth } };
}
