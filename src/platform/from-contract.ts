import { recordContract } from '../model/contract-document.ts';
import type { ContractDocument } from '../model/declarations.ts';
import { recordProblems } from '../model/recorded-problems.ts';
import type { BarePlatform, PlatformProps } from './bare-platform.ts';
import { ImportedCluster } from './contract-cluster.ts';
import { ImportedNetwork } from './contract-network.ts';
import { readContract } from './read-contract.ts';

/** Props that a contract gives. */
type Agreed = Pick<
  PlatformProps,
  'name' | 'environments' | 'owners' | 'secretStore' | 'sharedHosts' | 'controlPlane' | 'transport'
>;

/** Props of the platform of a team's own program: what the contract does not give. */
export type ContractPlatformProps = Omit<
  PlatformProps,
  'name' | 'environments' | 'owners' | 'secretStore' | 'sharedHosts' | 'controlPlane' | 'transport' | 'argocd'
>;

/** Makes the platform of a team's program. What is wrong with its contract is told with all other problems. */
export function platformFromContract<P extends BarePlatform>(file: string, make: (agreed: Agreed) => P): P {
  const { contract, problems } = readContract(file);
  const platform = make(contract === undefined ? {} : agreedProps(contract));
  recordProblems(platform, problems);
  if (contract === undefined) return platform;
  recordContract(platform, contract);
  for (const cluster of contract.clusters) new ImportedCluster(platform, cluster);
  for (const network of contract.networks) new ImportedNetwork(platform, network);
  return platform;
}

function agreedProps(contract: ContractDocument): Agreed {
  const { platform, environments, owners, secretStore, sharedHosts, controlPlane, transport } = contract;
  const hasPolicies = Object.keys(owners).length > 0;
  return {
    name: platform,
    environments,
    secretStore,
    sharedHosts,
    controlPlane,
    transport,
    ...(hasPolicies ? { owners } : {}),
  };
}
