import type * as z from 'zod';
import { cidr, cronSchedule, host, image, timeZone } from '../../src/model/text-fields.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Those of the values that the schema takes. */
function taken(schema: z.ZodType, values: readonly unknown[]): readonly unknown[] {
  return values.filter((value) => schema.safeParse(value).success);
}

test('an image has a name, and may have a registry, a tag and a digest', () => {
  const right = [
    'redis',
    'redis:7.4-alpine',
    'library/redis',
    'ghcr.io/acme/api:1.4.2',
    'localhost:5000/api',
    `registry.acme.example:5000/a/b_c/d__e/f-g.h:V1_0@${digest}`,
  ];
  const wrong = [
    '',
    'Redis',
    'redis:',
    'redis:-x',
    'ghcr.io/acme/',
    '/redis',
    'a//b',
    'redis@sha256:12',
    'a b',
    'x'.repeat(513),
    3,
  ];
  expect(taken(image(), [...right, ...wrong])).toEqual(right);
});

test('a host is a DNS name in lower case with at least two parts', () => {
  const right = ['shop.acme.example', 'a.b', '1-2.x3', `${'a'.repeat(63)}.example`];
  const wrong = [
    '',
    'shop',
    'Shop.example',
    '-a.example',
    'a-.example',
    'a..b',
    '*.acme.example',
    'a.b.',
    `${'a'.repeat(64)}.example`,
    'a_b.c',
  ];
  expect(taken(host(), [...right, ...wrong])).toEqual(right);
});

test('a range of addresses is in CIDR notation', () => {
  const right = ['0.0.0.0/0', '203.0.113.0/24', '255.255.255.255/32', '::/0', '2001:db8::/32', 'fd00::1/128'];
  const wrong = ['', '10.0.0.0', '10.0.0/8', '256.0.0.0/8', '10.0.0.0/33', '::/129', 'example.com/8', '10.0.0.0/8 '];
  expect(taken(cidr(), [...right, ...wrong])).toEqual(right);
});

test('a schedule has one problem, however wrong it is', () => {
  for (const wrong of ['@daily', '5-1 * * * *']) {
    expect(
      cronSchedule()
        .safeParse(wrong)
        .error?.issues.map(({ message }) => message),
    ).toEqual(['must be a schedule of five cron fields, such as "30 2 * * MON-FRI"']);
  }
  expect(cronSchedule().safeParse('30 2 * * MON-FRI').success).toBe(true);
});

test('a time zone is one of the IANA database', () => {
  const right = ['Etc/UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'UTC'];
  const wrong = ['', 'Local', 'Europe/Atlantis', 'Europe/Berlin ', '+02:00', 'CEST2'];
  expect(taken(timeZone(), [...right, ...wrong])).toEqual(right);
});
