import { parseDocuments } from '../../src/schema/documents.ts';

function read(value: string): unknown {
  const parsed = parseDocuments(`value: ${value}\n`);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed.documents[0];
}

test.each([
  ['no', false],
  ['on', true],
  ['yes', true],
  ['012', 10],
  ['0x1f', 31],
  ['1e3', 1000],
  ['~', null],
  ['"no"', 'no'],
  ['2020-01-01', '2020-01-01'],
  ['2001-12-14T21:59:43Z', '2001-12-14T21:59:43Z'],
  ['12:30:00', '12:30:00'],
  ['1:30.5', '1:30.5'],
])('%s is read as Kubernetes reads it', (text, value) => {
  expect(read(text)).toEqual({ value });
});
