import * as fc from 'fast-check';
import { escapePlaceholders, splitPlaceholders } from '../../src/score/placeholder.ts';

test.each([
  ['plain', ['plain']],
  ['', []],
  ['${resources.db.host}', [{ keys: ['resources', 'db', 'host'], text: '${resources.db.host}' }]],
  ['a ${metadata.name} b', ['a ', { keys: ['metadata', 'name'], text: '${metadata.name}' }, ' b']],
  ['$$', ['$']],
  ['$${resources.db.host}', ['${resources.db.host}']],
  ['$$$${x}', ['$${x}']],
  ['$HOME and ${', ['$HOME and ${']],
  ['${metadata.a\\.b}', [{ keys: ['metadata', 'a.b'], text: '${metadata.a\\.b}' }]],
])('%j is split', (text, parts) => {
  expect(splitPlaceholders(text)).toEqual(parts);
});

test('what was escaped is read as it was', () => {
  const text = fc.string({ unit: fc.constantFrom('$', '{', '}', 'a', '.', '\\') });
  fc.assert(fc.property(text, (given) => splitPlaceholders(escapePlaceholders(given)).join('') === given));
});
