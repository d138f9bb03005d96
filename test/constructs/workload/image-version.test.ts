import { imageVersion } from '../../../constructs/workload/image-version.ts';
import { isLabelValue } from '../../../src/model/names.ts';

test.each([
  ['ghcr.io/acme/api:1.4.2', '1.4.2'],
  ['redis:7.4-alpine', '7.4-alpine'],
  [`ghcr.io/acme/api:1.4.2@sha256:${'0'.repeat(64)}`, '1.4.2'],
  ['localhost:5000/api:v1_', 'v1'],
  ['localhost:5000/api', undefined],
  ['ghcr.io/acme/api', undefined],
  [`ghcr.io/acme/api@sha256:${'0'.repeat(64)}`, undefined],
  ['api:___', undefined],
])('the version of %s is %s', (image, version) => {
  expect(imageVersion(image)).toBe(version);
});

test('a version that is too long for a label is cut to one', () => {
  const version = imageVersion(`api:${'a'.repeat(62)}-${'b'.repeat(60)}`) ?? '';
  expect(version).toBe('a'.repeat(62));
  expect(isLabelValue(version)).toBe(true);
});
