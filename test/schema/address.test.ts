import { contains, formatAddress, masked, parseAddress, parseRange } from '../../src/schema/address.ts';

test.each([
  ['::1', '::1'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['FD00:0:0:1::', 'fd00:0:0:1::'],
  ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
  ['10.0.0.1', '10.0.0.1'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
])('the canonical text of %s is %s', (text, canonical) => {
  const address = parseAddress(text);
  expect(address === undefined ? undefined : formatAddress(address)).toBe(canonical);
});

test('leading zeros in IPv4 are refused where an address is read strictly', () => {
  expect(parseAddress('010.0.0.1', true)).toBeUndefined();
  expect(parseAddress('010.0.0.1')).toEqual([10, 0, 0, 1]);
});

test('a range holds the addresses that share its leading bits', () => {
  const range = parseRange('10.1.0.0/12');
  if (range === undefined) throw new Error('not a range');
  expect(contains(range, [10, 15, 255, 255])).toBe(true);
  expect(contains(range, [10, 16, 0, 0])).toBe(false);
  expect(contains(range, parseAddress('::1') ?? [])).toBe(false);
  expect(masked(range).address).toEqual([10, 0, 0, 0]);
});
