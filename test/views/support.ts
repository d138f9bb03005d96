import { Postgres } from '../../constructs/postgres.ts';
import { WebService } from '../../constructs/web-service.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { Application } from '../../src/platform/application.ts';
import type { BarePlatform } from '../../src/platform/bare-platform.ts';
import { Cluster } from '../../src/platform/cluster.ts';
import { DistributionRule } from '../../src/platform/distribution-rule.ts';
import { type Plan, planOf } from '../../src/platform/plan.ts';
import type { PromotionWave } from '../../src/platform/promotion-wave.ts';
import { filesOf } from '../../src/platform/synthesize.ts';
import { Platform } from '../../src/platform.ts';
import { GraphIndex } from '../../src/views/graph-index.ts';
import type { NewFile, StoredOutput } from '../../src/views/output-files.ts';
import { yamlChunks } from '../../src/write/yaml.ts';

/** What of the shop a test changes. */
export interface ShopOptions {
  readonly image?: string;
  /** Clusters in `prod`. */
  readonly clusters?: readonly string[];
  /** Whether there is a database. */
  readonly database?: boolean;
  /** Name of the application that the web stands in. */
  readonly web?: string;
  /** Namespace of that application. */
  readonly namespace?: string;
  /** Waves in which changes reach clusters. */
  readonly waves?: readonly PromotionWave[];
  /** Name of the first service. */
  readonly api?: string;
}

/** A shop with a database, on `dev` and on clusters in `prod`. */
export function aShop(options: ShopOptions = {}): BarePlatform {
  const {
    image = 'ghcr.io/acme/api:1.4.2',
    clusters = ['eu'],
    database = true,
    web = 'shop',
    api: name = 'api',
    waves = [],
  } = options;
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform', path: 'dist' }, waves });
  const place = { cloud: 'aws', labels: { 'topology.kubernetes.io/region': 'eu-west-1' }, tags: ['edge'] } as const;
  Cluster.existing(platform, 'hub', { environment: 'prod', server: 'https://hub.acme.example:6443', hub: true });
  for (const id of clusters)
    Cluster.existing(platform, id, { environment: 'prod', server: `https://${id}.example:6443`, ...place });
  Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443', tags: ['edge'] });
  const shop = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
  const orders = database ? new Postgres(shop, 'orders', {}) : undefined;
  const api = new WebService(shop, name, {
    image,
    port: 8080,
    env: orders === undefined ? {} : { DATABASE_URL: orders.url },
  });
  const home =
    web === 'shop'
      ? shop
      : new Application(platform, web, { owner: 'team-shop', tags: ['shop'], namespace: options.namespace ?? 'shop' });
  new WebService(home, 'web', { image: 'ghcr.io/acme/web:2.0.0', port: 3000, env: { API_URL: api.url } });
  new DistributionRule(platform, 'shop-to-edges', { applications: ['shop'], clusters: ['edge'] });
  return platform;
}

/** An application that is a Helm chart, on one cluster. */
export function aChart(version = '61.0.0', replicas = 1): BarePlatform {
  const platform = new Platform({ repository: { url: 'https://github.com/acme/platform', path: 'dist' } });
  const dev = Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443' });
  const helm = { repository: 'https://charts.acme.example', chart: 'stack', version, values: { replicas } };
  new Application(platform, 'monitoring', { owner: 'platform-team', clusters: [dev], source: { helm } });
  return platform;
}

/** What a platform comes to. */
export function planned(platform: BarePlatform): Plan {
  const { plan, problems } = planOf(platform, { schemas: 'none' });
  if (plan === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return plan;
}

/** The graph of a platform. */
export function indexOf(platform: BarePlatform): GraphIndex {
  return new GraphIndex(planned(platform).documents);
}

/** The output of a platform as it would stand in a folder. */
export function stored(
  platform: BarePlatform,
  change: (path: string, text: string) => string = (_, text) => text,
): StoredOutput {
  const { emission, documents, graph } = planned(platform);
  const files = new Map<string, string>();
  for (const { path, content } of filesOf(emission, documents, graph)) {
    files.set(path, change(path, typeof content === 'string' ? content : [...content].join('')));
  }
  return { name: 'dist', paths: [...files.keys()], read: (path) => files.get(path) };
}

/** The files of a plan. */
export function* newFiles({ emission }: Plan): Iterable<NewFile> {
  for (const { path, documents, comment } of emission.files) {
    yield { path, documents, text: () => [...yamlChunks(documents, comment.join('\n'))].join('') };
  }
}
