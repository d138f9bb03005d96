import { Construct } from 'constructs';
import type { ContractNetwork } from '../model/contract.ts';
import { NETWORK, type NetworkDeclaration } from '../model/network-declaration.ts';

/** Beside clusters, which bear their names, and applications stand in the tree of a team's program networks. */
const PREFIX = 'network-';

/** A network of another program's platform, as its contract has it. */
export class ImportedNetwork extends Construct {
  readonly #declared: ContractNetwork;

  constructor(scope: Construct, declared: ContractNetwork) {
    super(scope, PREFIX + declared.name);
    this.#declared = declared;
  }

  /** What the resolver reads. @internal */
  [NETWORK](): NetworkDeclaration {
    return { ...this.#declared, path: this.node.path, connections: new Map(), entries: new Map(), problems: [] };
  }
}
