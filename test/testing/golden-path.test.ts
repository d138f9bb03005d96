import * as z from 'zod';
import { reference, size } from '../../src/model/fields.ts';
import { GoldenPath } from '../../src/model/golden-path.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Site } from '../../src/model/site.ts';
import { checkGoldenPath } from '../../src/testing/golden-path.ts';

const good = z.strictObject({
  text: z.string().describe('What it says.'),
  disk: size().optional().describe('Disk.'),
});

class Banner extends GoldenPath<typeof good> {
  static override readonly schema = good;
  readonly url = this.output('url');

  protected override render(): Manifest[] {
    return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: this.name }, data: { text: this.props.text } }];
  }

  protected override outputs() {
    return { url: 'http://banner' };
  }
}

test('a golden path that keeps the rules has no faults', () => {
  expect(checkGoldenPath(Banner, [{ text: 'hello' }])).toEqual([]);
});

test('an example that does not pass the schema is a fault', () => {
  expect(checkGoldenPath(Banner, [{ text: 3 }])).toEqual([
    'example 0: its props do not pass: RB101 at check/it.text: must be a string, got "3"; it is: what it says',
  ]);
});

function faultsOf(schema: z.ZodType, props: unknown = {}): readonly string[] {
  class Odd extends GoldenPath {
    static override readonly schema = schema;
  }
  return checkGoldenPath(Odd, [props]);
}

describe('the schema', () => {
  test('must be strict objects, all the way down', () => {
    expect(faultsOf(z.object({ inner: z.object({}).optional().describe('Inner.') }))).toEqual([
      'the schema is no strict object: a misspelt prop would pass',
      'inner is no strict object: a misspelt prop would pass',
    ]);
  });

  test('must be an object', () => {
    expect(faultsOf(z.string(), 'x')).toContain('its schema is no object');
  });

  test('must describe every prop, also those within', () => {
    const schema = z.strictObject({
      named: z.string().optional(),
      list: z
        .array(z.strictObject({ a: z.string() }))
        .default([])
        .describe('List.'),
      inner: z
        .strictObject({ b: z.string().describe('') })
        .optional()
        .describe('Inner.'),
    });
    expect(faultsOf(schema)).toEqual([
      'named has no description',
      'list[].a has no description',
      'inner.b has no description',
    ]);
  });

  test('takes a description within a default as well as around it', () => {
    expect(faultsOf(z.strictObject({ a: z.string().describe('Within.').default('x') }))).toEqual([]);
  });

  test('must have no unions of objects', () => {
    const union = z.union([z.strictObject({}), z.strictObject({ a: z.string().describe('A.') })]);
    expect(faultsOf(z.strictObject({ either: union.optional().describe('Either.') }))).toEqual([
      'either is a union of objects; make two props of it',
      'either is a union, which a structural schema cannot hold',
    ]);
  });

  test('must have no transforms', () => {
    const schema = z.strictObject({ a: z.string().optional().transform(Number).describe('A.') });
    expect(faultsOf(schema)).toContain('a is a transform; take the value as it is');
  });

  test('must not hide what is wrong', () => {
    expect(faultsOf(z.strictObject({ a: z.string().catch('x').describe('A.') }))).toContain(
      'a hides what is wrong with it behind a fallback',
    );
  });

  test('must have a JSON form', () => {
    expect(faultsOf(z.strictObject({ a: reference().optional().describe('A.') }))).toContain(
      'a takes nothing but a reference, which has no JSON form',
    );
  });

  test('must have refinements that cannot throw', () => {
    const schema = z
      .strictObject({ a: z.any().optional().describe('A.') })
      .refine((props) => props.a === undefined || props.a.length > 0);
    expect(faultsOf(schema)).toContain(
      "its schema throws on what a user may type: a: Cannot read properties of null (reading 'length')",
    );
  });
});

describe('the class', () => {
  test('must have a schema', () => {
    class Bare extends GoldenPath {}
    expect(checkGoldenPath(Bare, [])).toEqual(['it has no schema; declare "static override readonly schema"']);
  });

  test('must not read props while it is made', () => {
    class Eager extends GoldenPath<typeof good> {
      static override readonly schema = good;
      readonly text = this.props.text;
    }
    expect(checkGoldenPath(Eager, [{ text: 'hello' }])).toContain(
      'its constructor throws where props are wrong: check/it: props were read that did not pass their schema, or in a constructor or initialiser',
    );
  });

  test('must render the same every time', () => {
    let count = 0;
    class Counting extends Banner {
      protected override render(): Manifest[] {
        count += 1;
        return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `banner-${count}` } }];
      }
    }
    expect(checkGoldenPath(Counting, [{ text: 'hello' }])).toContain(
      'example 0: it renders otherwise the second time (production)',
    );
  });

  test('must not ask its site when the rendering is done', () => {
    class Late extends Banner {
      protected override render(site?: Site): Manifest[] {
        const data = {
          get environment() {
            return site?.environment;
          },
        };
        return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: this.name }, data }];
      }
    }
    expect(checkGoldenPath(Late, [{ text: 'hello' }])[0]).toMatch(
      /^example 0: it throws while it renders: a site was asked/,
    );
  });

  test('must give every output that it declares, and no other', () => {
    class Mute extends Banner {
      readonly host = this.output('host');
      protected override outputs() {
        return { url: 'http://banner', port: 80 };
      }
    }
    expect(checkGoldenPath(Mute, [{ text: 'hello' }])).toEqual(
      expect.arrayContaining([
        'example 0: its output host comes neither from outputs() nor from a need',
        'example 0: it gives an output port that it does not declare',
      ]),
    );
  });

  test('is told what its rendering throws', () => {
    class Failing extends Banner {
      protected override render(): Manifest[] {
        throw new Error('no such thing');
      }
    }
    expect(checkGoldenPath(Failing, [{ text: 'hello' }])[0]).toBe(
      'example 0: it throws while it renders: no such thing',
    );
  });
});
