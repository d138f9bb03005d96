import { standardProvisioners } from '../stacks/standard.ts';
import { BarePlatform, type PlatformProps } from './platform/bare-platform.ts';
import { type ContractPlatformProps, platformFromContract } from './platform/from-contract.ts';

/**
 * The root of the tree: a cdk8s `App` with Roadbed's own provisioners, so that `cdk8s synth` and any cdk8s construct work.
 *
 * @example
 * const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' } });
 */
export class Platform extends BarePlatform {
  constructor(props: PlatformProps) {
    super(props, standardProvisioners);
  }

  /**
   * The platform of a team's own program: its clusters, environments and policies come from the contract that the platform's
   * program writes by `roadbed contract`. What it writes are folders of applications, which the platform delivers.
   *
   * @throws RB860 if the contract cannot be read
   * @throws RB863 if an application differs from what the contract says of it
   */
  static fromContract(file: string, props: ContractPlatformProps): Platform {
    return platformFromContract(file, props, (given) => new Platform(given));
  }
}
