import { type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { bucket } from '../../src/model/resource-types/bucket.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import type { BucketParams } from '../bucket.ts';
import { azurePlace, azureTags, needsSubscription, subscriptionOf } from './azure-resource.ts';
import { bucketOutputs } from './bucket-outputs.ts';
import { resourceFact, resourceFacts } from './cluster-facts.ts';
import { connectionOf, managedResource } from './managed-resource.ts';
import { resourceName } from './resource-name.ts';

/** Longest name of an account, which is letters and digits alone. */
const LONGEST_NAME = 24;
/** Name of the container: the account is the application's own. */
const CONTAINER = 'app';
/** How long Azure keeps what was deleted. */
const DELETED_DAYS = 14;

type BucketNeed = NeedContext<BucketParams>;

/**
 * A storage account of Azure with one container, by managed resources of Crossplane that the control plane holds.
 *
 * It is encrypted, stands in three zones, is closed to the public, takes no connection without TLS 1.2, keeps former versions, and keeps what was
 * deleted for 14 days. Management policies without `Delete` keep it. Pods sign with the key of the account, which has nothing else in it.
 *
 * The cluster needs the labels `topology.kubernetes.io/region` and `azure.roadbed.dev/subscription`, and in its network a resource group that
 * bears the labels `network.roadbed.dev/cluster: <cluster>` and `network.roadbed.dev/serves: resources`.
 *
 * @source `Account` and `Container` of `storage.azure.m.upbound.io`; ConfigMap
 */
export const azureBucket = provisioner(bucket, {
  name: 'azure-bucket',
  when: { tier: 'production', cloud: 'azure' },
  problems: needsSubscription,
  provision: (need: BucketNeed) => ({
    manifests: [],
    outputs: bucketOutputs({
      name: CONTAINER,
      endpoint: resourceFact(need, 'endpoint'),
      protocol: 'azblob',
      key: {
        id: resourceFact(need, 'account'),
        secret: secretKey(connectionOf(need), 'attribute.primary_access_key'),
      },
    }),
    endpoint: { outside: true, ports: [443] },
  }),
  infrastructure: (need: BucketNeed, site: Site) => {
    const account = nameOf(need, site);
    return [
      storage(need, site),
      container(need, site),
      resourceFacts(need, { account, endpoint: `https://${account}.blob.core.windows.net` }),
    ];
  },
});

function storage(need: BucketNeed, site: Site): Manifest {
  return stateful(
    managedResource(need, {
      apiVersion: 'storage.azure.m.upbound.io/v1beta1',
      kind: 'Account',
      name: nameOf(need, site),
      forProvider: {
        ...azurePlace(site),
        accountKind: 'StorageV2',
        accountTier: 'Standard',
        accountReplicationType: 'ZRS',
        minTlsVersion: 'TLS1_2',
        httpsTrafficOnlyEnabled: true,
        allowNestedItemsToBePublic: false,
        blobProperties: {
          versioningEnabled: true,
          deleteRetentionPolicy: { days: DELETED_DAYS },
          containerDeleteRetentionPolicy: { days: DELETED_DAYS },
        },
        tags: azureTags(need, site),
      },
      connection: connectionOf(need),
    }),
  );
}

function container(need: BucketNeed, site: Site): Manifest {
  const name = nameOf(need, site);
  return stateful(
    managedResource(need, {
      apiVersion: 'storage.azure.m.upbound.io/v1beta1',
      kind: 'Container',
      name,
      externalName: CONTAINER,
      forProvider: { storageAccountNameRef: { name }, containerAccessType: 'private' },
    }),
  );
}

function nameOf(need: BucketNeed, site: Site): string {
  return resourceName(need, site, LONGEST_NAME, subscriptionOf(site)).replaceAll('-', '');
}
