import type { IConstruct } from 'constructs';
import { recordImported } from '../model/contract-document.ts';
import { problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { recordProblems } from '../model/recorded-problems.ts';
import { readContract } from './read-contract.ts';

/**
 * Takes note of what another program exports, by its contract. What is wrong with it is told with all other problems.
 *
 * @param platform name of the platform that the program is of; undefined where it is not known, which is a problem told elsewhere
 */
export function importContract(root: IConstruct, path: string, platform: string | undefined): void {
  const { contract, problems } = readContract(path);
  recordProblems(root, problems);
  if (contract === undefined) return;
  if (platform === undefined || contract.platform === platform) {
    recordImported(root, contract);
    return;
  }
  const found = `it is of the platform ${show(contract.platform)}, and this program of ${show(platform)}`;
  recordProblems(root, [problem('RB868', { path, found })]);
}
