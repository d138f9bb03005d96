import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Construct } from 'constructs';
import * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import type { Manifest } from '../src/model/manifest.ts';
import { Application } from '../src/platform/application.ts';
import { BarePlatform } from '../src/platform/bare-platform.ts';
import { Cluster } from '../src/platform/cluster.ts';
import { DistributionRule } from '../src/platform/distribution-rule.ts';
import { synthesize } from '../src/platform/synthesize.ts';
import { serviceObjects } from './service.ts';

const props = z.strictObject({ index: z.int().min(0).describe('Number of the service.') });

/** The benchmark's service as a golden path of six plain manifests. */
class BenchService extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): readonly Manifest[] {
    return serviceObjects(this.props.index);
  }
}

/** What is measured: all services in one application, an application each, or those in a chain of dependencies. */
type Mode = 'one' | 'many' | 'chain';

const [mode = 'one', size = '1000'] = process.argv.slice(2);
const platform = build(mode as Mode, Number(size));
const outdir = mkdtempSync(join(tmpdir(), 'roadbed-bench-'));
try {
  const stages: [string, number][] = [];
  const began = performance.now();
  const { problems, report } = synthesize(platform, {
    outdir,
    schemas: 'no-schemas',
    onStage: (stage) => stages.push([stage, performance.now()]),
  });
  const ended = performance.now();
  if (problems.length > 0) throw new Error(`${problems.length} problems, the first: ${JSON.stringify(problems[0])}`);
  const spent = Object.fromEntries(
    stages.map(([stage, at], i) => [stage, Math.round((stages[i + 1]?.[1] ?? ended) - at)]),
  );
  const result = {
    ms: ended - began,
    rss: process.resourceUsage().maxRSS / 1024,
    files: report?.added.length,
    stages: spent,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

function build(kind: Mode, services: number): BarePlatform {
  const root = new BarePlatform({ repository: { url: 'https://github.com/acme/platform' } });
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
