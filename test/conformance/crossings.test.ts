import { Application, Cluster, Network, Platform, type PlatformProps, Postgres, Redis, WebService } from 'roadbed';
import { resolveForTest } from 'roadbed/testing';
import { Upstream } from './upstream.ts';

const upstream = new Upstream();

/** Two clusters behind a hub: what one has, the other takes; what is managed, both take. */
function platformWith(transport: PlatformProps['transport'], environment: string): Platform {
  const platform = new Platform({
    repository: { url: 'https://github.com/acme/platform' },
    controlPlane: 'hub',
    ...(transport === undefined ? {} : { transport }),
  });
  const hub = Cluster.existing(platform, 'hub', { environment: 'ops', server: 'https://kubernetes.default.svc' });
  const [one, two] = ['one', 'two'].map((name) =>
    Cluster.existing(platform, name, {
      environment,
      server: `https://${name}.acme.example`,
      region: 'eu-west-1',
      behindHub: true,
    }),
  );
  if (one === undefined || two === undefined) throw new Error('no clusters');
  new Network(platform, 'net', { hub, edges: [one, two] });
  const shop = new Application(platform, 'shop', { owner: 'team', clusters: [one] });
  const orders = new Postgres(shop, 'orders', {});
  const cache = new Redis(shop, 'cache', {});
  const image = 'ghcr.io/acme/api:1.4.2';
  const env = { URL: orders.url, CACHE_KEY: cache.password };
  const api = new WebService(shop, 'api', { image, port: 8080, env });
  const site = new Application(platform, 'site', { owner: 'team', clusters: [two] });
  new WebService(site, 'web', { image, port: 8080, env: { API: api.url, URL: orders.url } });
  return platform;
}

test.each([
  ['store', 'prod'],
  ['store', 'qa'],
  ['provider-kubernetes', 'prod'],
  ['provider-kubernetes', 'qa'],
] as const)(
  'what carries values by the transport %s passes the upstream schemas, in %s',
  (transport, environment) => {
    const resolved = resolveForTest(platformWith(transport, environment));
    expect(resolved.problems).toEqual([]);
    const objects = resolved.clusters.flatMap((cluster) => resolved.objects(cluster));
    const kinds = new Set(objects.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(['Listener', 'Connector']));
    expect(kinds.has('PushSecret')).toBe(transport === 'store');
    expect(kinds.has('Object')).toBe(transport === 'provider-kubernetes' || environment === 'prod');
    const faults = objects.flatMap((object) => upstream.faults(object) ?? [`${object.kind}: no schema`]);
    expect(faults).toEqual([]);
  },
  120_000,
);
