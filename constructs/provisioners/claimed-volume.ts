import { quantity } from '../../src/model/fields.ts';
import { disposable, type Manifest, stateful } from '../../src/model/manifest.ts';
import { type NeedContext, provisioner } from '../../src/model/need.ts';
import { volume } from '../../src/model/resource-types/volume.ts';
import type { Site } from '../../src/model/site.ts';
import type { VolumeParams } from '../volume.ts';

type VolumeNeed = NeedContext<VolumeParams>;

/**
 * A claim of a volume, which the cluster's StorageClass makes: the one that the class names, or the cluster's own for `default`.
 *
 * @source PersistentVolumeClaim
 */
export const claimedVolume = provisioner(volume, {
  name: 'claimed-volume',
  provision: (need: VolumeNeed, site: Site) => {
    const claimed = claim(need);
    return {
      manifests: [site.tier === 'development' ? disposable(claimed) : stateful(claimed)],
      outputs: { claim: need.name },
    };
  },
});

function claim({ name, labels, params, class: storageClass }: VolumeNeed): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, labels },
    spec: {
      accessModes: [params.access],
      volumeMode: 'Filesystem',
      storageClassName: storageClass === 'default' ? undefined : storageClass,
      resources: { requests: { storage: quantity(params.size) } },
    },
  };
}
