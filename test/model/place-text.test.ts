import { placeText } from '../../src/model/place-text.ts';

test('a place is written as Kubernetes writes it', () => {
  expect(placeText(['spec', 'containers', 0, 'image'])).toBe('spec.containers[0].image');
  expect(placeText(['metadata', 'labels', 'a/b.c'])).toBe('metadata.labels["a/b.c"]');
  expect(placeText(['a"b'])).toBe('["a\\"b"]');
  expect(placeText([])).toBe('');
});
