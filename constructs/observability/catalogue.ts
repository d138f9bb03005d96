import type { Dashboard } from './dashboard.ts';
import { apiServer, capacity, cluster, dns, kubelet } from './dashboards/cluster.ts';
import { cost, namespaceCost } from './dashboards/cost.ts';
import { postgres, redis } from './dashboards/data.ts';
import { argocd, argocdWork, workflows } from './dashboards/delivery.ts';
import { alerts, fleet } from './dashboards/fleet.ts';
import { cronTask, webService, worker } from './dashboards/golden-paths.ts';
import { certificates, crossplane, externalSecrets, prometheus, sealedSecrets } from './dashboards/infrastructure.ts';
import { namespace, namespaces } from './dashboards/namespaces.ts';
import { applicationNetwork, ingress, network, podNetwork } from './dashboards/network.ts';
import { node, nodes } from './dashboards/nodes.ts';
import { slo, slos } from './dashboards/slo.ts';
import { jobs, podDashboard, scaling, volumes, workload, workloads } from './dashboards/workloads.ts';

/** Every dashboard of Roadbed, from the whole fleet to one pod. */
export const dashboards = [
  fleet,
  alerts,
  cluster,
  capacity,
  apiServer,
  dns,
  kubelet,
  nodes,
  node,
  namespaces,
  namespace,
  workloads,
  workload,
  podDashboard,
  volumes,
  jobs,
  scaling,
  network,
  podNetwork,
  ingress,
  applicationNetwork,
  argocd,
  argocdWork,
  workflows,
  crossplane,
  certificates,
  sealedSecrets,
  externalSecrets,
  postgres,
  redis,
  webService,
  worker,
  cronTask,
  slos,
  slo,
  cost,
  namespaceCost,
  prometheus,
] as const satisfies readonly Dashboard[];
