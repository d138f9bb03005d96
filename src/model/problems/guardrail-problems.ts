import type { ProblemRow } from './problem-row.ts';

/** Problems RB7xx: ownership and guardrails. */
export const guardrailProblems = {
  RB701: { title: 'a patch changes what the platform guards', hint: 'leave it as it is, or change it on the platform' },
  RB702: {
    title: 'an owner uses a kind that its policy does not allow',
    hint: 'allow the kind in the policy of the owner, or remove the object',
  },
  RB703: { title: 'an object in a namespace of somebody else', hint: 'put it into the namespace of its application' },
  RB704: { title: 'a namespace of two owners', hint: 'give each owner a namespace of its own' },
  RB705: { title: 'two constructs make the same object', hint: 'give one of them another name' },
  RB706: {
    title: 'an image without tag or digest in production',
    hint: 'name a version, such as ":1.4.2", or better a digest',
  },
  RB707: { title: 'a secret in plain text', hint: 'refer to a Secret that is made elsewhere' },
  RB708: {
    title: 'a host that two clusters claim',
    hint: 'give each its own host by byEnvironment, or name it in the sharedHosts of the platform',
  },
  RB709: { title: 'a host that two routes claim', hint: 'give each its own host or path' },
  RB710: {
    title: 'an owner without a policy',
    hint: 'add the owner to the owners of the platform, or correct the name',
  },
  RB711: { title: 'an object without a usable name', hint: 'give it a name that Kubernetes takes' },
  RB712: { title: 'a name that belongs to an engine', hint: 'use another name' },
  RB713: {
    title: 'pods that their namespace would refuse',
    hint: 'set these in the pods, or the podSecurity of the application',
  },
} as const satisfies Record<string, ProblemRow>;
