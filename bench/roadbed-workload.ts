import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Construct } from 'constructs';
import { Application, BarePlatform, Cluster, DistributionRule, GoldenPath, type Manifest } from 'roadbed';
import * as z from 'zod';
import { serviceObjects } from './service.ts';

const props = z.strictObject({ index: z.int().min(0).describe('Number of the service.') });

/** The benchmark's service as a golden path of six plain manifests. */
class BenchService extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    return serviceObjects(this.props.index);
  }
}

// What is measured: all services in `one` application, an application each (`many`), or those in a `chain` of dependencies.
const [mode = 'one', size = '1000'] = process.argv.slice(2);
const outdir = mkdtempSync(join(tmpdir(), 'roadbed-bench-'));
try {
  const platform = build(mode, Number(size));
  const began = performance.now();
  platform.synth();
  const ms = performance.now() - began;
  if (process.exitCode === 1) throw new Error('the platform of the benchmark has problems');
  process.stdout.write(`${JSON.stringify({ ms, megabytes: process.resourceUsage().maxRSS / 1024 })}\n`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

function build(kind: string, services: number): BarePlatform {
  const root = new BarePlatform({ repository: { url: 'https://github.com/acme/platform' }, outdir });
  Cluster.existing(root, 'prod', { environment: 'prod', server: 'https://prod.acme.example', tags: ['all'] });
  new DistributionRule(root, 'all', { applications: ['all'], clusters: ['all'] });
  const one = kind === 'one' ? application(root, 'shop') : undefined;
  let last: Construct | undefined;
  for (let index = 0; index < services; index++) {
    const scope = one ?? application(root, `shop-${index}`);
    new BenchService(scope, `service-${index}`, { index });
    if (kind === 'chain' && last !== undefined) scope.node.addDependency(last);
    last = scope;
  }
  return root;
}

function application(scope: Construct, id: string): Application {
  return new Application(scope, id, { owner: 'team', tags: ['all'] });
}
