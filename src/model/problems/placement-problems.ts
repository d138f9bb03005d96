import type { ProblemRow } from './problem-row.ts';

/** Problems RB2xx: clusters and placement. */
export const placementProblems = {
  RB201: {
    title: 'a cluster is not described rightly',
    hint: 'use at most 63 letters, digits, "-", "_" and "."',
  },
  RB202: {
    title: 'two clusters claim one thing',
    hint: 'give each cluster its own',
  },
  RB203: {
    title: 'a rule or a wave names a tag or an environment that nothing has',
    hint: 'use a tag that is there',
  },
  RB204: {
    title: 'a rule matches nothing',
    hint: 'change the tags of the rule, or remove it',
  },
  RB205: {
    title: 'a rule chooses by nothing',
    hint: 'name at least one tag',
  },
  RB206: {
    title: 'an application is placed nowhere',
    hint: 'give it a tag that a distribution rule is for, or name its clusters',
  },
  RB207: {
    title: 'the placement of an application is too involved',
    hint: 'use fewer rules, or fewer tags in them, for one application',
  },
  RB208: {
    title: 'the steps of a rollout do not fit the application',
    hint: 'name each environment that the application is in, in one step',
  },
  RB210: {
    title: 'something is for the hub where there is none',
    hint: 'set hub on the cluster that Argo CD runs on',
  },
  RB211: {
    title: 'a wave is not described rightly',
    hint: 'see the waves of the platform in docs/guide/waves.md',
  },
  RB212: {
    title: 'a cluster is in no wave',
    hint: 'let the last wave take what is left, by leaving out its clusters',
  },
  RB213: {
    title: 'a wave has no cluster',
    hint: 'choose other clusters, or remove the wave',
  },
} as const satisfies Record<string, ProblemRow>;
