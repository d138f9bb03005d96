import fc from 'fast-check';
import { isDnsLabel, isDnsSubdomain, isLabelKey, isLabelValue, shortName } from '../../src/model/names.ts';

const letters = (count: number): string => 'a'.repeat(count);

describe('isDnsLabel', () => {
  test.each(['a', '0', 'a-b', 'a--b', '1password', letters(63)])('takes %j', (text) => {
    expect(isDnsLabel(text)).toBe(true);
  });

  test.each(['', '-a', 'a-', 'A', 'a.b', 'a_b', 'ä', 'a\n', ' a', letters(64)])('refuses %j', (text) => {
    expect(isDnsLabel(text)).toBe(false);
  });
});

describe('isDnsSubdomain', () => {
  test.each(['a', 'a.b', 'monitoring.coreos.com', letters(64), `${letters(126)}.${letters(126)}`])(
    'takes %j',
    (text) => {
      expect(isDnsSubdomain(text)).toBe(true);
    },
  );

  test.each(['', '.', 'a.', '.a', 'a..b', 'a.-b', 'A.b', 'a/b', 'a\n', letters(254)])('refuses %j', (text) => {
    expect(isDnsSubdomain(text)).toBe(false);
  });
});

describe('isLabelKey', () => {
  test.each(['a', 'A_b.c-1', 'app.kubernetes.io/name', letters(63), `${letters(253)}/${letters(63)}`])(
    'takes %j',
    (text) => {
      expect(isLabelKey(text)).toBe(true);
    },
  );

  test.each(['', '/', 'a/', '/a', 'a/b/c', '-a', 'a_', 'A.io/a', 'a b', letters(64), `${letters(254)}/a`])(
    'refuses %j',
    (text) => {
      expect(isLabelKey(text)).toBe(false);
    },
  );
});

describe('isLabelValue', () => {
  test.each(['', 'a', 'A_b.c-1', 'true', letters(63)])('takes %j', (text) => {
    expect(isLabelValue(text)).toBe(true);
  });

  test.each(['-', 'a/b', '.a', 'a_', 'a b', 'a\n', 'ä', letters(64)])('refuses %j', (text) => {
    expect(isLabelValue(text)).toBe(false);
  });
});

describe('shortName', () => {
  test('a name that fits stays as it is', () => {
    expect(shortName('shop-api', 10)).toBe('shop-api');
    expect(shortName(letters(63), 63)).toBe(letters(63));
  });

  test('a longer one is cut and ends in a hash, the same on every machine', () => {
    expect(shortName('shop-checkout-api', 16)).toBe('shop-ch-4fg4strr');
  });

  test('a text with other characters is cleaned, and still differs from its clean neighbours', () => {
    const names = ['Shop', 'shop/api', 'shop.api', 'shop api', '-shop', 'shöp'].map((text) => shortName(text, 63));
    expect(new Set(names).size).toBe(names.length);
    expect(names.map((name) => name.slice(0, -9))).toEqual([
      'shop',
      'shop-api',
      'shop-api',
      'shop-api',
      'shop',
      'sh-p',
    ]);
  });

  test('a text without any letter or digit begins with a letter all the same', () => {
    expect(shortName('', 63)).toMatch(/^x-[0-9a-v]{8}$/);
    expect(shortName('///', 10)).toMatch(/^x-[0-9a-v]{8}$/);
  });

  test('the result is a DNS label within the limit, and naming it again changes nothing', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-zA-Z0-9-]{0,80}$/));
    fc.assert(
      fc.property(text, fc.integer({ min: 10, max: 63 }), (text, max) => {
        const name = shortName(text, max);
        expect(isDnsLabel(name)).toBe(true);
        expect(name.length).toBeLessThanOrEqual(max);
        expect(shortName(name, max)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });

  test('a limit that leaves no room for the hash is a fault, as is one that no label may have', () => {
    expect(() => shortName('a', 9)).toThrow('at most 9');
    expect(() => shortName('a', 64)).toThrow('at most 64');
  });
});
