import type { Manifest } from '../../src/model/manifest.ts';
import type { Workload } from './workload.ts';

/** An account of the workload's own, whose token no pod gets: who needs the API server says so by a patch. */
export function serviceAccount({ name, labels }: Workload): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, labels },
    automountServiceAccountToken: false,
  };
}
