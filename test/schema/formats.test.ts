import { formatOf } from '../../src/schema/formats.ts';

/** Texts of each format that the API server takes, and texts that it refuses. */
const cases: Readonly<Record<string, readonly [valid: readonly string[], invalid: readonly string[]]>> = {
  'date-time': [
    ['2026-11-20T09:00:00Z', '2026-11-20t09:00:00.123+02:00', '2024-02-29T00:00:00z'],
    ['2026-11-20', '2026-02-29T00:00:00Z', '2026-11-20T24:00:00Z', '2026-11-20 09:00:00Z', '2026-13-01T00:00:00Z'],
  ],
  date: [
    ['2026-11-20', '2000-02-29'],
    ['2026-11-31', '1900-02-29', '20-11-2026', ''],
  ],
  duration: [
    ['1h30m', '0', '1.5s', '-10ms', '100us', '5µs', '3 days', '1w'],
    ['', '1', 'abc', '1h 30', '5 parsecs'],
  ],
  byte: [
    ['', 'aGVsbG8=', 'aGVs\nbG8='],
    ['a', 'aGVsbG8', '****', 'aGVsbG8=='],
  ],
  ipv4: [
    ['10.0.0.1', '010.0.0.1'],
    ['256.0.0.1', '10.0.0', 'fd00::1', ''],
  ],
  ipv6: [
    ['fd00::1', '::', '1:2:3:4:5:6:7:8', '::ffff:10.0.0.1'],
    ['1:2:3', '::1::', 'g::1', '10.0.0.1', '1:2:3:4:5:6:7:8:9'],
  ],
  cidr: [
    ['10.0.0.0/8', 'fd00::/8', '0.0.0.0/0'],
    ['10.0.0.0', '10.0.0.0/33', 'fd00::/129', '/8', '10.0.0.0/x'],
  ],
  uri: [
    ['https://example.com/a?b=c#d', '/path', 'mailto:a@b.c', 'http://[::1]:80/', 'http://user:pass@host:8080/'],
    ['', 'example.com', 'http://a b/', 'http://host:port/', '%zz', 'http://a/%zz', 'a\nb:c'],
  ],
  email: [
    ['team@example.com', 'Team <team@example.com>', '"a b"@example.com'],
    ['team', '@example.com', 'a b@c.d', 'a@b@c'],
  ],
  hostname: [
    ['example.com', 'a', 'example.com.', 'bücher.example'],
    ['', '-a.b', 'a_b', `${'a'.repeat(64)}.b`, 'a..b'],
  ],
  mac: [
    ['00:00:5e:00:53:01', '00-00-5E-00-53-01', '0000.5e00.5301'],
    ['00:00:5e:00:53', '00:00-5e:00:53:01'],
  ],
  uuid: [
    ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', '6BA7B8109DAD11D180B400C04FD430C8'],
    ['6ba7b810', 'x'],
  ],
  uuid3: [['6ba7b810-9dad-31d1-80b4-00c04fd430c8'], ['6ba7b810-9dad-11d1-80b4-00c04fd430c8']],
  uuid4: [['6ba7b810-9dad-41d1-80b4-00c04fd430c8'], ['6ba7b810-9dad-41d1-c0b4-00c04fd430c8']],
  uuid5: [['6ba7b810-9dad-51d1-80b4-00c04fd430c8'], ['6ba7b810-9dad-41d1-80b4-00c04fd430c8']],
  bsonobjectid: [['507f1f77bcf86cd799439011'], ['507f1f77']],
  hexcolor: [
    ['#fff', '336699'],
    ['#ffff', 'red'],
  ],
  rgbcolor: [['rgb(1,2,3)'], ['rgb(1,2)', '1,2,3']],
  ssn: [['123-45-6789', '123456789'], ['12-345-6789']],
  isbn: [
    ['0306406152', '978-0-306-40615-7'],
    ['0306406153', '1'],
  ],
  isbn10: [
    ['0306406152', '080442957X'],
    ['0804429570', '9780306406157'],
  ],
  isbn13: [['9780306406157'], ['9780306406158', '0306406152']],
  creditcard: [['4111 1111 1111 1111'], ['4111 1111 1111 1112', '41']],
  'k8s-short-name': [
    ['my-name', 'a', '0'],
    ['My', '-a', 'a.b', 'a'.repeat(64)],
  ],
  'k8s-long-name': [
    ['my.name', 'a'],
    ['a..b', 'A.b', 'a'.repeat(254)],
  ],
  quantity: [
    ['500m', '1', '-1.5Gi', '.5', '1e3', '2E', '+1Ki'],
    ['', 'Gi', '1 Gi', '1KiB', '1e999999999', '1i'],
  ],
};

test.each(Object.entries(cases))(
  'format %s takes what the API server takes, and nothing else',
  (name, [valid, invalid]) => {
    const format = formatOf(name);
    expect(valid.filter((text) => format?.test(text) !== true)).toEqual([]);
    expect(invalid.filter((text) => format?.test(text) !== false)).toEqual([]);
  },
);

test('the example of each format is of the format', () => {
  const wrong = Object.keys(cases).filter((name) => formatOf(name)?.test(formatOf(name)?.example ?? '') !== true);
  expect(wrong).toEqual([]);
});

test('a format that the API server does not know is not enforced', () => {
  expect(formatOf('semver')).toBeUndefined();
  expect(formatOf('int32')).toBeUndefined();
});

test('no format takes more than a moment for a long text', () => {
  const texts = [
    'a'.repeat(200_000),
    ':'.repeat(200_000),
    'a@'.repeat(100_000),
    'http://a:a:'.repeat(20_000),
    '1'.repeat(200_000),
    `a${'-'.repeat(200_000)}!`,
  ];
  const start = performance.now();
  for (const name of Object.keys(cases)) for (const text of texts) formatOf(name)?.test(text);
  expect(performance.now() - start).toBeLessThan(3000);
});
