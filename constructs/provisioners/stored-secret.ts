import { REMOTE_REF_DEFAULTS } from '../../src/model/external-secrets.ts';
import { SECRET_STORE_LABEL } from '../../src/model/labels.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { secret } from '../../src/model/resource-types/secret.ts';
import type { Site } from '../../src/model/site.ts';
import { secretKey } from '../../src/model/value.ts';
import type { StoredSecretParams } from '../stored-secret.ts';

/** Key of the Secret that holds the value. */
const KEY = 'value';

type SecretNeed = NeedContext<StoredSecretParams>;

/**
 * A Secret that External Secrets copies from the ClusterSecretStore that the cluster's label `secrets.roadbed.dev/store` names, `platform`
 * without one, and reads again every hour.
 *
 * @source `ExternalSecret.external-secrets.io`
 */
export const storedSecret = provisioner(secret, {
  name: 'stored-secret',
  provision: (need: SecretNeed, site: Site) => ({
    manifests: [externalSecret(need, site.label(SECRET_STORE_LABEL) ?? 'platform')],
    outputs: { value: secretKey(need.name, KEY) },
  }),
});

function externalSecret({ name, labels, params }: SecretNeed, store: string): Manifest {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, labels },
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: store },
      target: { name, creationPolicy: 'Owner' },
      data: [{ secretKey: KEY, remoteRef: { key: params.key, property: params.property, ...REMOTE_REF_DEFAULTS } }],
    },
  };
}
