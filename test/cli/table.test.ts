import { tableLines } from '../../src/cli/table.ts';
import { styleOf } from '../../src/cli/terminal.ts';

const style = styleOf({ write: () => true });
const table = {
  head: ['name', 'objects'],
  rows: [
    ['api', '7'],
    ['a-name-that-is-rather-long', '1200'],
  ],
  numbers: [1],
  style,
};

test('columns are aligned, numbers to the right, and no line ends in spaces', () => {
  expect(tableLines({ ...table, width: 80 })).toEqual([
    'name                        objects',
    'api                               7',
    'a-name-that-is-rather-long     1200',
  ]);
});

test('where a table is too wide, its widest column is cut', () => {
  expect(tableLines({ ...table, width: 24 })).toEqual([
    'name             objects',
    'api                    7',
    'a-name-that-...     1200',
  ]);
});

test('a table without rows is its head', () => {
  expect(tableLines({ ...table, rows: [], width: 80 })).toEqual(['name  objects']);
});
