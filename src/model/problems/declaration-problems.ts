import type { ProblemRow } from './problem-row.ts';

/** Problems RB1xx: what a developer typed. */
export const declarationProblems = {
  RB101: { title: 'a prop is not valid', hint: 'see the props of this construct in api-docs' },
  RB102: {
    title: 'a name is not a DNS label',
    hint: 'use at most 50 lower-case letters, digits and hyphens, beginning with a letter',
  },
  RB103: {
    title: 'a construct refuses itself',
    hint: 'see what the construct says of itself',
  },
  RB104: {
    title: 'something stands outside any application',
    hint: 'put it in an Application: that is what is delivered',
  },
  RB105: {
    title: 'two applications have one name',
    hint: 'give each application a name of its own: it names what is delivered',
  },
  RB106: { title: 'a patch does not apply', hint: 'change the patch so that it fits what is rendered' },
  RB107: { title: 'a patch matches nothing', hint: 'change its selector, or remove the patch' },
  RB108: { title: 'the platform is not described rightly', hint: 'correct the props of the platform' },
  RB109: {
    title: 'an application that has a source holds constructs too',
    hint: 'put the constructs into an application of their own',
  },
} as const satisfies Record<string, ProblemRow>;
