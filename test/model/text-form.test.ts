import { Duration, Size } from 'cdk8s';
import fc from 'fast-check';
import { quantity } from '../../src/model/fields.ts';
import { DURATION_PATTERN, durationText, parseDuration, parseSize, SIZE_PATTERN } from '../../src/model/text-form.ts';

test.each([
  ['20Gi', Size.gibibytes(20)],
  ['512Mi', Size.mebibytes(512)],
  ['1Ki', Size.kibibytes(1)],
  ['3Ti', Size.tebibytes(3)],
  ['2Pi', Size.pebibyte(2)],
])('%s is a size', (text, size) => {
  expect(parseSize(text)?.toKibibytes()).toBe(size.toKibibytes());
});

test.each(['', '20', '20G', '0Gi', '1.5Gi', '-1Gi', ' 1Gi', '1Gi ', '1gi', '1e3Gi', '012Gi', 'no'])(
  '"%s" is no size',
  (text) => {
    expect(parseSize(text)).toBeUndefined();
  },
);

test.each([
  ['30s', 30_000],
  ['1h30m', 5_400_000],
  ['250ms', 250],
  ['2h3m4s5ms', 7_384_005],
  ['0s', 0],
])('%s is a duration', (text, milliseconds) => {
  expect(parseDuration(text)?.toMilliseconds()).toBe(milliseconds);
});

test.each(['', '30', '1d', '30m1h', '1.5h', '-1s', '1h ', 'no'])('"%s" is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test('a duration is written in the largest units', () => {
  expect([5_400_000, 90_000, 1, 0, 90_061_001].map((ms) => durationText(Duration.millis(ms)))).toEqual([
    '1h30m',
    '1m30s',
    '1ms',
    '0s',
    '25h1m1s1ms',
  ]);
});

test('every size and every duration reads back from its text, which matches the pattern', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (amount) => {
      const [size, duration] = [Size.kibibytes(amount), Duration.millis(amount)];
      expect(parseDuration(durationText(duration))?.toMilliseconds()).toBe(amount);
      expect(durationText(duration)).toMatch(new RegExp(DURATION_PATTERN));
      if (amount < 10 ** 9) {
        expect(parseSize(quantity(size))?.toKibibytes()).toBe(amount);
        expect(quantity(size)).toMatch(new RegExp(SIZE_PATTERN));
      }
    }),
    { numRuns: 200 },
  );
});
