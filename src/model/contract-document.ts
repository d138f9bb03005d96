import type { IConstruct } from 'constructs';
import type { ContractDocument } from './contract.ts';

/** Name of the file by which a platform tells other programs what they may build on. */
export const CONTRACT_NAME = 'contract.json';

/** Version of the form of the contract. */
export const CONTRACT_VERSION = 1;

const CONTRACT: unique symbol = Symbol.for('roadbed.contract');

/** Says that the program of a platform makes applications for another one. */
export function recordContract(platform: IConstruct, contract: ContractDocument): void {
  Object.defineProperty(platform, CONTRACT, { value: contract });
}

/** The contract that a platform was made from, if any. */
export function contractOn(platform: object): ContractDocument | undefined {
  // What stands there was put there by recordContract, of this copy of the package or another.
  return Reflect.get(platform, CONTRACT) as ContractDocument | undefined;
}
