import { celCompiler } from '../../src/schema/cel-program.ts';

function evaluate(expression: string): unknown {
  const program = celCompiler().compile(expression);
  if (program.kind !== 'ready') return program;
  const outcome = program.run(0n);
  return outcome.kind === 'value' ? outcome.value : outcome.reason;
}

test.each([
  '"user@host".find("^[^@]+") == "user"',
  '"ab12".find("[[:digit:]]+") == "12"',
  '"AB".find("(?i)b") == "B"',
  '"x".find("y") == ""',
  '"a1b2c3".findAll("[a-z][0-9]") == ["a1", "b2", "c3"]',
  '"a1b2c3".findAll("[a-z][0-9]", 2) == ["a1", "b2"]',
  '[1, 2, 2].isSorted() && !["b", "a"].isSorted()',
  '[3, 1, 2].min() == 1 && [3, 1, 2].max() == 3 && ["b", "a"].min() == "a"',
  '[1, 2].sum() == 3 && [1.5, 2.5].sum() == 4.0',
  '["a", "b", "a"].indexOf("a") == 0 && ["a", "b", "a"].lastIndexOf("a") == 2 && ["a"].indexOf("z") == -1',
  'sets.contains([1, 2], [2]) && !sets.contains([1], [2])',
  'sets.equivalent([1, 2], [2, 1, 1]) && sets.intersects([1], [1, 2])',
  'isURL("https://user@example.com:8443/a/b?c=d") && !isURL("example.com") && !isURL("http://a b")',
  'url("https://example.com:8443/a/b?c=d").getScheme() == "https"',
  'url("https://example.com:8443/a/b").getHost() == "example.com:8443"',
  'url("https://[::1]:80/").getHostname() == "::1" && url("https://[::1]:80/").getPort() == "80"',
  'url("https://example.com/a/b").getEscapedPath() == "/a/b"',
  'isIP("10.0.0.1") && isIP("fd00::1") && !isIP("010.0.0.1") && !isIP("x")',
  'ip("10.0.0.1").family() == 4 && ip("::1").family() == 6 && ip("::1").isLoopback() && ip("127.1.2.3").isLoopback()',
  'ip("0.0.0.0").isUnspecified() && ip("169.254.1.1").isLinkLocalUnicast() && ip("224.0.0.1").isLinkLocalMulticast()',
  'ip("8.8.8.8").isGlobalUnicast() && !ip("224.0.0.1").isGlobalUnicast()',
  'ip.isCanonical("fd00::1") && !ip.isCanonical("FD00::1") && ip("FD00::1") == ip("fd00::1")',
  'string(ip("FD00::1")) == "fd00::1"',
  'isCIDR("10.0.0.0/8") && !isCIDR("10.0.0.0") && cidr("10.1.0.0/16").prefixLength() == 16',
  'cidr("10.0.0.0/8").containsIP("10.1.2.3") && cidr("10.0.0.0/8").containsIP(ip("10.1.2.3"))',
  'cidr("10.0.0.0/8").containsCIDR("10.1.0.0/16") && !cidr("10.1.0.0/16").containsCIDR(cidr("10.0.0.0/8"))',
  'cidr("10.1.2.3/8").masked() == cidr("10.0.0.0/8") && cidr("10.1.2.3/8").ip() == ip("10.1.2.3")',
  'isQuantity("1Gi") && !isQuantity("1GB")',
  'quantity("1Gi").isGreaterThan(quantity("1G")) && quantity("1").isLessThan(quantity("1001m"))',
  'quantity("1000m") == quantity("1") && quantity("1").compareTo(quantity("2")) == -1',
  'quantity("1").add(quantity("500m")).sub(1) == quantity("500m")',
  'quantity("-1").sign() == -1 && quantity("2k").asInteger() == 2000 && quantity("500m").asApproximateFloat() == 0.5',
  'quantity("2").isInteger() && !quantity("500m").isInteger()',
  '"a,b".split(",") == ["a", "b"] && "A".lowerAscii() == "a" && "abc".substring(1) == "bc"',
])('%s', (expression) => {
  expect(evaluate(expression)).toBe(true);
});

test.each([
  ['url("example.com")', '"example.com" is no URL'],
  ['ip("x")', '"x" is no IP address'],
  ['cidr("x")', '"x" is no CIDR'],
  ['quantity("x")', '"x" is no quantity'],
  ['quantity("500m").asInteger()', 'is no whole quantity'],
  ['[].min()', 'min or max of an empty list'],
])('%s is a fault of the object', (expression, reason) => {
  expect(String(evaluate(expression))).toContain(reason);
});

test('a call on a value of another type is not supported, rather than answered', () => {
  expect(evaluate('quantity("1").isGreaterThan(ip("::1"))')).toBe('a call on what is no Quantity is not supported');
});
