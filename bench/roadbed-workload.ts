/**
 * Services as a golden path: all in `one` application, an application each (`many`), or those in a `chain` of dependencies.
 * Usage: `roadbed-workload one|many|chain SERVICES`.
 */
import type { Construct } from 'constructs';
import { Application, BarePlatform, Cluster, DistributionRule, GoldenPath, type Manifest } from 'roadbed';
import * as z from 'zod';
import { serviceObjects } from './service.ts';
import { measured, withFolder } from './workload.ts';

const props = z.strictObject({ index: z.int().min(0).describe('Number of the service.') });

/** The benchmark's service as a golden path of six plain manifests. */
class BenchService extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    return serviceObjects(this.props.index);
  }
}

const [mode = 'one', size = '1000'] = process.argv.slice(2);

withFolder((folder) => {
  const platform = build(`${folder}/dist`, Number(size));
  measured(() => platform.synth());
  if (process.exitCode === 1) throw new Error('the platform of the benchmark has problems');
});

function build(outdir: string, services: number): BarePlatform {
  const root = new BarePlatform({ repository: { url: 'https://github.com/acme/platform' }, outdir });
  Cluster.existing(root, 'prod', { environment: 'prod', server: 'https://prod.acme.example', tags: ['all'] });
  new DistributionRule(root, 'all', { applications: ['all'], clusters: ['all'] });
  const one = mode === 'one' ? application(root, 'shop') : undefined;
  let last: Construct | undefined;
  for (let index = 0; index < services; index++) {
    const scope = one ?? application(root, `shop-${index}`);
    new BenchService(scope, `service-${index}`, { index });
    if (mode === 'chain' && last !== undefined) scope.node.addDependency(last);
    last = scope;
  }
  return root;
}

function application(scope: Construct, id: string): Application {
  return new Application(scope, id, { owner: 'team', tags: ['all'] });
}
