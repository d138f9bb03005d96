import type { ProblemRow } from './problem-row.ts';

/** Problems RB4xx: references. */
export const referenceProblems = {
  RB401: {
    title: 'a reference to something outside the platform',
    hint: 'refer to a construct of this platform',
  },
  RB402: {
    title: 'a reference was cut or changed',
    hint: 'use the reference whole: do not slice, upper-case or encode it',
  },
  RB403: {
    title: 'a secret would stand in plain text',
    hint: 'take it in the value of an environment variable, or in a file of the golden path: both become a reference to the Secret',
  },
  RB404: {
    title: 'a reference to something that is not on the cluster',
    hint: 'place both on the same clusters',
  },
  RB405: {
    title: 'a value that is not known at synthesis, where none can be taken',
    hint: 'take it in the value of an environment variable or in a file of the golden path, or take an output that is known; between managed resources use a reference of Crossplane',
  },
  RB406: {
    title: 'a reference to an output that is not worth anything',
    hint: 'use an output that the construct gives',
  },
  RB407: { title: 'a reference gives two members one name', hint: 'give each a name of its own' },
  RB408: {
    title: 'a late value in a field that takes no text',
    hint: 'write the value itself, take an output that is known, or let the program read it from an environment variable',
  },
} as const satisfies Record<string, ProblemRow>;
