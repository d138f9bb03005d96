import { cell, code, table } from '../../scripts/markdown.ts';

test('a cell is on one line, and nothing in it ends the cell or begins a tag', () => {
  expect(cell('a | b\nc <d> `<e>`')).toBe('a \\| b c &lt;d> `<e>`');
});

test('code in a cell is in backticks, and nothing is nothing', () => {
  expect([code('a | b'), code(undefined)]).toEqual(['`a \\| b`', '']);
});

test('a column that is empty in every row is left out', () => {
  const rows = [
    ['a', '', '1'],
    ['b', '', ''],
  ];
  expect(table(['Name', 'Nothing', 'Value'], rows)).toBe('| Name | Value |\n| --- | --- |\n| a | 1 |\n| b |  |');
});
