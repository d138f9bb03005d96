import { brand, hasBrand } from './brand.ts';

const SECRET_REF = brand('SecretRef');

/** A key of a Kubernetes Secret that exists already; made by {@link fromSecret}. */
export class SecretRef {
  /** Name of the Secret, in the namespace of the pod that reads it. */
  readonly name: string;
  /** Key within the Secret. */
  readonly key: string;

  constructor(name: string, key: string) {
    this.name = name;
    this.key = key;
    Object.defineProperty(this, SECRET_REF, { value: true });
  }
}

/**
 * Takes the value of an environment variable from a key of a Secret that exists already in the application's namespace,
 * such as one that External Secrets or Sealed Secrets makes. The secret's text never passes through Roadbed.
 *
 * @source `env[].valueFrom.secretKeyRef` of the container
 * @example
 * new WebService(shop, 'api', { image, port: 8080, env: { STRIPE_KEY: fromSecret('stripe', 'api-key') } });
 */
export function fromSecret(name: string, key: string): SecretRef {
  return new SecretRef(name, key);
}

/** Whether the value was made by {@link fromSecret}, of this copy of the package or another. */
export function isSecretRef(value: unknown): value is SecretRef {
  return hasBrand(value, SECRET_REF);
}
