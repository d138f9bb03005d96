import { Duration, Size } from 'cdk8s';
import * as z from 'zod';
import { duration, isDuration, isSize, kibibytes, size, text } from '../../src/model/fields.ts';
import { parseJson } from '../../src/model/json-props.ts';

const schema = z.strictObject({
  disk: size({ min: Size.gibibytes(1) }).default(Size.gibibytes(20)),
  wait: duration().optional(),
  note: text().optional(),
  disks: z.array(size()).default([]),
  byName: z.record(z.string(), z.strictObject({ disk: size().nullable() })).default({}),
  either: z.union([size(), z.int()]).optional(),
});

test('sizes and durations are read from their text, wherever they stand', () => {
  const { data } = parseJson(schema, {
    disk: '50Gi',
    wait: '90s',
    note: '20Gi',
    disks: ['1Gi', '2Mi'],
    byName: { a: { disk: '3Ki' }, b: { disk: null } },
    either: '4Gi',
  });
  expect(data?.wait && isDuration(data.wait) && data.wait.toMilliseconds()).toBe(90_000);
  expect(data?.note).toBe('20Gi');
  const sizes = [data?.disk, ...(data?.disks ?? []), data?.byName.a?.disk, data?.either].filter(isSize);
  expect(sizes.map(kibibytes)).toEqual(
    [50, 1, 2 / 1024, 3 / 1024 / 1024, 4].map((gibibytes) => gibibytes * 1024 * 1024),
  );
  expect(data?.byName.b?.disk).toBeNull();
});

test('defaults stand where nothing is given', () => {
  const { data } = parseJson(schema, {});
  expect(data && kibibytes(data.disk)).toBe(kibibytes(Size.gibibytes(20)));
});

test('what is no size is refused with what was given', () => {
  const { error } = parseJson(schema, { disk: 'big', disks: ['1.5Gi'], wait: 3, other: '1Gi' });
  expect(error?.issues.map(({ path, message, input }) => [path.join('.'), message, input])).toEqual([
    ['disk', 'must be a Size, such as Size.gibibytes(20)', 'big'],
    ['wait', 'must be a Duration, such as Duration.seconds(30)', 3],
    ['disks.0', 'must be a Size, such as Size.gibibytes(20)', '1.5Gi'],
    ['', 'Unrecognized key: "other"', expect.anything()],
  ]);
});

test('limits hold for texts too', () => {
  expect(parseJson(schema, { disk: '512Mi' }).error?.issues[0]?.message).toBe('must be at least 1Gi');
});

test('what a program made already is taken as it is', () => {
  expect(parseJson(schema, { wait: Duration.seconds(1) }).success).toBe(true);
});

test.each([null, 'text', 3, []])('props that are no object are refused: %p', (json) => {
  expect(parseJson(schema, json).success).toBe(false);
});
