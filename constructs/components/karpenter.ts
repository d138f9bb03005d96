import * as z from 'zod';
import { component } from '../../src/model/component.ts';
import { charts } from './versions.ts';

/** Karpenter, which makes nodes for pods that find none; on clusters whose maker gives it its rights in AWS. */
export const karpenter = component({
  name: 'karpenter',
  chart: charts.karpenter,
  namespace: 'karpenter',
  on: 'edges',
  provides: ['NodePool.karpenter.sh', 'NodeClaim.karpenter.sh', 'EC2NodeClass.karpenter.k8s.aws'],
  onRequest: true,
  options: z.strictObject({
    clusterName: z.string().min(1).describe('Name of the cluster in EKS.'),
    interruptionQueue: z.string().min(1).describe('Name of the queue by which it learns that a node is about to go.'),
    replicas: z.int().min(1).max(5).describe('Pods of the controller, each on a node of its own.'),
  }),
  values: ({ clusterName, interruptionQueue, replicas }) => ({
    replicas,
    settings: { clusterName, interruptionQueue, eksControlPlane: true },
    // What it is not sure of it could be denied at the very time at which nodes are short.
    controller: { resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } } },
  }),
});
