/**
 * Two hundred applications on clusters of four environments: what a synthesis costs by the number of clusters.
 * Usage: `fleet-workload CLUSTERS`.
 */
import { Application, Cluster, CronTask, DistributionRule, Platform, WebService, Worker } from 'roadbed';
import { measured, withFolder } from './workload.ts';

const APPLICATIONS = 200;
const ENVIRONMENTS = ['dev', 'qa', 'staging', 'prod'] as const;

const [size = '100'] = process.argv.slice(2);

withFolder((folder) => {
  const platform = build(`${folder}/dist`, Number(size));
  measured(() => platform.synth());
  if (process.exitCode === 1) throw new Error('the platform of the benchmark has problems');
});

function build(outdir: string, clusters: number): Platform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform' }, outdir });
  for (let index = 0; index < clusters; index++) {
    const environment = ENVIRONMENTS[index % ENVIRONMENTS.length] ?? 'dev';
    const server = `https://c${index}.acme.example:6443`;
    Cluster.existing(platform, `c${index}`, { environment, server, tags: ['edge'] });
  }
  for (let index = 0; index < APPLICATIONS; index++) application(platform, `shop-${index}`);
  new DistributionRule(platform, 'all', { applications: ['all'], clusters: ['edge'] });
  return platform;
}

/** What a team has: a service, what works behind it, and a task of every night. Each asks its site what it asks in any platform. */
function application(platform: Platform, name: string): void {
  const scope = new Application(platform, name, { owner: 'team', tags: ['all'] });
  const image = `ghcr.io/acme/${name}:1.4.2`;
  const api = new WebService(scope, 'api', { image, port: 8080 });
  new Worker(scope, 'work', { image, env: { API_URL: api.url } });
  new CronTask(scope, 'nightly', { image, schedule: '0 3 * * *', env: { API_URL: api.url } });
}
