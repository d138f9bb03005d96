import './peer.ts';

export type { ClusterAccess } from './cluster-access.ts';
export { type DeployOptions, deploy } from './deploy.ts';
export type { Deployment } from './deployment.ts';
