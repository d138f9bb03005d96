import type { RolloutStep } from '../../src/model/declarations.ts';
import { aCluster, anApplication, aPlatform, problemsOf } from '../support/platforms.ts';

function found(rollout: readonly RolloutStep[]): readonly string[] {
  const platform = aPlatform();
  const clusters = ['dev', 'prod'].map((name) => aCluster(platform, name, name));
  anApplication(platform, 'shop', { clusters, rollout });
  return problemsOf(platform);
}

test('a rollout names each environment of the application in one step', () => {
  expect(found([{ environments: ['dev'] }, { environments: ['prod'], maxUpdate: '25%' }])).toEqual([]);
  expect(found([])).toEqual([]);
});

test('an environment in no step, in two, or without the application is a problem', () => {
  expect(found([{ environments: ['dev', 'qa'] }, { environments: ['dev'] }])).toEqual([
    expect.stringMatching(
      /^RB208 at shop\.rollout: a step is for an environment that it is not in, got "qa"; remove it from the step$/,
    ),
    expect.stringMatching(/^RB208 at shop\.rollout: no step is for the environment "prod"; /),
    expect.stringMatching(
      /^RB208 at shop\.rollout: two steps are for the environment "dev"; name each environment in one step$/,
    ),
  ]);
});

test.each([-1, 1.5, '0%', '101%', '25', ''])('a part of "%s" to update at once is a problem', (maxUpdate) => {
  expect(found([{ environments: ['dev', 'prod'], maxUpdate }])).toEqual([
    `RB208 at shop.rollout: maxUpdate is neither a count nor a part, got "${maxUpdate}"; use a whole number from 0, or a part from "1%" to "100%"`,
  ]);
});
