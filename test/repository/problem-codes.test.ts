import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, root } from '../../scripts/source-files.ts';
import { problemTable } from '../../src/model/problem-table.ts';

const codes = Object.keys(problemTable);
const table = 'src/model/problem-table.ts';

function textOf(folders: readonly string[]): string {
  const files = folders.flatMap((folder) => filesIn(folder, '.ts')).filter((file) => file !== table);
  return files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
}

test('every problem code is raised by some code', () => {
  const source = textOf(['src', 'constructs', 'stacks']);
  expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
});

test('every problem code has a test that raises it', () => {
  const tests = textOf(['test']);
  expect(codes.filter((code) => !tests.includes(code))).toEqual([]);
});

test('the codes stand in order, so that a new one is not given twice', () => {
  expect(codes).toEqual([...codes].sort());
});

test('a title and a hint are lower case, without a full stop', () => {
  const wrong = Object.entries(problemTable).flatMap(([code, { title, hint }]) =>
    [title, hint].filter((text) => /^[A-Z][a-z]/.test(text) || text.endsWith('.')).map((text) => `${code}: ${text}`),
  );
  expect(wrong).toEqual([]);
});
