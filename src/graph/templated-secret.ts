import { REMOTE_REF_DEFAULTS } from '../model/external-secrets.ts';
import { PATH_ANNOTATION } from '../model/labels.ts';
import { shortName } from '../model/names.ts';
import type { Piece } from './expand.ts';
import type { MutableObject } from './graph.ts';
import { readsSecrets } from './secret-reader.ts';

/** A value that must be one key of one Secret, composed or copied by External Secrets. */
export interface TemplatedSecret {
  /** Name of the Secret and of the objects that make it, in the consumer's namespace. */
  readonly name: string;
  readonly namespace: string;
  /** Namespace in which the parts are. */
  readonly from: string;
  readonly pieces: readonly Piece[];
  /** Path of the construct that takes the value. */
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Key of the Secret that holds the value. */
export const TEMPLATED_KEY = 'value';

/**
 * Objects that make the Secret: at the consumer an ExternalSecret with a SecretStore that reads the producer's namespace by a
 * ServiceAccount of its own, and at the producer the right to read just the Secrets that are named.
 *
 * External Secrets reads again every hour: a rotated part reaches the Secret within that time, and the pod when it restarts.
 */
export function templatedSecret(secret: TemplatedSecret): {
  readonly consumer: readonly MutableObject[];
  readonly producer: readonly MutableObject[];
} {
  const { name, namespace, from } = secret;
  const right = namespace === from ? name : shortName(`${namespace}/${name}`, 63);
  const account = { kind: 'ServiceAccount', name, namespace };
  return {
    consumer: [
      object(secret, 'v1', 'ServiceAccount', name, namespace, { automountServiceAccountToken: false }),
      object(secret, 'external-secrets.io/v1', 'SecretStore', name, namespace, {
        spec: { provider: { kubernetes: provider(secret) } },
      }),
      object(secret, 'external-secrets.io/v1', 'ExternalSecret', name, namespace, { spec: externalSecret(secret) }),
    ],
    producer: [
      object(secret, 'rbac.authorization.k8s.io/v1', 'Role', right, from, {
        rules: readsSecrets(secretNames(secret)),
      }),
      object(secret, 'rbac.authorization.k8s.io/v1', 'RoleBinding', right, from, {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: right },
        subjects: [account],
      }),
    ],
  };
}

function object(
  secret: TemplatedSecret,
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string,
  body: Readonly<Record<string, unknown>>,
): MutableObject {
  const metadata = {
    name,
    namespace,
    labels: { 'app.kubernetes.io/managed-by': 'roadbed', ...secret.labels },
    annotations: { [PATH_ANNOTATION]: secret.path },
  };
  return { apiVersion, kind, metadata, ...body };
}

function provider(secret: TemplatedSecret): Record<string, unknown> {
  return {
    remoteNamespace: secret.from,
    server: { caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' } },
    auth: { serviceAccount: { name: secret.name } },
  };
}

function externalSecret(secret: TemplatedSecret): Record<string, unknown> {
  const parts = new Map<string, Record<string, unknown>>();
  const template = secret.pieces
    .map((piece, index) => {
      if (typeof piece === 'string') return literal(piece, index < secret.pieces.length - 1);
      const part = `part${parts.size}`;
      parts.set(part, {
        secretKey: part,
        remoteRef: { key: piece.late.name, property: piece.late.key, ...REMOTE_REF_DEFAULTS },
      });
      // urlquery writes a space as "+", which is right in a query alone.
      return piece.encoded ? `{{ .${part} | urlquery | replace "+" "%20" }}` : `{{ .${part} }}`;
    })
    .join('');
  return {
    refreshInterval: '1h',
    secretStoreRef: { kind: 'SecretStore', name: secret.name },
    target: {
      name: secret.name,
      creationPolicy: 'Owner',
      template: { engineVersion: 'v2', data: { [TEMPLATED_KEY]: template } },
    },
    data: [...parts.values()],
  };
}

/** A text as a Go template writes it unchanged; a brace at its end would join those of what follows. */
function literal(text: string, followed: boolean): string {
  return text.includes('{{') || (followed && text.endsWith('{')) ? `{{ ${JSON.stringify(text)} }}` : text;
}

function secretNames(secret: TemplatedSecret): readonly string[] {
  return secret.pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.late.name]));
}
