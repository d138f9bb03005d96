import { CRON_PATTERN, isCron } from '../../src/model/cron.ts';

test.each([
  '* * * * *',
  '0 0 1 1 0',
  '59 23 31 12 6',
  '*/15 * * * *',
  '0-30/5 8-18 1,15 JAN-MAR MON-FRI',
  '05 03 * * SUN',
  '30 2 * FEB,APR 1-5/2',
])('"%s" is a schedule', (text) => {
  expect(isCron(text)).toBe(true);
});

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * 32 * *',
  '* * * 13 *',
  '* * * * 7',
  '* * * * mon',
  '*/0 * * * *',
  '5-1 * * * *',
  '* * * DEC-JAN *',
  '* * * * SAT-SUN',
  '@daily',
  'TZ=UTC 0 0 * * *',
  ' * * * * *',
  '*  * * * *',
])('"%s" is no schedule', (text) => {
  expect(isCron(text)).toBe(false);
});

test('the pattern sees all of it but ranges that run backwards', () => {
  const pattern = new RegExp(CRON_PATTERN);
  expect(pattern.test('60 * * * *')).toBe(false);
  expect(pattern.test('5-1 * * * *')).toBe(true);
});
