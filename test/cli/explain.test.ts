import { databaseProgram } from './database-program.ts';
import { UserFolder } from './support.ts';

const folder = new UserFolder({ 'main.ts': databaseProgram() });
afterAll(() => folder.remove());

test('explain tells where a construct comes from, why it is there, who provisions it and what it waits for', () => {
  const { status, stdout, stderr } = folder.roadbed(['explain', 'shop/orders']);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('shop/orders  construct, main.ts:7\n');
  expect(stdout).toContain('by shop-to-edges (main.ts:9): applications tagged "shop" go to clusters tagged "edge"\n');
  expect(stdout).toContain('    + cnpg-postgres: it fits');
  expect(stdout).toContain('    - rds-postgres: it is for the tier "production"');
  expect(stdout).toContain(
    '  url to shop/api: composed by the kubelet\n    a running pod keeps the old value until it restarts\n',
  );
  expect(stdout).toContain('Awaited by\n  shop/api: it takes "url"\n');
});

test('no line is wider than the terminal, but for names', () => {
  const { stdout } = folder.roadbed(['explain', 'shop']);
  const wide = stdout.split('\n').filter((line) => line.length > 100);
  expect(wide).toEqual([]);
});

test('an object is found by its kind and name', () => {
  const { stdout } = folder.roadbed(['explain', 'deployment/api']);
  expect(stdout).toContain('Deployment.apps/shop/api  object, main.ts:8\n  construct    shop/api\n');
});

test('explain --json prints one object, whatever the program prints', () => {
  const { status, stdout } = folder.roadbed(['explain', 'dev', '--json']);
  const { problems, explanation }: { readonly problems: unknown; readonly explanation: unknown } = JSON.parse(stdout);
  expect([status, problems]).toEqual([0, []]);
  expect(explanation).toMatchObject({ kind: 'cluster', name: 'dev', source: 'main.ts:4' });
});

test('what is not there is a problem that suggests what is', () => {
  const { status, stdout, stderr } = folder.roadbed(['explain', 'shop/ordres']);
  expect([status, stdout]).toEqual([1, 'the program speaks\n']);
  expect(stderr).toMatch(/RB930 .*got "shop\/ordres"\n +did you mean "shop\/orders"/);
  expect(JSON.parse(folder.roadbed(['explain', 'x', '--json']).stdout)).toMatchObject({
    problems: [{ code: 'RB930' }],
    explanation: null,
  });
});

test('a word is asked for', () => {
  expect(folder.roadbed(['explain']).status).toBe(2);
});
