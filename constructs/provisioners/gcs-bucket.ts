import { GCP_PROJECT_LABEL, GCP_PROJECT_NUMBER_LABEL, REGION_LABEL } from '../../src/model/labels.ts';
import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { shortName } from '../../src/model/names.ts';
import { type Consumer, type NeedContext, provisioner } from '../../src/model/need.ts';
import { bucket } from '../../src/model/resource-types/bucket.ts';
import type { Site } from '../../src/model/site.ts';
import type { BucketParams } from '../bucket.ts';
import { bucketOutputs } from './bucket-outputs.ts';
import { lackingLabels, regionOf, resourceFact, resourceFacts } from './cluster-facts.ts';
import { gcpLabels, principalOf } from './gcp-resource.ts';
import { managedResource } from './managed-resource.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of a bucket. */
const LONGEST_NAME = 63;

type BucketNeed = NeedContext<BucketParams>;

/**
 * A bucket of Google Cloud Storage, by managed resources of Crossplane that the control plane holds.
 *
 * It is encrypted by Google, closed to the public, keeps former versions, and has no access lists. Management policies without `Delete` keep
 * it. There is no key: the service account of each pod that refers to the bucket may use its objects, by Workload Identity Federation.
 *
 * The cluster needs the labels `topology.kubernetes.io/region`, `gcp.roadbed.dev/project` and `gcp.roadbed.dev/project-number`, and GKE's
 * metadata server. The names of buckets are known all over the world, so the project is part of the digest at the end of the name.
 *
 * @source `Bucket` and `BucketIAMMember` of `storage.gcp.m.upbound.io`; ConfigMap
 */
export const gcsBucket = provisioner(bucket, {
  name: 'gcs-bucket',
  when: { tier: 'production', cloud: 'gcp' },
  problems: (_need: BucketNeed, site: Site) =>
    lackingLabels(site, REGION_LABEL, GCP_PROJECT_LABEL, GCP_PROJECT_NUMBER_LABEL),
  provision: (need: BucketNeed) => ({
    manifests: [],
    outputs: bucketOutputs({
      name: resourceFact(need, 'bucket'),
      endpoint: 'https://storage.googleapis.com',
      protocol: 'gcs',
    }),
    // A pod asks the metadata server of its node, on 80 or 988, for a token.
    endpoint: { outside: true, ports: [443, 80, 988] },
  }),
  infrastructure: (need: BucketNeed, site: Site) => [
    storage(need, site),
    resourceFacts(need, { bucket: nameOf(need, site) }),
  ],
  dependantInfrastructure: (need: BucketNeed, site: Site, consumers: readonly Consumer[]) =>
    members(need, site, consumers),
});

function storage(need: BucketNeed, site: Site): Manifest {
  const name = nameOf(need, site);
  return stateful(
    managedResource(need, {
      apiVersion: 'storage.gcp.m.upbound.io/v1beta1',
      kind: 'Bucket',
      name,
      externalName: name,
      forProvider: {
        location: regionOf(site) || undefined,
        uniformBucketLevelAccess: true,
        publicAccessPrevention: 'enforced',
        versioning: { enabled: true },
        forceDestroy: false,
        labels: gcpLabels(need, site),
      },
    }),
  );
}

/** What pods may do with a bucket: those of all clusters of a project count as one where namespace and service account are the same. */
function members(need: BucketNeed, site: Site, consumers: readonly Consumer[]): readonly Manifest[] {
  const principals = new Map<string, Consumer>();
  for (const consumer of consumers) {
    const { namespace, serviceAccount } = consumer;
    const principal = principalOf(consumer.site ?? site, namespace, serviceAccount);
    if (!principals.has(principal)) principals.set(principal, consumer);
  }
  return [...principals].map(([principal, consumer]) => member(need, site, consumer, principal));
}

/** What pods do with the objects of a bucket; its settings are the platform's. */
function member(need: BucketNeed, site: Site, consumer: Consumer, principal: string): Manifest {
  const { namespace, serviceAccount } = consumer;
  const bucket = nameOf(need, site);
  const project = consumer.site === undefined ? [] : [consumer.site.label(GCP_PROJECT_LABEL) ?? ''];
  return {
    apiVersion: 'storage.gcp.m.upbound.io/v1beta1',
    kind: 'BucketIAMMember',
    metadata: {
      name: shortName([bucket, namespace, serviceAccount, ...project].join('/'), LONGEST_NAME),
      namespace: need.namespace,
      labels: need.labels,
    },
    spec: {
      forProvider: {
        bucketRef: { name: bucket },
        role: 'roles/storage.objectUser',
        member: principal,
      },
    },
  };
}

function nameOf(need: BucketNeed, site: Site): string {
  return resourceName(need, site, LONGEST_NAME, site.label(GCP_PROJECT_LABEL) ?? '');
}
