import type { AlertGroup } from './alert.ts';
import { postgres, services, tasks, volumes } from './alerts/golden-paths.ts';
import { applicationNetwork, clusters, delivery, infrastructure, observability, security } from './alerts/platform.ts';

/** Every group of alerts; what a cluster has no metrics of never fires. */
export const alertGroups = [
  services,
  tasks,
  postgres,
  volumes,
  clusters,
  delivery,
  infrastructure,
  applicationNetwork,
  security,
  observability,
] as const satisfies readonly AlertGroup[];
