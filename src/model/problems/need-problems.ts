import type { ProblemRow } from './problem-row.ts';

/** Problems RB3xx: needs. */
export const needProblems = {
  RB301: { title: 'a need that nobody provisions', hint: 'give the platform a provisioner for it' },
  RB302: { title: 'two provisioners are equally specific', hint: 'make the criteria of one of them more specific' },
  RB303: {
    title: 'a resource that clusters share has no place, or no way to one of them',
    hint: 'set home on one of these clusters, share it for each cluster, or place the application on one cluster',
  },
  RB304: { title: 'an output that the provisioner does not give', hint: 'use another output, or another provisioner' },
  RB305: {
    title: 'provisioners that need each other',
    hint: 'let one of them make what it needs itself, or add a provisioner that needs nothing',
  },
  RB306: { title: 'a need that its type refuses', hint: 'see the inputs of the type' },
  RB307: {
    title: 'a provisioner that does not keep to its type',
    hint: 'let it give every output of the type, with a value of its kind, and no other',
  },
  RB308: { title: 'a provisioner cannot make what is asked', hint: 'change what is asked, or use another provisioner' },
  RB309: {
    title: 'needs of provisioners that come to no end',
    hint: 'let provisioners that stand on others need less, or give them narrower criteria',
  },
  RB310: {
    title: 'one resource is asked for in two ways',
    hint: 'ask for the same everywhere, or give one of them another id',
  },
  RB311: {
    title: 'a shared resource is out of reach',
    hint: 'share it within one namespace, or leave out the id, so that each has its own',
  },
  RB312: {
    title: 'two resource types have one name',
    hint: 'give one of them another name, or make all of one type',
  },
  RB340: {
    title: 'a cluster lacks a label that a provisioner needs',
    hint: 'give the cluster this label, in its labels or, for a region, its region',
  },
} as const satisfies Record<string, ProblemRow>;
