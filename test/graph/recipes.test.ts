import { type Criteria, need, type Provisioner } from '../../src/model/need.ts';
import type { RecipePack } from '../../src/model/recipe-pack.ts';
import { BarePlatform, type PlatformProps } from '../../src/platform/bare-platform.ts';
import { aCluster, anApplication, aProvisioner, Piece, problemsOf, resolved } from '../support/platforms.ts';

/** Who makes what a golden path needs on each cluster, with the pack that it comes from. */
function made(props: Partial<PlatformProps>, standard: readonly Provisioner[] = []) {
  const { matches } = resolved(platformOf(props, standard));
  return Object.fromEntries(
    matches.flatMap(({ clusters, provisioner, pack }) =>
      clusters.map((name) => [name, pack === undefined ? provisioner?.name : `${pack}: ${provisioner?.name}`]),
    ),
  );
}

function platformOf(props: Partial<PlatformProps>, standard: readonly Provisioner[] = []) {
  const platform = new BarePlatform({ repository: { url: 'https://github.com/acme/platform' }, ...props }, standard);
  const clusters = [
    aCluster(platform, 'dev', 'dev'),
    aCluster(platform, 'eu', 'prod', { tags: ['eu'], cloud: 'aws' }),
    aCluster(platform, 'us', 'prod', { cloud: 'aws' }),
  ];
  new Piece(anApplication(platform, 'shop', { clusters }), 'db', { needs: () => [need('store', {})] });
  return platform;
}

const pack = (name: string, provisioners: readonly Provisioner[], when?: RecipePack['when']): RecipePack => ({
  name,
  provisioners,
  ...(when === undefined ? {} : { when }),
});

test('a pack offers its provisioners where its criteria and theirs hold', () => {
  const aws = pack('aws', [aProvisioner('rds', { cloud: 'aws' })], { environment: 'prod', tags: ['eu'] });
  expect(made({ recipes: [aws], provisioners: [aProvisioner('plain')] })).toEqual({
    dev: 'plain',
    eu: 'aws: rds',
    us: 'plain',
  });
});

test('one pack can stand for several environments, each narrowed by itself', () => {
  const all = pack('all', [aProvisioner('p')]);
  const recipes = [
    { ...all, when: { environment: 'dev' } },
    { ...all, name: 'rest', when: { environment: ['prod', 'qa'] } },
  ];
  expect(made({ recipes })).toEqual({ dev: 'all: p', eu: 'rest: p', us: 'rest: p' });
});

test('criteria of both that exclude each other are meant for nowhere, and say so', () => {
  const nowhere = pack('aws', [aProvisioner('rds', { environment: 'prod' })], { environment: 'dev' });
  expect(problemsOf(platformOf({ recipes: [nowhere] }))[0]).toContain(
    '"rds" of the pack "aws": it is for no environment, and this is "dev"',
  );
});

test('on a tie the platform’s own wins over a pack’s, and a pack’s over Roadbed’s', () => {
  const always: Criteria = {};
  const recipes = [pack('aws', [aProvisioner('packed', always)])];
  expect(made({ recipes }, [aProvisioner('standard')]).eu).toBe('aws: packed');
  expect(made({ recipes, provisioners: [aProvisioner('own')] }).eu).toBe('own');
  expect(resolved(platformOf({ recipes }, [aProvisioner('standard')])).matches[0]?.candidates).toEqual([
    { provisioner: 'packed', pack: 'aws', won: true, why: 'it fits: always, the most specific' },
    { provisioner: 'standard', won: false, why: 'it fits: always, and "packed" of the pack "aws" comes first' },
  ]);
});

test('two packs tie like any two provisioners, but one that stands in both is one', () => {
  const one = aProvisioner('p');
  const same = [pack('a', [one]), pack('b', [one])];
  expect(made({ recipes: same }).eu).toBe('a: p');
  expect(problemsOf(platformOf({ recipes: [pack('a', [one]), pack('b', [aProvisioner('p')])] }))[0]).toBe(
    'RB302 at shop/db: "p" of the pack "a" and "p" of the pack "b" are equally specific for a "store" in "dev"; make the criteria of one of them more specific',
  );
});

test('a pack is a problem where it names one provisioner twice, or is misspelt', () => {
  expect(problemsOf(platformOf({ recipes: [pack('a', [aProvisioner('p'), aProvisioner('p')])] }))).toContain(
    'RB108 at recipes[0]: two provisioners bear the name "p"; give each a name of its own',
  );
  const misspelt = { ...pack('a', [aProvisioner('p')]), wen: {} };
  expect(problemsOf(platformOf({ recipes: [misspelt] })).join()).toContain('recipes[0].wen');
});
