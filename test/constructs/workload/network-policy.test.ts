import { CronTask } from '../../../constructs/cron-task.ts';
import { WebService } from '../../../constructs/web-service.ts';
import { Worker } from '../../../constructs/worker.ts';
import { standardProvisioners } from '../../../stacks/standard.ts';
import { exampleNeed } from '../resource-examples.ts';
import { ofKind, render, shop, siteOf } from '../support.ts';

const image = 'ghcr.io/acme/api:1.4.2';

/** Members of a spec that are empty lists. */
function emptyLists(spec: unknown): readonly string[] {
  return Object.entries(Object(spec)).flatMap(([key, value]) => (Array.isArray(value) && !value.length ? [key] : []));
}

test.each([
  ['web service', () => new WebService(shop(), 'api', { image, port: 8080 })],
  ['worker', () => new Worker(shop(), 'api', { image })],
  ['task', () => new CronTask(shop(), 'api', { image, schedule: '0 0 * * *' })],
])(
  'the NetworkPolicy of a %s has no empty list, which the API server drops, so that each apply would change it',
  (_, make) => {
    const policy = ofKind(render(make()), 'NetworkPolicy');
    expect(policy?.spec).toMatchObject({ policyTypes: ['Ingress', 'Egress'] });
    expect(emptyLists(policy?.spec)).toEqual([]);
  },
);

test('nor have those of what provisioners make', () => {
  for (const { type, provision } of standardProvisioners) {
    const { manifests } = provision(exampleNeed(type), siteOf('development'));
    for (const { kind, spec } of manifests) if (kind === 'NetworkPolicy') expect(emptyLists(spec)).toEqual([]);
  }
});
