import type { Construct } from 'constructs';
import type { EnvironmentProps } from '../src/model/by-environment.ts';
import { ExternalSecret, type ExternalSecretProps } from './secret/external-secret.ts';
import { SealedSecret, type SealedSecretProps, sealedFilesOf } from './secret/sealed-secret.ts';

/**
 * A Kubernetes Secret that comes about without its text ever being in the program: sealed in git, or kept in a store.
 *
 * Its name is that of its path in the application, its namespace that of the application.
 */
export class Secret {
  private constructor() {}

  /**
   * A Secret whose values stand in git, sealed by `roadbed seal` for one cluster. The files are read when this is called; a relative
   * path is looked up in the folder of the program, then in the current one.
   *
   * @throws RB947 if a file cannot be read, RB948 if it is sealed for another name or namespace, RB949 if it is for another cluster
   * @example
   * const files = byEnvironment({ dev: ['secrets/dev/stripe.yaml'], prod: ['secrets/prod/stripe.yaml'] });
   * const stripe = Secret.sealed(shop, 'stripe', { files });
   * new WebService(shop, 'api', { image, port: 8080, env: { STRIPE_KEY: stripe.key('api-key') } });
   */
  static sealed(scope: Construct, id: string, props: EnvironmentProps<SealedSecretProps>): SealedSecret {
    const path = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
    return new SealedSecret(scope, id, props, sealedFilesOf(props, path));
  }

  /**
   * A Secret whose values stay in a store of AWS, Google Cloud, Azure or Vault, from which External Secrets takes them.
   *
   * @throws RB951 if the store is in another namespace
   * @example
   * const stripe = Secret.external(shop, 'stripe', { data: { 'api-key': { key: 'prod/stripe', property: 'apiKey' } } });
   * new WebService(shop, 'api', { image, port: 8080, env: { STRIPE_KEY: stripe.key('api-key') } });
   */
  static external(scope: Construct, id: string, props: EnvironmentProps<ExternalSecretProps>): ExternalSecret {
    return new ExternalSecret(scope, id, props);
  }
}
