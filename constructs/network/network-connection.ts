import type { ClusterConnection } from '../../src/model/declarations.ts';
import { CONNECTION_READER } from '../clusters/connection-reader.ts';
import { API_PORT, API_SERVER_NAME, apiHost, CREDENTIAL_KEYS, credentialOf } from './names.ts';

/**
 * How Argo CD on the hub reaches an edge through the network: at the listener of the edge's API server, which proves itself by the name
 * that it has in its own cluster, with the credential that was put on the hub when the edge joined.
 */
export function networkConnection(edge: string, namespace: string): ClusterConnection {
  return {
    namespace,
    secret: credentialOf(edge),
    reader: CONNECTION_READER,
    keys: {
      address: `https://${apiHost(edge)}.${namespace}.svc:${API_PORT}`,
      serverName: API_SERVER_NAME,
      ...CREDENTIAL_KEYS,
    },
    identity: { kind: 'secret', shortLived: false },
  };
}
