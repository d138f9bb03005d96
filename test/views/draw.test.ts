import { layout } from '../../src/views/layout.ts';
import { layoutInRows } from '../../src/views/pack.ts';
import { svgOf } from '../../src/views/svg.ts';
import { drawn, edgeWords, elementsOf, graphviz, HOSTILE, hostileDrawing } from './drawings.ts';
import { aChart, aShop, indexOf } from './support.ts';

const index = indexOf(aShop());

describe('a drawing by constructs', () => {
  test('has a box for each application, with its constructs, its namespace and what its control plane makes', () => {
    const { boxes, nodes } = drawn(index);
    expect(boxes.map(({ id }) => id)).toEqual([
      'application:shop',
      'part:shop-control',
      'environment:dev',
      'environment:prod',
    ]);
    expect(
      nodes.filter(({ box }) => box === 'application:shop').map(({ id, subtitle }) => `${id} ${subtitle}`),
    ).toEqual([
      'construct:shop/api Deployment and 5 more',
      'construct:shop/orders Cluster and 1 more',
      'construct:shop/web Deployment and 5 more',
      'part:namespace-shop namespace',
    ]);
    expect(nodes.find(({ id }) => id === 'construct:shop/api')).toMatchObject({
      source: 'main.ts:7',
      clusters: ['dev', 'eu'],
    });
  });

  test('has an edge for each value that is taken, with its way, for each provisioner and for each placement', () => {
    expect(edgeWords(drawn(index))).toEqual([
      'construct:shop/api takes construct:shop/orders (url; composed by the kubelet)',
      'construct:shop/web takes construct:shop/api (url; literal)',
      'construct:shop/orders provisioned provisioner::cnpg-postgres (postgres; dev)',
      'construct:shop/orders provisioned provisioner::rds-postgres (postgres; prod)',
      'application:shop placed rule:shop-to-edges',
      'rule:shop-to-edges placed cluster:dev',
      'rule:shop-to-edges placed cluster:eu',
    ]);
  });

  test('says what waits across applications', () => {
    const words = edgeWords(drawn(indexOf(aShop({ web: 'front' }))));
    expect(words).toContain('application:shop waits part:namespace-shop (namespace)');
    expect(words).toContain('construct:front/web takes construct:shop/api (url; literal)');
  });
});

test('a drawing by applications has a node for each part, and what they wait for', () => {
  const drawing = drawn(index, { detail: 'applications' });
  expect(drawing.nodes.map(({ id }) => id)).toEqual([
    'application:shop',
    'part:shop-control',
    'part:namespace-shop',
    'cluster:dev',
    'cluster:eu',
    'rule:shop-to-edges',
  ]);
  expect(edgeWords(drawing)).toContain('application:shop waits part:shop-control (infrastructure)');
});

test('a drawing by objects has each object once, however many variants it is in', () => {
  const { nodes, boxes } = drawn(index, { detail: 'objects' });
  const deployments = nodes.filter(({ subject }) => subject === 'Deployment.apps/shop/api');
  expect(deployments).toMatchObject([
    { kind: 'object', box: 'construct:shop/api', subtitle: 'Deployment · wave 1', clusters: ['dev', 'eu'] },
  ]);
  expect(boxes.map(({ id }) => id)).toContain('control:shop/orders');
});

test('a drawing of a cluster has what is there and nothing else', () => {
  const { nodes, title } = drawn(index, { cluster: 'dev', detail: 'objects' });
  expect(title).toBe('The cluster dev');
  expect(nodes.map(({ id }) => id)).not.toContain('cluster:eu');
  expect(nodes.filter(({ kind }) => kind === 'provisioner').map(({ title: name }) => name)).toEqual(['cnpg-postgres']);
  expect(nodes.filter(({ subtitle }) => subtitle === 'Instance')).toEqual([]);
});

test('an application that is a source has that for its one node', () => {
  const { nodes } = drawn(indexOf(aChart()));
  expect(nodes[1]).toMatchObject({ title: 'stack', subtitle: 'Helm chart · 61.0.0', box: 'application:monitoring' });
  expect(edgeWords(drawn(indexOf(aChart())))).toEqual(['application:monitoring placed cluster:dev']);
});

