import { PATH_ANNOTATION } from '../model/labels.ts';
import type { MutableObject } from './graph.ts';

/** Labels of the pods of a Skupper router. @source `skupper-router-deployment.yaml` of Skupper's controller */
export const ROUTER_PODS = { 'skupper.io/component': 'router' } as const;

/** Ports of a router on which its listeners are: the controller allots them from 1024 up, and no manifest says which. */
export const LISTENER_PORTS = [{ protocol: 'TCP', port: 1024, endPort: 65535 }] as const;

/** Who a generated object belongs to: the application whose part it is in, and the construct that it is for. */
export interface Belonging {
  readonly application: string;
  readonly path: string;
}

/** One end of the way of a service through a network. */
export interface NetworkEnd {
  readonly name: string;
  readonly namespace: string;
  readonly routingKey: string;
  readonly port: number;
}

/** The place where clients connect: Skupper makes a Service of this name for it. */
export function listener({ name, namespace, routingKey, port }: NetworkEnd, owner: Belonging): MutableObject {
  const spec = { routingKey, host: name, port };
  return { ...skupper('Listener', name, namespace, owner), spec };
}

/** The place from which a router connects to the server. The host is left out where it is patched in when it is known. */
export function connector(
  { name, namespace, routingKey, port }: NetworkEnd,
  host: string | undefined,
  owner: Belonging,
): MutableObject {
  const spec = { routingKey, ...(host === undefined ? {} : { host }), port };
  return { ...skupper('Connector', name, namespace, owner), spec };
}

function skupper(kind: string, name: string, namespace: string, owner: Belonging): MutableObject {
  return { apiVersion: 'skupper.io/v2alpha1', kind, metadata: metadata(name, namespace, owner) };
}

/** Name, namespace, and where an object comes from. */
export function metadata(name: string, namespace: string, { application, path }: Belonging): MutableObject['metadata'] {
  return {
    name,
    namespace,
    labels: { 'app.kubernetes.io/managed-by': 'roadbed', 'app.kubernetes.io/part-of': application },
    annotations: { [PATH_ANNOTATION]: path },
  };
}
