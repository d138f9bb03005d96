import type { IConstruct } from 'constructs';
import type { ContractDocument, ContractValues } from './contract.ts';

/** Name of the file by which a platform tells other programs what they may build on. */
export const CONTRACT_NAME = 'contract.json';

/** Version of the form of the contract. */
export const CONTRACT_VERSION = 1;

const CONTRACT: unique symbol = Symbol.for('roadbed.contract');

/** Says that the program of a platform makes applications for another one. */
export function recordContract(platform: IConstruct, contract: ContractDocument): void {
  Object.defineProperty(platform, CONTRACT, { value: contract });
}

const IMPORTED: unique symbol = Symbol.for('roadbed.imported');

/** Takes note of what other programs export. */
export function recordImported(platform: IConstruct, { exports, units }: ContractValues): void {
  const known = importedOn(platform);
  const value = { exports: [...known.exports, ...exports], units: [...known.units, ...units] };
  Object.defineProperty(platform, IMPORTED, { value, configurable: true });
}

/** What a platform knows of other programs. */
export function importedOn(platform: object): ContractValues {
  // What stands there was put there by recordImported, of this copy of the package or another.
  const known = Reflect.get(platform, IMPORTED) as ContractValues | undefined;
  return known ?? { exports: [], units: [] };
}

/** The contract that a platform was made from, if any. */
export function contractOn(platform: object): ContractDocument | undefined {
  // What stands there was put there by recordContract, of this copy of the package or another.
  return Reflect.get(platform, CONTRACT) as ContractDocument | undefined;
}
