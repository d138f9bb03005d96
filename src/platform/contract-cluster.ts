import { Construct } from 'constructs';
import type { ContractCluster } from '../model/contract.ts';
import { CLUSTER, type ClusterDeclaration } from '../model/declarations.ts';

/** A cluster of another program's platform, as its contract has it. */
export class ImportedCluster extends Construct {
  readonly #declared: ContractCluster;

  constructor(scope: Construct, declared: ContractCluster) {
    super(scope, declared.name);
    this.#declared = declared;
  }

  /** What the resolver reads. @internal */
  [CLUSTER](): ClusterDeclaration {
    const { cloud, gateway, infrastructure, server, connection, home } = this.#declared;
    return {
      ...this.#declared,
      cloud,
      gateway,
      infrastructure,
      server,
      connection,
      home,
      path: this.node.path,
      credential: undefined,
      sealedCredential: undefined,
      unknownProps: [],
    };
  }
}
