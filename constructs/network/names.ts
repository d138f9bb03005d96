import { entryName } from '../../src/model/handover.ts';
import { BOOTSTRAP_ANNOTATION } from '../../src/model/labels.ts';
import { shortName } from '../../src/model/names.ts';
import type { PlatformStore } from '../../src/model/platform-store.ts';

/** API version of Skupper's kinds. */
export const SKUPPER = 'skupper.io/v2alpha1';

/** Pods of a router, which the controller makes. @source `skupper-router-deployment.yaml` of Skupper's controller */
export const ROUTER = { 'skupper.io/component': 'router' } as const;

/** Port of a router where interior sites link, and where edges do. */
export const INTERIOR_PORT = 55671;
export const EDGE_PORT = 45671;

/** Secret, in the namespace of the sites of a network, with which an edge proves itself to the hub. */
export const LINK_SECRET = 'skupper-link';

/** Certificate and Secret of the hub for an edge's link. */
export function linkOf(edge: string): string {
  return shortName(`link-${edge}`, 63);
}

/** Key of the platform's secret store under which the hub leaves what an edge proves itself with. */
export function linkKey(network: string, edge: string, { cloud }: Pick<PlatformStore, 'cloud'>): string {
  return entryName(['networks', network, edge], cloud);
}

/** Address in the network of the API server of an edge. */
export function apiRoutingKey(edge: string): string {
  return `${edge}-api`;
}

/** Service on the hub behind which the API server of an edge is. */
export function apiHost(edge: string): string {
  return shortName(`api-${edge}`, 63);
}

/** Port of that Service, and of every API server within its cluster. */
export const API_PORT = 443;

/** Name by which every API server is proven within its cluster, wherever a connection to it comes from. */
export const API_SERVER_NAME = 'kubernetes.default.svc';

/** Secret on the hub that holds the credential of an edge, put there once when the edge joins. */
export function credentialOf(edge: string): string {
  return shortName(`credential-${edge}`, 63);
}

/** Keys of that Secret. */
export const CREDENTIAL_KEYS = { certificateAuthority: 'ca.crt', token: 'token' } as const;

/** Account on an edge that Argo CD signs in as. */
export const MANAGER = 'argocd-manager';

/** Secret with the token of that account, which Kubernetes fills. */
export const MANAGER_TOKEN = `${MANAGER}-token`;

/** Where an object of the network stands: its metadata, kept by Argo CD whatever happens to the program. */
export function kept(name: string, labels: Readonly<Record<string, string>>) {
  return {
    name,
    labels,
    // Argo CD reaches an edge by these: what takes them away by mistake could not be told to put them back.
    annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
  };
}

/** Address in the network of the Prometheus of an edge. */
export function prometheusRoutingKey(edge: string): string {
  return `${edge}-prometheus`;
}

/** Service on the hub behind which the Prometheus of an edge is. */
export function prometheusHost(edge: string): string {
  return shortName(`prometheus-${edge}`, 63);
}

/** The metadata of what carries the network on an edge: it must be there before Argo CD can reach the edge, so it is part of the bootstrap. */
export function early(name: string, labels: Readonly<Record<string, string>>) {
  const metadata = kept(name, labels);
  return { ...metadata, annotations: { ...metadata.annotations, [BOOTSTRAP_ANNOTATION]: 'true' } };
}
