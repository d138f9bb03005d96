import type { ResolvedGraph } from '../../src/graph/graph.ts';
import { need } from '../../src/model/need.ts';
import { secretKey } from '../../src/model/value.ts';
import {
  aCluster,
  anApplication,
  aPlatform,
  aProvisioner,
  aRule,
  configMap,
  deployment,
  Piece,
  resolved,
} from '../support/platforms.ts';

/** The graphs that every target is held against, by what is special in them. */
export const graphs: Readonly<Record<string, () => ResolvedGraph>> = {
  'nothing but a cluster': () => {
    const platform = aPlatform();
    aCluster(platform, 'dev', 'dev');
    return resolved(platform);
  },
  'two variants on three clusters': () => {
    const platform = aPlatform();
    for (const [id, environment] of [
      ['dev', 'dev'],
      ['eu', 'prod'],
      ['us', 'prod'],
    ] as const)
      aCluster(platform, id, environment, { tags: ['all'] });
    const shop = anApplication(platform, 'shop', { tags: ['app'] });
    new Piece(shop, 'api', { render: (site, { name }) => [configMap(name, { tier: site.tier })] });
    aRule(platform);
    return resolved(platform);
  },
  'waves, a late value and infrastructure at the control plane': () => {
    const store = {
      ...aProvisioner('cloud', {}, (name) => ({ outputs: { host: secretKey(`${name}-connection`, 'host') } })),
      infrastructure: ({ name }: { name: string }) => [configMap(`${name}-infrastructure`)],
    };
    const platform = aPlatform({ provisioners: [store] });
    const dev = aCluster(platform, 'dev', 'dev');
    const shop = anApplication(platform, 'shop', { clusters: [dev] });
    const orders = new Piece(shop, 'orders', { needs: () => [need('store', {})] });
    new Piece(shop, 'api', { render: () => [deployment('api', [{ name: 'HOST', value: orders.host }])] });
    return resolved(platform);
  },
  'a Helm chart and a folder in git': () => {
    const platform = aPlatform();
    const clusters = [aCluster(platform, 'dev', 'dev')];
    const repository = 'oci://ghcr.io/acme/charts';
    const helm = { repository, chart: 'grafana', version: '9.2.1', values: { replicas: 2, on: 'yes' } };
    anApplication(platform, 'grafana', { clusters, source: { helm } });
    const git = { url: 'https://github.com/acme/policies', path: 'base', revision: 'v1' };
    anApplication(platform, 'policies', { clusters, source: { git } });
    return resolved(platform);
  },
  'text that YAML 1.1 takes for something else': () => {
    const platform = aPlatform();
    const dev = aCluster(platform, 'dev', 'dev');
    const shop = anApplication(platform, 'shop', { clusters: [dev] });
    const data = { a: 'no', b: '1e3', c: '012', d: '2026-01-01', e: 'on', f: '0x1f', g: '1:30', h: '~', i: ' x\n' };
    new Piece(shop, 'texts', { render: () => [configMap('texts', data)] });
    return resolved(platform);
  },
};
