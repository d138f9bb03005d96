import { outputOf } from '../../src/model/resource-type.ts';
import { resourceTypes } from '../../src/model/resource-types.ts';
import { checkProvisioner } from '../../src/testing/provisioner.ts';
import { standardProvisioners } from '../../stacks/standard.ts';
import { exampleNeed, outputsOfPath, resourcePaths } from '../constructs/resource-examples.ts';
import { clusterLabels } from '../constructs/support.ts';

const types = Object.values(resourceTypes);
const rows = standardProvisioners.map((provisioner) => [provisioner.name, provisioner] as const);

test.each(rows)('%s keeps the rules of provisioners, and gives every output of its type', (_, provisioner) => {
  const { params } = exampleNeed(provisioner.type);
  expect(checkProvisioner(provisioner, [params], { labels: clusterLabels })).toEqual([]);
});

test.each(rows)('%s is made from a resource type', (_, { type, resource }) => {
  expect(types).toContain(resource);
  expect(resource?.name).toBe(type);
});

test.each(Object.keys(resourcePaths))('the golden path of the type %s declares every output of the type', (name) => {
  const type = types.find((one) => one.name === name);
  expect(outputsOfPath(name)).toEqual(Object.keys(type?.outputs ?? {}).sort());
});

test.each(types)('every output of the type $name is described in a kind that is known', (type) => {
  for (const name of Object.keys(type.outputs)) expect(outputOf(type, name)?.kind).toBeDefined();
});

const places = ['development', 'staging', 'production'].flatMap((tier) =>
  ['aws', 'azure', 'gcp', 'none'].map((cloud) => [tier, cloud] as const),
);

test.each(places)('in %s on the cloud %s each type has one provisioner that is meant most', (tier, cloud) => {
  for (const { name: type } of types) {
    const fitting = standardProvisioners.filter(
      ({ type: own, when = {} }) =>
        own === type &&
        [when.cloud ?? cloud].flat().some((one) => one === cloud) &&
        [when.tier ?? tier].flat().some((one) => one === tier),
    );
    const most = Math.max(...fitting.map(({ when = {} }) => Object.keys(when).length));
    const best = fitting.filter(({ when = {} }) => Object.keys(when).length === most);
    expect([type, best.length]).toEqual([type, 1]);
  }
});