test('a drawing of an application has of others only what it has to do with', () => {
  const { nodes, title } = drawn(indexOf(aShop({ web: 'front' })), { application: 'front' });
  expect(title).toBe('front');
  expect(nodes.map(({ id }) => id).filter((id) => id.startsWith('construct:'))).toEqual([
    'construct:front/web',
    'construct:shop/api',
  ]);
});

describe('a layout', () => {
  test('puts every node into its box and nothing onto another node', async () => {
    const laid = layoutInRows(drawn(index, { detail: 'objects' }), await graphviz());
    const boxes = new Map(laid.boxes.map(({ thing, area }) => [thing.id, area]));
    for (const { thing, area } of [...laid.nodes, ...laid.boxes]) {
      const box = boxes.get(thing.box ?? '');
      if (box === undefined) continue;
      expect(area.x).toBeGreaterThanOrEqual(box.x);
      expect(area.y).toBeGreaterThanOrEqual(box.y);
      expect(area.x + area.width).toBeLessThanOrEqual(box.x + box.width);
      expect(area.y + area.height).toBeLessThanOrEqual(box.y + box.height);
    }
    for (const [at, one] of laid.nodes.entries()) {
      for (const other of laid.nodes.slice(at + 1)) expect(overlap(one.area, other.area)).toBe(false);
    }
  });

  test('gives each edge its own points, and no label lies on a node or on another label', async () => {
    const drawing = drawn(index);
    const laid = layout(drawing, await graphviz());
    expect(laid.edges.map(({ edge }) => edge.why).sort()).toEqual(drawing.edges.map(({ why }) => why).sort());
    const areas = new Map(laid.nodes.map(({ thing, area }) => [thing.id, area]));
    for (const { edge, points } of laid.edges) {
      const from = areas.get(edge.from);
      const start = points[0];
      if (from === undefined || start === undefined) continue;
      expect(overlap(from, { x: start.x - 3, y: start.y - 3, width: 6, height: 6 })).toBe(true);
    }
    const labels = laid.edges.flatMap(({ label }) => (label === undefined ? [] : [label]));
    for (const [at, label] of labels.entries()) {
      for (const area of areas.values()) expect(overlap(label, area)).toBe(false);
      for (const other of labels.slice(at + 1)) expect(overlap(label, other)).toBe(false);
    }
  });
});

function overlap(a: { x: number; y: number; width: number; height: number }, b: typeof a): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe('an SVG', () => {
  test('is well formed, with a title, a legend and a tooltip for everything', async () => {
    const drawing = drawn(index);
    const svg = svgOf(drawing, layoutInRows(drawing, await graphviz()));
    const elements = elementsOf(svg);
    expect(elements[0]).toMatchObject({ name: 'svg', attributes: { role: 'img', 'aria-labelledby': 'picture-title' } });
    expect(elements.filter(({ name }) => name === 'title').length).toBe(
      1 + drawing.boxes.length + drawing.nodes.length + drawing.edges.length,
    );
    expect(svg).toContain('shop/api\nmain.ts:7\non dev, eu');
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).toContain('>takes a value from</text>');
  });

  test('has the same bytes each time, in whatever order the program makes its constructs', async () => {
    const engine = await graphviz();
    const once = drawn(index);
    const again = drawn(indexOf(aShop()));
    expect(svgOf(again, layoutInRows(again, engine))).toBe(svgOf(once, layoutInRows(once, engine)));
  });

  test('holds hostile names as text, and runs and loads nothing', async () => {
    const drawing = hostileDrawing();
    const elements = elementsOf(svgOf(drawing, layoutInRows(drawing, await graphviz())));
    expect(new Set(elements.map(({ name }) => name))).toEqual(
      new Set(['svg', 'title', 'style', 'rect', 'text', 'tspan', 'g', 'path']),
    );
    const names = new Set(elements.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...names].filter((name) => name.startsWith('on') || name.includes('href') || name === 'style')).toEqual([]);
    expect(HOSTILE.length).toBe(drawing.nodes.length);
  });
});
