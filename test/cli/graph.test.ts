import { databaseProgram } from './database-program.ts';
import { UserFolder } from './support.ts';

const folder = new UserFolder({ 'main.ts': databaseProgram() });
afterAll(() => folder.remove());

test('graph prints Mermaid alone, whatever the program prints', () => {
  const { status, stdout, stderr } = folder.roadbed(['graph']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^flowchart LR\n {2}subgraph b0\["shop"\]\n/);
  expect(stderr).toBe('the program speaks\n');
});

test('the name of the file says how it is drawn, and --format wins over it', () => {
  for (const [file, start] of [
    ['graph.svg', '<svg xmlns='],
    ['graph.html', '<!doctype html>'],
    ['graph.dot', 'digraph'],
    ['graph.gv', 'digraph'],
    ['graph.json', '{'],
    ['graph.txt', 'flowchart'],
  ] as const) {
    expect(folder.roadbed(['graph', '-o', file])).toMatchObject({ status: 0, stdout: '' });
    expect(folder.read(file).startsWith(start)).toBe(true);
  }
  folder.roadbed(['graph', '-o', 'graph.txt', '--format', 'dot']);
  expect(folder.read('graph.txt').startsWith('digraph')).toBe(true);
});

test('an application, a cluster and a level of detail are chosen', () => {
  const nodes = (...args: readonly string[]): readonly string[] => {
    const drawing: { readonly nodes: readonly { readonly id: string }[] } = JSON.parse(
      folder.roadbed(['graph', '--json', ...args]).stdout,
    );
    return drawing.nodes.map(({ id }) => id);
  };
  expect(nodes('--detail', 'applications')).toContain('application:shop');
  expect(nodes('--detail', 'objects')).toContain('construct:shop/api:Deployment.apps/shop/api');
  expect(nodes('--cluster', 'dev')).not.toContain('cluster:eu');
  expect(nodes('--application', 'shop-control')).toContain('control:shop/orders');
});

test('what is not there is a problem, and a wrong choice is wrong use', () => {
  expect(folder.roadbed(['graph', '--cluster', 'us']).stderr).toMatch(
    /RB930 .*no cluster is called so, got "us"\n +name one of dev, eu/,
  );
  expect(folder.roadbed(['graph', '--application', 'eu']).stderr).toContain('no application is called so');
  expect(folder.roadbed(['graph', '--application', 'x', '--json'])).toMatchObject({ status: 1 });
  expect(folder.roadbed(['graph', '--format', 'png']).status).toBe(2);
  expect(folder.roadbed(['graph', '--application', 'shop', '--cluster', 'dev']).status).toBe(2);
});

test('a file that cannot be written is a problem', () => {
  const { status, stderr } = folder.roadbed(['graph', '-o', 'nowhere/graph.svg']);
  expect(status).toBe(1);
  expect(stderr).toContain('RB935');
});
