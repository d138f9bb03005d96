import { App, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { GOLDEN_PATH, type GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { NeedContext } from '../../src/model/need.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { Site, type Tier } from '../../src/model/site.ts';

const environments: Readonly<Record<Tier, string>> = { development: 'dev', staging: 'staging', production: 'prod' };

/** What provisioners ask of a cluster. */
export const clusterLabels = {
  'topology.kubernetes.io/region': 'eu-west-1',
  'aws.roadbed.dev/account': '111122223333',
  'azure.roadbed.dev/subscription': '00000000-0000-0000-0000-000000000000',
  'gcp.roadbed.dev/project': 'acme-prod',
  'gcp.roadbed.dev/project-number': '123456789012',
  'aws.roadbed.dev/docdb-subnets': 'data',
  'dns.roadbed.dev/zone': 'eu.acme.example',
  'dns.roadbed.dev/target': 'gateway.eu.acme.example',
} as const;

/** A cluster of a tier, called `eu` and in Ireland, in an account of AWS. */
export function siteOf(tier: Tier, labels: Readonly<Record<string, string>> = {}): Site {
  const own = { 'roadbed.dev/environment': environments[tier], 'roadbed.dev/cluster': 'eu' };
  return new Site({ tier, labels: { ...own, ...clusterLabels, ...labels } });
}

/** A place for golden paths: in a plain cdk8s program a chart plays the part of the application. */
export function shop(): Chart {
  return new Chart(new App(), 'shop', { namespace: 'shop' });
}

/** The objects of a golden path at a site. */
export function render(path: GoldenPath, site: Site | Tier = 'production'): readonly Manifest[] {
  return path[GOLDEN_PATH]().render(typeof site === 'string' ? siteOf(site) : site);
}

/** The object of a kind, as plain data. */
export function ofKind(manifests: readonly Manifest[], kind: string): Manifest | undefined {
  return manifests.find((manifest) => manifest.kind === kind);
}

/** The kinds of objects, in order. */
export function kinds(manifests: readonly Manifest[]): readonly string[] {
  return manifests.map(({ kind }) => kind);
}

/** What is wrong with the props, as a user reads it. */
export function problems(path: GoldenPath): readonly string[] {
  return path[GOLDEN_PATH]().problems('prod').map(formatProblem);
}

/** Objects as a person reads them; members that are undefined are left out. */
export function yaml(manifests: readonly Manifest[]): string {
  const plain: readonly unknown[] = JSON.parse(JSON.stringify(manifests));
  return `\n${plain.map((manifest) => stringify(manifest, { aliasDuplicateObjects: false, lineWidth: 0 })).join('---\n')}`;
}

/** A need as a provisioner sees it, of a golden path `orders` in the application `shop`. */
export function needOf<P extends object>(type: string, params: P): NeedContext<P> {
  return {
    type,
    params,
    class: 'default',
    shared: 'cluster',
    name: 'orders',
    namespace: 'shop',
    application: 'shop',
    labels: { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/part-of': 'shop' },
  };
}
