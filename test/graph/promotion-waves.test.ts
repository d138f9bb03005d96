import type { PromotionWave } from '../../src/platform/promotion-wave.ts';
import { aCluster, anApplication, aPlatform, problemsOf, resolved } from '../support/platforms.ts';

/** Clusters by their environments: `prod` has enough of them for a share. */
const FLEET: Readonly<Record<string, readonly string[]>> = {
  dev: ['lab', 'dev'],
  qa: ['qa'],
  prod: ['eu', 'us', 'ap', 'br', 'in', 'za', 'jp', 'ca', 'mx', 'uk'],
};

function platformIn(waves: readonly PromotionWave[], fleet = FLEET) {
  const platform = aPlatform({ waves });
  const clusters = Object.entries(fleet).flatMap(([environment, names]) =>
    names.map((name) => aCluster(platform, name, environment, { tags: name === 'lab' ? ['lab'] : [] })),
  );
  anApplication(platform, 'shop', { clusters });
  return platform;
}

function wavesOf(waves: readonly PromotionWave[], fleet?: typeof FLEET): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const { name, labels } of resolved(platformIn(waves, fleet)).clusters) {
    const wave = labels['roadbed.dev/wave'] ?? 'none';
    found[wave] = [...(found[wave] ?? []), name];
  }
  return found;
}

const dev = { name: 'dev', clusters: { environments: ['dev'] } };
const rest = { name: 'rest' };

test('a cluster is in the first wave that chooses it, by a label', () => {
  expect(
    wavesOf([{ name: 'lab', clusters: ['lab'] }, dev, { name: 'qa', clusters: { environments: ['qa'] } }, rest]),
  ).toEqual({
    lab: ['lab'],
    dev: ['dev'],
    qa: ['qa'],
    rest: [...(FLEET.prod ?? [])].sort(),
  });
  expect(wavesOf([])).toEqual({ none: Object.values(FLEET).flat().sort() });
});

describe('a share', () => {
  const shares = (...parts: readonly string[]) =>
    wavesOf([dev, ...parts.map((share) => ({ name: `to-${share.replace('%', '')}`, share })), rest]);

  test('that is larger holds the clusters of a smaller one', () => {
    const large = shares('50%')['to-50'] ?? [];
    const both = shares('30%', '50%');
    expect([...(both['to-30'] ?? []), ...(both['to-50'] ?? [])].sort()).toEqual(large);
    expect(both['to-30']).not.toEqual([]);
  });

  test('keeps its clusters whoever joins or leaves', () => {
    const before = shares('50%')['to-50'] ?? [];
    const fleet = { dev: FLEET.dev ?? [], qa: FLEET.qa ?? [], prod: [...(FLEET.prod ?? []).slice(1), 'aa', 'zz'] };
    const after = wavesOf([dev, { name: 'to-50', share: '50%' }, rest], fleet)['to-50'] ?? [];
    const stayed = new Set([...fleet.qa, ...fleet.prod]);
    expect(before.filter((name) => stayed.has(name))).toEqual(after.filter((name) => before.includes(name)));
  });

  test('is about so many of a fleet', () => {
    const prod = Array.from({ length: 400 }, (_, i) => `c${i}`);
    const some = wavesOf([dev, { name: 'some', share: '25%' }, rest], { dev: ['dev'], prod }).some ?? [];
    expect(Math.abs(some.length - 100)).toBeLessThan(25);
  });
});

