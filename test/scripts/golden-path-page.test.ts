import { goldenPathPage } from '../../scripts/golden-path-page.ts';
import { goldenPaths } from '../../scripts/golden-paths.ts';
import { memberFacts, propFacts } from '../../scripts/prop-facts.ts';
import { toJsonSchema } from '../../src/model/json-schema.ts';

test('the golden paths of the package are found, in order', () => {
  const names = goldenPaths().map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(names).toEqual(expect.arrayContaining(['CronTask', 'Postgres', 'Redis', 'WebService', 'Worker', 'Workload']));
});

test.each(goldenPaths())('the page of $name shows every prop, every output and an example', (path) => {
  const schema = toJsonSchema(path.schema);
  const page = goldenPathPage(path, schema);
  const props = propFacts(schema);
  for (const prop of [...props, ...props.flatMap(memberFacts)]) expect(page).toContain(`| \`${prop.path}\` |`);
  for (const { output } of path.outputs) expect(page).toContain(`| \`${output}\` |`);
  expect(page).toContain('## Example');
});

test('an output that is a secret says so', () => {
  const postgres = goldenPaths().find(({ name }) => name === 'Postgres');
  expect(postgres && goldenPathPage(postgres, toJsonSchema(postgres.schema))).toContain('| `password` | secret |');
});
