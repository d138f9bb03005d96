import { isThrownByUser } from '../../src/cli/stack.ts';
import { isMisuse } from '../../src/model/misuse.ts';
import { Site } from '../../src/model/site.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test('a site that is asked after its rendering is the fault of the golden path, not of Roadbed', () => {
  const site = new Site({ labels: {}, tier: 'staging' });
  site.seal();
  const thrown = thrownBy(() => site.environment);
  expect(String(thrown)).toMatch(/^Error: a site was asked for roadbed.dev\/environment after its rendering had ended/);
  expect(isMisuse(thrown)).toBe(true);
  expect(isThrownByUser(thrown)).toBe(true);
});

test('any other error is no misuse', () => {
  expect([new Error('x'), 'x', undefined].map(isMisuse)).toEqual([false, false, false]);
});
