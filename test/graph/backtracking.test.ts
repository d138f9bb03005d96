import type { Candidate } from '../../src/graph/graph.ts';
import { MOST_LEVELS } from '../../src/graph/matcher.ts';
import { type Criteria, need, type Provisioner } from '../../src/model/need.ts';
import { aCluster, anApplication, aPlatform, configMap, Piece, problemsOf, resolved } from '../support/platforms.ts';

/** A provisioner of a type that brings needs of other types. */
function makes(
  type: string,
  name: string,
  more: Partial<Provisioner> = {},
  brings: readonly string[] = [],
): Provisioner {
  return {
    name,
    type,
    needs: () => brings.map((brought) => need(brought, {})),
    provision: (asked) => ({ manifests: [configMap(asked.name, { by: name })], outputs: { host: name } }),
    ...more,
  };
}

function platformWith(provisioners: readonly Provisioner[], params: Readonly<Record<string, unknown>> = {}) {
  const platform = aPlatform({ provisioners });
  const shop = anApplication(platform, 'shop', { clusters: [aCluster(platform, 'eu', 'prod')] });
  new Piece(shop, 'db', { needs: () => [need('store', params)] });
  return platform;
}

/** Who makes what a golden path needs, in order, and how those fared whose criteria hold for the first need. */
function outcome(provisioners: readonly Provisioner[], params: Readonly<Record<string, unknown>> = {}) {
  const { matches } = resolved(platformWith(provisioners, params));
  const words = ({ provisioner, won, why }: Candidate) => `${won ? '+' : '-'} ${provisioner}: ${why}`;
  return { made: matches.map(({ provisioner }) => provisioner?.name), candidates: matches[0]?.candidates.map(words) };
}

const prod: Partial<Provisioner> = { when: { environment: 'prod' } };

describe('a provisioner that cannot make it gives way to the next', () => {
  const small: Partial<Provisioner> = {
    ...prod,
    refuses: ({ params }) =>
      Number(params.size) > 3 ? `it makes at most 3, and this asks for "${params.size}"` : undefined,
  };

  test('where it refuses what is asked, with its words', () => {
    expect(outcome([makes('store', 'small', small), makes('store', 'large')], { size: 5 })).toEqual({
      made: ['large'],
      candidates: [
        '+ large: it fits: always, the most specific that can make it',
        '- small: it fits: environment "prod", but it refuses: it makes at most 3, and this asks for "5"',
      ],
    });
    expect(outcome([makes('store', 'small', small), makes('store', 'large')], { size: 3 }).made).toEqual(['small']);
  });

  test('where a need of its own has no answer, with the reasons down to the last', () => {
    const chain = [makes('store', 'a', prod, ['net']), makes('net', 'n', {}, ['dns']), makes('store', 'b')];
    expect(outcome(chain)).toEqual({
      made: ['b'],
      candidates: [
        '+ b: it fits: always, the most specific that can make it',
        '- a: it fits: environment "prod", but its own need "net" found nobody: "n": it fits: always, but its own need "dns" found nobody: no provisioner makes it',
      ],
    });
    const dns = makes('dns', 'd', { when: { environment: 'dev' } });
    expect(outcome([...chain, dns]).candidates?.[1]).toContain(
      'its own need "dns" found nobody: "d": it is for the environment "dev", and this is "prod"',
    );
  });

  test('at any depth: what is deeper takes its own second choice before the one above gives up', () => {
    const deep = makes('net', 'best', { ...prod, refuses: () => 'it is full' });
    expect(
      outcome([makes('store', 'a', prod, ['net']), deep, makes('net', 'second'), makes('store', 'b')]).made,
    ).toEqual(['a', 'second']);
  });

  test('and then it ties with nobody', () => {
    const refusing = makes('store', 'a', { ...prod, refuses: () => 'it is full' });
    expect(outcome([refusing, makes('store', 'b', prod)]).made).toEqual(['b']);
  });

  test('and is asked only where its criteria hold and none is more specific', () => {
    const asked: string[] = [];
    const noting = (name: string, when: Criteria) =>
      makes('store', name, { when, refuses: () => void asked.push(name) });
    outcome([noting('dev', { environment: 'dev' }), noting('prod', { environment: 'prod' }), noting('any', {})]);
    expect(new Set(asked)).toEqual(new Set(['prod']));
  });

  test('a tie among what it brings is told, and not passed over in silence', () => {
    const tied = [makes('store', 'a', prod, ['net']), makes('net', 'n'), makes('net', 'm'), makes('store', 'b')];
    expect(problemsOf(platformWith(tied))).toEqual([
      'RB302 at shop/db: "m" and "n" are equally specific for a "net" in "prod"; make the criteria of one of them more specific',
    ]);
  });
});

describe('it comes to an end', () => {
  test('where all refuse, with every reason', () => {
    const refusing = makes('store', 'a', { refuses: () => 'it is full' });
    expect(problemsOf(platformWith([refusing, makes('store', 'dev', { when: { environment: 'dev' } })]))).toEqual([
      'RB301 at shop/db: nobody provisions a "store" of class "default" in "prod"; none of these fits: ' +
        '"a": it fits: always, but it refuses: it is full; "dev": it is for the environment "dev", and this is "prod"',
    ]);
  });

  test('where needs go in a circle, which is printed; a way out of it is taken', () => {
    const circle = [makes('store', 'a', prod, ['b']), makes('b', 'b', {}, ['c']), makes('c', 'c', {}, ['store'])];
    expect(problemsOf(platformWith(circle))).toEqual([
      'RB305 at shop/db: nobody provisions a "store" of class "default" in "prod": "a" needs a "b", "b" needs a "c", "c" needs a "store", which "a" would make; ' +
        'let one of them make what it needs itself, or add a provisioner that needs nothing',
    ]);
    expect(outcome([...circle, makes('store', 'plain')]).made).toEqual(['a', 'b', 'c', 'plain']);
  });

  test('where provisioners stand on each other without end, or very many must be tried', () => {
    const types = Array.from({ length: MOST_LEVELS + 2 }, (_, level) => `t${level}`);
    const tower = types.map((type, level) => makes(type, type, {}, [types[level + 1] ?? 'ground']));
    expect(problemsOf(platformWith([makes('store', 'a', {}, ['t0']), ...tower])).join()).toMatch(
      /^RB301 .*it stands on 32 others already/,
    );
    const doubled = Array.from({ length: 16 }, (_, level) => [
      makes(`l${level}`, `p${level}`, prod, [`l${level + 1}`]),
      makes(`l${level}`, `q${level}`, {}, [`l${level + 1}`]),
    ]);
    expect(problemsOf(platformWith([makes('store', 'a', {}, ['l0']), ...doubled.flat()])).join()).toMatch(
      /^RB309 at shop\/db: nobody provisions .*: the search was given up after 10000 tries; none of these fits: "a"/,
    );
  });
});

test('many provisioners that do not fit are told in short', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    makes('store', `p${index}`, { when: { environment: `e${index}` } }),
  );
  expect(problemsOf(platformWith(many)).join()).toMatch(/"p0": it is for the environment "e0", .*; and 20 more$/);
});