describe('what is wrong with waves is told', () => {
  const wrong = (waves: readonly PromotionWave[]) => problemsOf(platformIn(waves));

  test('a wave without a name of its own, a share that is none, and what is no branch', () => {
    expect(
      wrong([
        dev,
        { name: 'Q A', share: '0%' },
        { name: 'x', share: '100%', revision: '-x' },
        { ...rest, name: 'dev' },
      ]),
    ).toEqual([
      'RB211 at waves[1].name: not a DNS label, got "Q A"; use at most 50 lower-case letters, digits and hyphens',
      'RB211 at waves[1].revision: not the name of a branch, got "waves/Q A"; use a name such as "waves/qa"',
      'RB211 at waves[1].share: not a part of clusters, got "0%"; use a part from "1%" to "99%", or leave it out',
      'RB211 at waves[2].revision: not the name of a branch, got "-x"; use a name such as "waves/qa"',
      'RB211 at waves[2].share: not a part of clusters, got "100%"; use a part from "1%" to "99%", or leave it out',
      'RB211 at waves[3].name: two waves are named "dev"; give each a name of its own',
    ]);
  });

  test('two waves of one branch, a wave that has every change at once, and a gate that nobody comes to', () => {
    const gate = 'manual' as const;
    expect(
      wrong([
        { ...dev, gate },
        { name: 'qa', revision: 'b', clusters: { environments: ['qa'] } },
        { name: 'x', revision: 'b' },
      ]),
    ).toEqual([
      'RB211 at waves[0].gate: nothing promotes the first wave, which follows "HEAD"; leave the gate out, or give the wave a revision of its own',
      'RB211 at waves[2].revision: the wave "qa" follows "b" too; give each a branch of its own',
    ]);
    expect(
      wrong([
        { ...dev, revision: 'x' },
        { ...rest, revision: 'HEAD' },
      ]),
    ).toEqual([
      'RB211 at waves[1].revision: "HEAD" is what every change reaches at once; give each wave but the first a branch of its own',
    ]);
    expect(wrong([{ ...dev, gate, revision: 'releases/dev' }, rest])).toEqual([]);
  });

  test('a cluster in no wave, and a wave without a cluster', () => {
    expect(wrong([dev, { name: 'prod', clusters: { environments: ['prod'] } }])).toEqual([
      'RB212 at qa: no wave is for the cluster "qa" of the environment "qa"; let the last wave take what is left, by leaving out its clusters',
    ]);
    expect(wrong([rest, dev])).toEqual([
      'RB213 at waves[1]: of the wave "dev" every cluster is in a wave before; choose other clusters, or remove the wave',
    ]);
    expect(wrong([{ name: 'some', clusters: { environments: ['qa'] }, share: '1%' }, rest])).toEqual([
      'RB213 at waves[0]: of 1 cluster none is in the share "1%" of the wave "some"; use a larger share, or choose the clusters by a tag',
    ]);
    expect(wrong([{ name: 'lab', clusters: { all: ['lab'], environments: ['prod'] } }, rest])).toEqual([
      'RB213 at waves[0]: no cluster fits the wave "lab"; choose other clusters, or remove the wave',
    ]);
  });

  test('tags and environments that nothing has', () => {
    expect(wrong([{ name: 'x', clusters: { any: ['lob'], environments: ['prd'] } }, rest])).toEqual([
      'RB203 at waves[0].clusters: no cluster has the tag "lob"; did you mean "lab"?',
      'RB203 at waves[0].clusters.environments: no cluster is of the environment "prd"; use one of "dev", "prod", "qa"',
    ]);
  });

  test('what has another shape', () => {
    const shapeless: readonly PromotionWave[] = JSON.parse('[{"name":"dev","tags":["a"],"gate":"auto","share":10}]');
    expect(wrong(shapeless)).toEqual([
      expect.stringMatching(/^RB108 at waves\[0\]\.gate: must be one of "manual", got "auto"/),
      expect.stringMatching(/^RB108 at waves\[0\]\.share: must be a string, got "10"/),
      expect.stringMatching(/^RB108 at waves\[0\]\.tags: there is no prop "tags"/),
    ]);
  });
});

test('an environment that is still to come may have its wave already', () => {
  const platform = aPlatform({
    waves: [dev, { name: 'qa', clusters: { environments: ['qa'] } }, rest],
    environments: { qa: { tier: 'staging' } },
  });
  anApplication(platform, 'shop', { clusters: [aCluster(platform, 'dev', 'dev'), aCluster(platform, 'eu', 'prod')] });
  expect(problemsOf(platform)).toEqual([]);
});
