import { checkProvisioner } from '../../src/testing/provisioner.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import { exampleNeed, outputsOfType, resourcePaths } from '../constructs/resource-examples.ts';
import { siteOf } from '../constructs/support.ts';

const rows = standardProvisioners.map((provisioner) => [provisioner.name, provisioner] as const);

test.each(rows)('%s gives exactly the outputs that its golden path declares', (_, provisioner) => {
  for (const tier of ['development', 'staging', 'production'] as const) {
    const { outputs } = provisioner.provision(exampleNeed(provisioner.type), siteOf(tier));
    expect(Object.keys(outputs).sort()).toEqual(outputsOfType(provisioner.type));
  }
});

test.each(rows)('%s keeps the rules of provisioners', (_, provisioner) => {
  const { params } = exampleNeed(provisioner.type);
  const labels = { 'topology.kubernetes.io/region': 'eu-west-1', 'aws.roadbed.dev/account': '111122223333' };
  expect(checkProvisioner(provisioner, [params], { outputs: outputsOfType(provisioner.type), labels })).toEqual([]);
});

describe('a platform on AWS', () => {
  const types = Object.keys(resourcePaths);

  test.each(['development', 'staging', 'production'])('has one provisioner of each type in %s', (tier) => {
    const meant = standardProvisioners.filter(({ when }) => {
      const clouds = [when?.cloud ?? 'aws'].flat();
      return clouds.includes('aws') && [when?.tier ?? tier].flat().some((one) => one === tier);
    });
    expect(meant.map(({ type }) => type).sort()).toEqual([...types].sort());
  });
});
