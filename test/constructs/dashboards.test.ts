import { Dashboards } from '../../constructs/dashboards.ts';
import { dashboards } from '../../constructs/observability/catalogue.ts';
import { grafanaDashboard } from '../../constructs/observability/grafana.ts';
import { problems, render, shop } from './support.ts';

/** What of Grafana's format the tests look at. */
interface Grafana {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly { readonly expr: string; readonly refId: string }[];
  }[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
}

const rows = dashboards.map((dashboard) => {
  const made: Grafana = JSON.parse(JSON.stringify(grafanaDashboard(dashboard)));
  return [dashboard.id, made] as const;
});

test('there are dashboards for all that a platform has, each with an id and a title of its own', () => {
  expect(rows.length).toBeGreaterThanOrEqual(28);
  expect(new Set(rows.map(([, { uid }]) => uid)).size).toBe(rows.length);
  expect(new Set(rows.map(([, { title }]) => title)).size).toBe(rows.length);
});

test.each(rows)('%s can be imported: an id for each panel, no two on one place, each with a query', (_, dashboard) => {
  const { uid, panels } = dashboard;
  expect(uid).toMatch(/^[a-z0-9-]{1,40}$/);
  expect(panels.map(({ id }) => id)).toEqual(panels.map((_panel, index) => index + 1));
  const taken = new Set<string>();
  for (const { type, gridPos, targets = [], title } of panels) {
    expect(title).not.toBe('');
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect(taken.has(`${x},${y}`)).toBe(false);
        taken.add(`${x},${y}`);
      }
    }
    if (type !== 'row') expect(targets.length).toBeGreaterThan(0);
    expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
  }
});

test.each(rows)('%s asks for no choice that it does not offer', (_, { panels, templating }) => {
  const offered = new Set(['datasource', '__rate_interval', '__range', ...templating.list.map(({ name }) => name)]);
  const queries = [
    ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
    ...templating.list.map(({ query }) => query),
  ];
  const asked = queries.flatMap((query) => [...query.matchAll(/\$([A-Za-z_]+)/g)].map(([, name = '']) => name));
  expect(asked.filter((name) => !offered.has(name))).toEqual([]);
});

test.each(rows)('%s uses each choice that it offers', (_, { panels, templating }) => {
  const text = JSON.stringify([panels, templating]);
  const unused = templating.list.filter(({ name }) => !text.includes(`$${name}`));
  expect(unused.map(({ name }) => name)).toEqual([]);
});

const named = (dashboard: Dashboards) => render(dashboard).map(({ metadata }) => metadata.name);

test('the sidecar of Grafana finds each in a ConfigMap, in its folder', () => {
  const [manifest] = render(new Dashboards(shop(), 'dashboards', { include: ['fleet'], folder: 'Platform' }));
  expect(manifest).toMatchObject({
    kind: 'ConfigMap',
    metadata: {
      name: 'dashboards-fleet',
      labels: { grafana_dashboard: '1' },
      annotations: { grafana_folder: 'Platform' },
    },
  });
  expect(Object.keys(Object(manifest?.data))).toEqual(['dashboards-fleet.json']);
});

test('the operator of Grafana gets each as a resource', () => {
  const [manifest] = render(
    new Dashboards(shop(), 'dashboards', { include: ['slo'], delivery: 'grafanaOperator', instances: { run: 'hub' } }),
  );
  expect(manifest).toMatchObject({
    kind: 'GrafanaDashboard',
    spec: { instanceSelector: { matchLabels: { run: 'hub' } }, folder: 'Roadbed', uid: 'roadbed-slo' },
  });
});

test('some can be left out, and own ones put in', () => {
  const own = { checkout: '{ "title": "Checkout" }' };
  expect(named(new Dashboards(shop(), 'd', { include: ['fleet', 'cost'], exclude: ['cost'], own }))).toEqual([
    'd-fleet',
    'd-own-checkout',
  ]);
  expect(named(new Dashboards(shop(), 'd', {}))).toHaveLength(dashboards.length);
});

test('what a developer can do wrong', () => {
  const props = { include: ['flet'], own: { checkout: '{', 'Not a name': '{"title":"x"}' }, folder: 'a/b' };
  const wrong: Dashboards = Reflect.construct(Dashboards, [shop(), 'd', props]);
  expect(problems(wrong).map((line) => line.slice(0, 110))).toMatchInlineSnapshot(`
[
  "RB101 at shop/d.include[0]: must be one of "fleet", "alerts", "cluster", "capacity", "api-server", "dns", "kub",
  "RB101 at shop/d.own.checkout: must be a dashboard as JSON, with a title, got "{"; see the props of this constr",
  "RB101 at shop/d.own["Not a name"]: its name must be a DNS label of at most 40 characters, such as checkout, go",
  "RB101 at shop/d.folder: must be the name of one folder, got "a/b"; it is: folder of Grafana that they stand in",
]
`);
});
