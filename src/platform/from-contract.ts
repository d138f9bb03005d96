import type { ContractDocument } from '../model/contract.ts';
import { recordContract, recordImported } from '../model/contract-document.ts';
import { recordProblems } from '../model/recorded-problems.ts';
import type { BarePlatform, PlatformProps } from './bare-platform.ts';
import { ImportedCluster } from './contract-cluster.ts';
import { ImportedNetwork } from './contract-network.ts';
import { importContract } from './import-contract.ts';
import { readContract } from './read-contract.ts';

/** Props that a contract gives. */
type Agreed = Pick<
  PlatformProps,
  'name' | 'environments' | 'owners' | 'secretStore' | 'sharedHosts' | 'controlPlane' | 'transport'
>;

/** Props of the platform of a team's own program: what the contract does not give. */
export interface ContractPlatformProps
  extends Omit<
    PlatformProps,
    | 'name'
    | 'environments'
    | 'owners'
    | 'secretStore'
    | 'sharedHosts'
    | 'controlPlane'
    | 'transport'
    | 'argocd'
    | 'waves'
  > {
  /**
   * Contracts of other teams' programs, as `roadbed contract` writes them there: what they export can be taken here.
   * @default - none
   */
  readonly imports?: readonly string[];
}

/** Makes the platform of a team's program. What is wrong with its contracts is told with all other problems. */
export function platformFromContract<P extends BarePlatform>(
  file: string,
  { imports = [], ...props }: ContractPlatformProps,
  make: (props: PlatformProps) => P,
): P {
  const { contract, problems } = readContract(file);
  const platform = make({ ...props, ...(contract === undefined ? {} : agreedProps(contract)) });
  recordProblems(platform, problems);
  if (contract !== undefined) {
    recordContract(platform, contract);
    recordImported(platform, contract);
    for (const cluster of contract.clusters) new ImportedCluster(platform, cluster);
    for (const network of contract.networks) new ImportedNetwork(platform, network);
  }
  for (const path of imports) importContract(platform, path, contract?.platform);
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
