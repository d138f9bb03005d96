import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type PromotionRequest, planPromotions } from '../../src/cli/promotions.ts';
import { WaveBranches } from '../../src/cli/wave-branches.ts';
import { formatProblem } from '../../src/model/problem.ts';
import type { WaveDeclaration } from '../../src/model/promotion-wave.ts';
import { UserFolder } from './support.ts';

function wave(name: string, more: Partial<WaveDeclaration> = {}): WaveDeclaration {
  return { name, clusters: {}, share: undefined, gate: undefined, revision: `waves/${name}`, ...more };
}

const waves = [wave('dev', { revision: 'main' }), wave('qa'), wave('first'), wave('rest', { gate: 'manual' })];

let place: string;
let remote: string;
let work: string;
/** Commits of `main`, the first first, and one beside them. */
const commits: string[] = [];
let aside: string;

function git(...args: readonly string[]): string {
  const [name, email] = ['user.name=a', 'user.email=a@acme.example'];
  return execFileSync('git', ['-c', name, '-c', email, ...args], { cwd: work, encoding: 'utf8', stdio: 'pipe' }).trim();
}

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'roadbed-promote-'));
  remote = join(place, 'remote.git');
  work = place;
  git('init', '-q', '--bare', '-b', 'main', remote);
  git('clone', '-q', remote, 'work');
  work = join(place, 'work');
  git('checkout', '-q', '-b', 'main');
  for (const text of ['one', 'two', 'three']) {
    git('commit', '-q', '--allow-empty', '-m', text);
    commits.push(git('rev-parse', 'HEAD'));
  }
  git('push', '-q', 'origin', 'main');
  git('checkout', '-q', '-b', 'aside', commits[0] ?? '');
  git('commit', '-q', '--allow-empty', '-m', 'aside');
  aside = git('rev-parse', 'HEAD');
  git('checkout', '-q', 'main');
});
beforeEach(() => {
  for (const { name } of waves.slice(1))
    if (standing(name) !== undefined) git('push', '-q', 'origin', `:refs/heads/waves/${name}`);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The commit that a wave has. */
function standing(name: string): string | undefined {
  const [commit] = git('ls-remote', 'origin', `refs/heads/waves/${name}`).split('\t');
  return commit === '' ? undefined : commit;
}

function stands(places: Readonly<Record<string, string | undefined>>): void {
  for (const [name, commit] of Object.entries(places))
    git('push', '-q', 'origin', `${commit}:refs/heads/waves/${name}`);
}

function promote(request: Partial<PromotionRequest> = {}) {
  const names = waves.map(({ revision }) => revision);
  const branches = new WaveBranches(work, 'origin', names);
  const plan = planPromotions(waves, 'main', { wave: undefined, to: undefined, back: false, ...request }, branches);
  if ('problems' in plan) return plan.problems.map(formatProblem);
  if (plan.promotions.length > 0) branches.move(plan.promotions);
  return plan.staying.map(({ wave, why }) => `${wave}: ${why}`);
}

test('without a name every wave takes what the one before had, so that a change goes on by one', () => {
  expect(promote()).toEqual([
    'first: qa has nothing yet: there is no branch "waves/qa"',
    'rest: it has a gate: roadbed promote rest',
  ]);
  expect([standing('qa'), standing('first')]).toEqual([commits[2], undefined]);
  expect(promote()).toEqual(['qa: it has what dev has', 'rest: it has a gate: roadbed promote rest']);
  expect([standing('first'), standing('rest')]).toEqual([commits[2], undefined]);
});

test('a wave with a gate goes where somebody names it', () => {
  stands({ qa: commits[1], first: commits[1] });
  expect(promote({ wave: 'rest' })).toEqual([]);
  expect(standing('rest')).toBe(commits[1]);
});

test('a wave takes a commit that the one before has, or has had, and no other', () => {
  stands({ qa: commits[1] });
  expect(promote({ wave: 'first', to: commits[0] ?? '' })).toEqual([]);
  expect(standing('first')).toBe(commits[0]);
  expect(promote({ wave: 'first', to: commits[2] ?? '' })).toEqual([
    `RB961 at first: qa has not had the commit "${commits[2]}"; promote it to the wave before first; a shallow clone may lack commits (git fetch --unshallow)`,
  ]);
  expect(promote({ wave: 'rest' })).toEqual([]);
});

test('a wave goes back where that is said', () => {
  stands({ qa: commits[2] });
  const back = { wave: 'qa', to: commits[0] ?? '' };
  expect(promote(back)).toEqual([
    expect.stringMatching(/^RB962 at qa: it has "\w+", which does not lead to "\w+"; say --back/),
  ]);
  expect(standing('qa')).toBe(commits[2]);
  expect(promote({ ...back, back: true })).toEqual([]);
  expect(standing('qa')).toBe(commits[0]);
});

test('a wave that is ahead of the one before stays where all are promoted, and is told where it has gone aside', () => {
  stands({ qa: commits[0], first: commits[1] });
  git('push', '-q', 'origin', 'main');
  const [first, ...others] = promote({ wave: 'first' });
  expect([first, others]).toEqual([expect.stringMatching(/^RB962 at first/), []]);
  expect(promote()).toEqual(['first: it is ahead of qa', 'rest: it has a gate: roadbed promote rest']);
  git('push', '-q', 'origin', `+${aside}:refs/heads/waves/first`);
  expect(promote()).toEqual([expect.stringMatching(/^RB962 at first/)]);
});

test('what cannot be promoted is told', () => {
  expect(promote({ wave: 'dev' })).toEqual([
    'RB960 at dev: it follows "main", which every change reaches at once; name a wave after it',
  ]);
  expect(promote({ wave: 'frst' })).toEqual(['RB960 at frst: the output has no wave "frst"; did you mean "first"?']);
  expect(promote({ wave: 'first' })).toEqual([
    'RB961 at first: qa has nothing yet: there is no branch "waves/qa"; promote qa first',
  ]);
});

test('a branch that somebody has moved meanwhile is not moved, and none with it', () => {
  stands({ qa: commits[0], first: commits[0] });
  const branches = new WaveBranches(work, 'origin', ['main', 'waves/qa', 'waves/first']);
  const promotions = ['qa', 'first'].map((name) => ({
    wave: name,
    branch: `waves/${name}`,
    from: commits[0] ?? '',
    to: commits[2] ?? '',
  }));
  stands({ first: commits[1] });
  expect(() => branches.move(promotions)).toThrow();
  expect([standing('qa'), standing('first')]).toEqual([commits[0], commits[1]]);
});

test('the command reads the waves of the output, says what it moves, and moves nothing on a dry run', () => {
  const program = `import { Cluster, Platform } from 'roadbed';
const platform = new Platform({
  repository: { url: 'https://github.com/acme/platform' },
  waves: [{ name: 'dev', clusters: { environments: ['dev'] } }, { name: 'qa' }],
});
for (const environment of ['dev', 'qa']) Cluster.existing(platform, environment, { environment, server: \`https://\${environment}.example\` });
platform.synth();
`;
  const folder = new UserFolder({ 'main.ts': program });
  try {
    const refused = folder.roadbed(['promote']);
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('RB960')]);
    expect(folder.roadbed(['synth']).stdout).toMatch(
      /Changes reach clusters in waves\n {2}dev {2}dev {2}follows HEAD\n {2}qa {3}qa {2}follows waves\/qa\n/,
    );
    expect(folder.roadbed(['promote', '--remote', 'no-such']).stderr).toMatch(/RB963 +git says: /);
    const out = ['--out', join(folder.path, 'dist')];
    const inWork = (...args: readonly string[]) =>
      folder.roadbed(['promote', ...args, ...out], { cwd: relative(folder.path, work) });
    expect(inWork('--dry-run').stdout).toBe(
      `qa would go for the first time, to ${commits[2]?.slice(0, 12)}  waves/qa\n`,
    );
    expect(standing('qa')).toBeUndefined();
    expect(JSON.parse(inWork('qa', '--json').stdout)).toEqual({
      version: 1,
      done: true,
      promotions: [{ wave: 'qa', branch: 'waves/qa', to: commits[2] }],
      staying: [],
      problems: [],
    });
    expect(standing('qa')).toBe(commits[2]);
  } finally {
    folder.remove();
  }
});
