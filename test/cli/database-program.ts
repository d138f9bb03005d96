/** What of the program a test changes. */
interface ProgramOptions {
  readonly image?: string;
  /** Whether the database is there. */
  readonly database?: boolean;
}

/** A service with a database, on a cluster in `dev` and one in `prod`. */
export function databaseProgram({ image = 'ghcr.io/acme/api:1.4.2', database = true }: ProgramOptions = {}): string {
  const env = database ? ', env: { DATABASE_URL: orders.url }' : '';
  return `import { Application, Cluster, DistributionRule, Platform, Postgres, WebService } from 'roadbed';
console.log('the program speaks');
const platform = new Platform({ repository: { url: 'https://github.com/acme/platform', path: 'dist' } });
Cluster.existing(platform, 'dev', { environment: 'dev', server: 'https://dev.acme.example:6443', tags: ['edge'] });
Cluster.existing(platform, 'eu', { environment: 'prod', server: 'https://eu.acme.example:6443', tags: ['edge'], cloud: 'aws', labels: { 'topology.kubernetes.io/region': 'eu-west-1' } });
const shop = new Application(platform, 'shop', { owner: 'team-shop', tags: ['shop'] });
${database ? "const orders = new Postgres(shop, 'orders', {});" : '//'}
new WebService(shop, 'api', { image: '${image}', port: 8080${env} });
new DistributionRule(platform, 'shop-to-edges', { applications: ['shop'], clusters: ['edge'] });
platform.synth();
`;
}
